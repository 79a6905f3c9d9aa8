import { lstat, mkdir, readdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import { systemCode } from '../ledger/ledger-error.js';
import { placeFile, syncWriteError } from './place-file.js';

/**
 * Reads a file of the project.
 *
 * @param file - relative to the root
 * @returns `null` where there is none
 * @throws ConfigurationError `scenario_path_unsafe` for what lies, by links, outside of the project,
 *   and for what is no file
 */
export async function readProjectFile(root: string, file: string): Promise<Uint8Array | null> {
  const path = join(root, file);
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    throw error;
  }
  if (!isWithin(await realpath(root), real)) throw leadsOut(file);
  if (!(await lstat(real)).isFile()) throw notAFile(file);
  return readFile(real);
}

/**
 * Writes a file of the project as a whole: beside it, made durable, renamed over it. A process that
 * is killed leaves the old file or the new one. Folders that are missing are made.
 *
 * @param file - relative to the root
 * @param expected - the content that is to be replaced; `null` where no file is expected. If there
 *   is something else by now, nothing is written.
 * @throws ConfigurationError `scenario_path_unsafe` where the path leads out of the project, or goes
 *   by a link
 * @throws UsageError `scenario_changed_meanwhile`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function writeProjectFile(
  root: string,
  file: string,
  content: string,
  expected: Uint8Array | null,
): Promise<void> {
  const path = await placeFor(root, file);
  await requireFile(path, file);
  await placeFile(path, content, {
    access: 'as-before',
    check: () => expectContent(path, file, expected),
  });
}

/**
 * Removes a file of the project, and the folder that has nothing else in it.
 *
 * @param expected - its content; if it is another by now, it stays
 * @throws as {@link writeProjectFile}
 */
export async function removeProjectFile(
  root: string,
  file: string,
  expected: Uint8Array,
): Promise<void> {
  const path = await placeFor(root, file);
  try {
    await requireFile(path, file);
    await expectContent(path, file, expected);
    await rm(path);
    if (basename(path) === 'config.yaml') {
      // Whatever else is in there stays, and the folder with it.
      await rmdir(dirname(path)).catch(() => undefined);
    }
  } catch (error) {
    throw syncWriteError(error, path);
  }
}

/** The names in a folder of the project, in no order; none where there is no folder. */
export async function namesIn(root: string, folder: string): Promise<string[]> {
  return readdir(join(root, folder)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
}

/** Whether a path lies within a folder or is it; both absolute, without links. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The absolute path of a file whose folders are real folders within the project; they are made. */
async function placeFor(root: string, file: string): Promise<string> {
  const path = join(root, file);
  if (isAbsolute(file) || !isWithin(root, path) || path === root) throw leadsOut(file);
  const realRoot = await realpath(root);
  let folder = root;
  for (const part of relative(root, dirname(path)).split(sep)) {
    if (part === '') continue;
    folder = join(folder, part);
    await mkdir(folder).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw syncWriteError(error, folder);
    });
    if (!isWithin(realRoot, await realpath(folder))) throw leadsOut(file);
  }
  return path;
}

/** What is there; only a file of its own may be replaced. */
async function requireFile(path: string, file: string): Promise<void> {
  try {
    const found = await lstat(path);
    if (!found.isFile()) throw notAFile(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

async function expectContent(
  path: string,
  file: string,
  expected: Uint8Array | null,
): Promise<void> {
  const now = await readFile(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  const same = now === null || expected === null ? now === expected : now.equals(expected);
  if (same) return;
  throw new UsageError('scenario_changed_meanwhile', `${file} has changed while it was synced.`, {
    hint: 'It was left as it is. Sync again.',
  });
}

function leadsOut(file: string): ConfigurationError {
  return new ConfigurationError(
    'scenario_path_unsafe',
    `${file} leads out of the project's folder, so it is not synced.`,
    {
      location: { file },
      hint: 'Replace the link by a file, or move the scenario into the project.',
    },
  );
}

function notAFile(file: string): ConfigurationError {
  return new ConfigurationError(
    'scenario_path_unsafe',
    `${file} is a link or a folder, not a file.`,
    {
      location: { file },
      hint: 'Put a file in its place, and sync again.',
    },
  );
}
