import { execFile } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ConfigurationError, ExitCode, FluxLoopError } from '@fluxloop/core/errors';
import type { DatabaseOwner } from './owner.js';
import { unfinishedPath } from './unfinished.js';

/** The database's role; it exists only behind the socket folder's 0700. */
export const DATABASE_USER = 'fluxloop';

/**
 * Gives the cluster's folder, made by `initdb` with checksums when there is none. It is made
 * under another name and renamed when whole, so that a kill at any moment leaves either no
 * cluster or a good one.
 *
 * @throws ConfigurationError `database_version_mismatch` when the cluster is of another major
 *   version of PostgreSQL than the programs
 * @throws FluxLoopError `database_init_failed` with what initdb said
 */
export async function ensureCluster(options: {
  home: string;
  programs: string;
  /** The programs' version, `18.4.0-beta.17`. */
  version: string;
  owner: DatabaseOwner | null;
  env: NodeJS.ProcessEnv;
}): Promise<string> {
  const { home, owner } = options;
  const cluster = path.join(home, 'cluster');
  const existing = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (existing !== null) {
    refuseOtherVersion(existing.trim(), options.version, cluster);
    return cluster;
  }
  const unfinished = unfinishedPath(cluster);
  await mkdir(unfinished, { mode: 0o700 });
  if (owner !== null) {
    await chown(unfinished, owner.uid, owner.gid);
  }
  try {
    await initialise(unfinished, options);
    await rename(unfinished, cluster);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // A start beside this one was first; its cluster is as good.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') {
      throw error;
    }
  }
  await syncFolder(home);
  return cluster;
}

async function initialise(
  folder: string,
  { programs, owner, env, home }: Parameters<typeof ensureCluster>[0],
): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${DATABASE_USER}`,
    '--data-checksums',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-locale',
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
  ];
  try {
    await promisify(execFile)(path.join(programs, 'bin', 'initdb'), args, {
      cwd: home,
      env,
      ...(owner ?? {}),
    });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new FluxLoopError(
      'database_init_failed',
      ExitCode.unexpected,
      `The embedded PostgreSQL could not be set up in ${home}: ${said || String(error)}`,
      { hint: 'Check the free space and the permissions of that folder, or set DATABASE_URL.' },
    );
  }
}

function refuseOtherVersion(found: string, version: string, cluster: string): void {
  const major = version.split('.')[0];
  if (found !== major) {
    throw new ConfigurationError(
      'database_version_mismatch',
      `The database in ${cluster} was made by PostgreSQL ${found}, and this release brings PostgreSQL ${major}.`,
      {
        hint: 'Start the release that made it, move its data with pg_dump to a PostgreSQL of your own, and set DATABASE_URL.',
      },
    );
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
