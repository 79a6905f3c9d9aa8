import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { systemCode, writeError } from './ledger-error.js';

/** Who writes to a run: enough to tell a living process from a later one with the same number. */
interface Holder {
  pid: number;
  /** When the process started, as the system counts; `null` where it does not tell. */
  started: string | null;
  host: string;
}

/** What is ours to write until it is released. */
export interface RunLock {
  release(): Promise<void>;
}

/** What others keep us from. */
export interface LockedThing {
  /** The code of the refusal: `run_in_use`. */
  code: string;
  /** What the other process does: `writes to this run`. */
  doing: string;
}

/**
 * Makes this process the only writer of a run's folder. The lock of a process that has died is taken
 * over; the lock of a living one, or of another machine, is respected.
 * @throws UsageError `run_in_use`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function lockRun(folder: string): Promise<RunLock> {
  return takeLock(lockPath(folder), { code: 'run_in_use', doing: 'writes to this run' });
}

/** True while a living process, or one of another machine, writes to a run. Nothing is changed. */
export async function isBeingWritten(folder: string): Promise<boolean> {
  const content = await readFile(lockPath(folder), 'utf8').catch(() => null);
  const holder = content === null ? null : parseHolder(content);
  return holder !== null && (await isAlive(holder));
}

function lockPath(folder: string): string {
  return join(folder, 'run.lock');
}

/**
 * Takes a lock that one process at a time holds, as {@link lockRun} does.
 * @param path - the lock's file; its folder must exist
 * @throws UsageError with the code of `thing`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function takeLock(path: string, thing: LockedThing): Promise<RunLock> {
  const mine = `${path}.${randomUUID()}`;
  const holder: Holder = {
    pid: process.pid,
    started: await processStart(process.pid),
    host: hostname(),
  };
  const content = `${JSON.stringify(holder)}\n`;
  try {
    await writeFile(mine, content, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw writeError(error, path);
  }
  try {
    // link(2) makes the name and its content appear at once, and fails when the name exists.
    while (!(await linked(mine, path)) && !(await takenOver(mine, path, thing))) {
      // The lock was released, or changed hands, while it was looked at.
    }
  } finally {
    await rm(mine, { force: true });
  }
  return {
    release: async () => {
      const current = await readFile(path, 'utf8').catch(() => null);
      if (current === content) await rm(path, { force: true });
    },
  };
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw writeError(error, to);
  }
}

/**
 * Puts our lock in the place of one whose process has died.
 * @returns whether it is ours now; if not, it is to be looked at again
 */
async function takenOver(mine: string, path: string, thing: LockedThing): Promise<boolean> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content === null) return false;
  const holder = parseHolder(content);
  if (holder !== null && (await isAlive(holder))) throw inUse(path, holder, thing);
  // Several processes may find the same dead one's lock, and each must see what those before it did:
  // so taking over is locked itself, in the same way, in case a process dies at it.
  const turn = await takeLock(`${path}.over`, thing);
  try {
    if ((await readFile(path, 'utf8').catch(() => null)) !== content) return false;
    await rename(mine, path);
    return true;
  } catch (error) {
    throw writeError(error, path);
  } finally {
    await turn.release();
  }
}

function inUse(path: string, holder: Holder, { code, doing }: LockedThing): UsageError {
  const elsewhere = holder.host !== hostname();
  return new UsageError(
    code,
    `Another process ${doing}: number ${holder.pid}${elsewhere ? ` on ${holder.host}` : ''}.`,
    {
      hint: elsewhere
        ? `If that process has ended, delete ${path} and try again.`
        : 'Wait until it has finished, or stop it, and try again.',
    },
  );
}

function parseHolder(content: string): Holder | null {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null) return null;
    const { pid, started, host } = value as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return { pid, host, started: typeof started === 'string' ? started : null };
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  const started = await processStart(holder.pid);
  return holder.started === null || started === null || holder.started === started;
}

/**
 * When a process started, in a form that differs between two processes of the same number.
 * Linux: the boot's id and field 22 of `/proc/PID/stat`, see proc(5). Elsewhere `null`.
 */
async function processStart(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // Field 2 is the command in parentheses and may hold anything; field 3 follows the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; it only waits for its parent to take notice.
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
    return `${boot.trim()}:${fields[19]}`;
  } catch {
    return null;
  }
}
