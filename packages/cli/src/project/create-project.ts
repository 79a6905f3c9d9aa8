import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { writeWholeFile } from '@fluxloop/core/storage';
import type { Plugins } from '@fluxloop/runner';
import { IGNORED_PATHS, projectTemplate } from './project-template.js';

/** What {@link createProject} did. Paths are relative to the folder. */
export interface CreatedProject {
  folder: string;
  project: string;
  written: string[];
  /** Schemas for editors, which the comments at the top of the YAML files name. */
  schemas: string[];
  /** Lines that `.gitignore` did not have. */
  ignored: string[];
}

/** How {@link createProject} works. */
export interface CreateProjectOptions {
  folder: string;
  /** The project's slug. Default: made from the folder's name. */
  project?: string | undefined;
  /** Write over files that are there. Default: refuse, and write nothing at all. */
  force?: boolean;
  /** Whose criteria editors are to know. */
  plugins: Plugins;
}

/**
 * Writes the files of a new project into a folder, and what must not be committed into its `.gitignore`.
 *
 * @throws UsageError `file_exists` when one of the files is there; nothing is written then
 */
export async function createProject(options: CreateProjectOptions): Promise<CreatedProject> {
  const { folder } = options;
  const project = options.project ?? slugFrom(basename(folder));
  const files = projectTemplate(project);
  if (options.force !== true)
    await refuseExisting(
      folder,
      files.map((file) => file.path),
    );
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    // `wx` also refuses a file that somebody made since the check.
    await writeFile(path, file.content, { flag: options.force === true ? 'w' : 'wx' });
  }
  const { refreshSchemas } = await import('@fluxloop/runner');
  const schemas = await refreshSchemas(folder, options.plugins);
  const ignored = await ignorePaths(join(folder, '.gitignore'));
  return { folder, project, written: files.map((file) => file.path), schemas, ignored };
}

/** A project's slug (`projectSlug` of the contract) out of any name; `my-project` when nothing is left. */
function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
  return slug.length < 2 ? 'my-project' : slug;
}

async function refuseExisting(folder: string, paths: readonly string[]): Promise<void> {
  const found = await Promise.all(
    paths.map(async (path) => ((await exists(join(folder, path))) ? [path] : [])),
  );
  const existing = found.flat();
  if (existing.length === 0) return;
  throw new UsageError('file_exists', `There is already ${listed(existing)} in ${folder}.`, {
    hint: 'Nothing was written. To write over it, run: fluxloop init --force',
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function ignorePaths(file: string): Promise<string[]> {
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const present = new Set(before.split('\n').map((line) => line.trim().replace(/^\//, '')));
  const missing = IGNORED_PATHS.filter(
    (path) => !present.has(path) && !present.has(path.replace(/\/$/, '')),
  );
  if (missing.length === 0) return [];
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await writeWholeFile(file, `${before}${gap}${missing.join('\n')}\n`, {
    access: 'as-before',
    links: 'follow',
  });
  return missing;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
