import { basename, extname, sep } from 'node:path';

/** Folders that hold nothing which people edit, or what FluxLoop and others write themselves. */
const IGNORED_FOLDERS = new Set(['node_modules', 'coverage', 'artifacts', '__pycache__', 'venv']);

/** What scenarios, configuration, data and agents are written in. */
const WATCHED_EXTENSIONS = new Set(
  '.yaml .yml .json .jsonl .csv .ts .mts .cts .tsx .js .mjs .cjs .jsx .py .rive .rb .go .rs .java .sh .txt .md'.split(
    ' ',
  ),
);

/**
 * Whether a change of this path may change what a test comes to.
 * @param path - relative to the project's folder
 */
export function isWatchedFile(path: string): boolean {
  return !isIgnoredFolder(path) && (WATCHED_EXTENSIONS.has(extname(path)) || isEnvironment(path));
}

/**
 * Whether nothing below this path is looked at.
 * @param path - relative to the project's folder
 */
export function isIgnoredFolder(path: string): boolean {
  return path
    .split(sep)
    .some((part) => IGNORED_FOLDERS.has(part) || (part.startsWith('.') && !isEnvironment(part)));
}

/** `.env` and its kin begin with a dot and are edited all the same. */
function isEnvironment(path: string): boolean {
  return /^\.env(?:\.\w+)?$/.test(basename(path));
}
