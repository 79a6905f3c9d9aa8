import { chown, mkdir } from 'node:fs/promises';
import { Client, type ClientConfig } from 'pg';
import { findBinaries, prepareBinaries } from './binaries.js';
import { DATABASE_USER, ensureCluster } from './cluster.js';
import { clusterHome, databaseOwner } from './owner.js';
import { type Postmaster, startPostmaster } from './postmaster.js';
import { openSocketFolder, SOCKET_PORT } from './socket-folder.js';
import { removeUnfinished } from './unfinished.js';

export { dataFolderInUse } from './postmaster.js';

/** A PostgreSQL of our own, running as a child of this process. */
export interface EmbeddedDatabase {
  /** How to connect: over a Unix socket inside a 0700 folder. */
  connection: ClientConfig;
  stop(): Promise<void>;
  /** Settles when it is gone, with true when nobody asked for it. */
  readonly exited: Promise<boolean>;
}

/** The name of the database in the cluster. */
export const DATABASE = 'fluxloop';
const ROOT = 0;

/**
 * Starts the embedded PostgreSQL of a data folder, setting it up on the first start.
 *
 * @param options.dataFolder - absolute; must exist
 * @param options.logFile - where PostgreSQL's own log is appended
 * @param options.isHeld - asked while another PostgreSQL holds the folder: whether a live platform
 *   owns it. Default: unknown, so the wait is the full 15 s
 * @throws ConfigurationError `embedded_database_unavailable`, `database_version_mismatch`
 * @throws UsageError `data_folder_in_use`
 * @throws FluxLoopError `database_init_failed`, `database_start_failed`
 */
export async function startEmbeddedDatabase(options: {
  dataFolder: string;
  logFile: string;
  isHeld?: () => Promise<boolean>;
}): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const owner = databaseOwner();
  const home = await clusterHome(options.dataFolder, owner);
  await mkdir(home, { recursive: true, mode: owner === null ? 0o700 : 0o711 });
  if (owner !== null) {
    // Ours, not the database's: who could change it could make root follow a link out of it.
    await chown(home, ROOT, ROOT);
  }
  await removeUnfinished(home);
  const programs = await prepareBinaries(binaries, home, owner);
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const cluster = await ensureCluster({ home, programs, version: binaries.version, owner, env });
  const socket = await openSocketFolder(home, owner);
  const connection = { host: socket.folder, port: SOCKET_PORT, user: DATABASE_USER };
  let postmaster: Postmaster | undefined;
  try {
    postmaster = await startPostmaster({
      programs,
      cluster,
      socketFolder: socket.folder,
      owner,
      env,
      logFile: options.logFile,
      isHeld: options.isHeld ?? (async () => false),
    });
    await socket.claim();
    await ensureDatabase(connection);
  } catch (error) {
    await postmaster?.stop();
    await socket.remove();
    throw error;
  }
  const running = postmaster;
  return {
    connection: { ...connection, database: DATABASE },
    exited: running.exited,
    stop: async () => {
      await running.stop();
      await socket.remove();
    },
  };
}

async function ensureDatabase(connection: ClientConfig): Promise<void> {
  const client = new Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) {
      await client.query(`create database ${DATABASE}`);
    }
  } finally {
    await client.end();
  }
}
