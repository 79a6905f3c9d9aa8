import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, FluxLoopError, UsageError } from '@fluxloop/core/errors';
import { Client } from 'pg';
import { DATABASE_USER } from './cluster.js';
import type { DatabaseOwner } from './owner.js';
import { SOCKET_PORT } from './socket-folder.js';
import { spawnWatched } from './watchdog.js';

/** How long to wait for the database of a killed platform to leave: its watchdog needs 5 s. */
const STALE_LOCK_MS = 15_000;
/** Recovery after a crash reads the write-ahead log, so a start may take a while. */
const READY_MS = 120_000;
const POLL_MS = 20;

/** A running PostgreSQL. */
export interface Postmaster {
  /** Stops it in order and waits until it is gone. Safe to call twice. */
  stop(): Promise<void>;
  /** Settles when it is gone, with true when nobody asked for it. */
  readonly exited: Promise<boolean>;
}

interface PostmasterOptions {
  programs: string;
  cluster: string;
  socketFolder: string;
  owner: DatabaseOwner | null;
  env: NodeJS.ProcessEnv;
  /** What PostgreSQL prints is appended here. */
  logFile: string;
  /** Asked while another postmaster holds the cluster: whether its platform is alive. */
  isHeld: () => Promise<boolean>;
}

/**
 * Starts PostgreSQL on `cluster` and waits until it answers. While the postmaster of a killed
 * platform still holds the cluster it is tried again, for up to 15 s.
 *
 * @throws UsageError `data_folder_in_use` when a live platform holds it, or another one keeps doing so
 * @throws FluxLoopError `database_start_failed` with the last lines of its log
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const deadline = Date.now() + STALE_LOCK_MS;
  for (;;) {
    const attempt = await tryStart(options);
    if (attempt.postmaster !== null) {
      return attempt.postmaster;
    }
    if (!attempt.locked) {
      throw new FluxLoopError(
        'database_start_failed',
        ExitCode.unexpected,
        `The embedded PostgreSQL did not start: ${attempt.said}`,
        { hint: `Its log is ${options.logFile}.` },
      );
    }
    if (Date.now() >= deadline || (await options.isHeld())) {
      throw dataFolderInUse(options.cluster);
    }
    await sleep(250);
  }
}

/** The refusal of a second platform on one data folder. */
export function dataFolderInUse(folder: string): UsageError {
  return new UsageError(
    'data_folder_in_use',
    `Another platform is running on ${folder}, and two must not share one database folder.`,
    {
      hint: 'Stop the other one, choose another folder with --data, or give both the same DATABASE_URL.',
    },
  );
}

type Attempt = { postmaster: Postmaster } | { postmaster: null; locked: boolean; said: string };

async function tryStart(options: PostmasterOptions): Promise<Attempt> {
  const name = `fluxloop-${randomUUID()}`;
  const log = await open(options.logFile, 'a', 0o600);
  const { size } = await log.stat();
  const child = spawnWatched({
    program: path.join(options.programs, 'bin', 'postgres'),
    args: ['-D', options.cluster, ...settings(options.socketFolder, name)],
    cwd: options.cluster,
    env: options.env,
    owner: options.owner,
    logFile: log.fd,
  });
  // Before anything is waited for: a postmaster that finds a lock is gone within milliseconds.
  const postmaster = superviseChild(child);
  await log.close();
  if (await becomesReady(options.socketFolder, name, child)) {
    return { postmaster };
  }
  await postmaster.stop();
  const said = (await readFile(options.logFile, 'utf8')).slice(size).trim();
  return { postmaster: null, locked: isLocked(said), said: said.split('\n').slice(-5).join('\n') };
}

function superviseChild(child: ChildProcess): Postmaster {
  let asked = false;
  const exited = new Promise<boolean>((resolve) => {
    const gone = () => {
      child.stdin?.destroy();
      resolve(!asked);
    };
    child.once('exit', gone);
    child.once('error', gone);
  });
  // Writing to a watchdog that is gone must not end this process.
  child.stdin?.on('error', () => undefined);
  return {
    exited,
    stop: async () => {
      asked = true;
      child.stdin?.end();
      await exited;
    },
  };
}

/** PostgreSQL's words for a cluster, a socket or shared memory that another postmaster holds. */
function isLocked(said: string): boolean {
  return (
    /lock file "[^"]*" already exists/.test(said) || said.includes('shared memory block is still')
  );
}

/**
 * Waits for an answer from the very postmaster that was started: on a cluster in use the socket
 * belongs to another one, which answers as well, under another name.
 */
async function becomesReady(
  socketFolder: string,
  name: string,
  child: ChildProcess,
): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      return false;
    }
    const client = new Client({
      host: socketFolder,
      port: SOCKET_PORT,
      user: DATABASE_USER,
      database: 'postgres',
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ cluster_name: string }>('show cluster_name');
      if (rows[0]?.cluster_name === name) {
        return true;
      }
    } catch {
      // Not listening yet, or still in recovery.
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(POLL_MS);
  }
  return false;
}

/**
 * No TCP at all; the socket only for its owner. Errors are logged without the statement, the
 * detail and the context, since those quote rows.
 */
function settings(socketFolder: string, name: string): string[] {
  const values = {
    cluster_name: name,
    listen_addresses: '',
    port: String(SOCKET_PORT),
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '50',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
