import { randomBytes } from 'node:crypto';
import { open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { errno, fileProblem } from './file-problem.js';
import { ensurePrivateFolder, OTHERS } from './private-folder.js';
import { takeProcessLock } from './process-lock.js';

/** An update takes milliseconds: a lock that is older was left behind by a process that was killed. */
const LOCK = { staleMs: 3_000, patienceMs: 30_000 };

/** A small file of the user's that only they may read, shared by any number of processes. */
export interface PrivateFile {
  readonly path: string;
  /** The text, or `null` where there is no file. */
  read(): Promise<string | null>;
  /**
   * Changes the file as one step: no other process comes between reading and writing, and a
   * reader (or a machine that loses power) sees the old text or the new one.
   *
   * @param change - the new text from the old; called again when another process was faster.
   *   The same text again writes nothing.
   */
  update(change: (text: string | null) => string): Promise<void>;
}

/**
 * @param path - absolute; its folder is created with 0700 by the first update
 * @param onWarning - told when the file or its folder was open to others
 * @returns a file whose methods throw ConfigurationError as {@link fileProblem} says,
 *   `file_open_to_others` when it cannot be tightened, and `file_locked` when other processes held
 *   the lock all the time
 */
export function privateFile(path: string, onWarning: (message: string) => void): PrivateFile {
  return {
    path,
    read: () => readTight(path, onWarning),
    update: async (change) => {
      await ensurePrivateFolder(dirname(path), onWarning);
      // A link, as dotfile managers make, is followed: the file that it names is replaced.
      const target = await realpath(path).catch(() => path);
      const unlock = await takeProcessLock(target, LOCK);
      try {
        while (!(await tryUpdate(target, change, onWarning))) {
          // Another process wrote in between; start again from its text.
        }
      } catch (error) {
        if (error instanceof ConfigurationError || errno(error) === '') throw error;
        throw fileProblem(error, 'write', target);
      } finally {
        await unlock();
      }
    },
  };
}

async function readTight(
  path: string,
  onWarning: (message: string) => void,
): Promise<string | null> {
  try {
    await using file = await openForReading(path);
    if (file === null) return null;
    if (process.platform !== 'win32' && ((await file.stat()).mode & OTHERS) !== 0) {
      await file.chmod(0o600).catch(() => {
        throw new ConfigurationError(
          'file_open_to_others',
          `${path} is open to other users of this machine, and this user cannot close it.`,
          { location: { file: path }, hint: `Let its owner close it: chmod 600 ${path}` },
        );
      });
      onWarning(
        `${path} was open to other users of this machine; it is now 0600. If others use this machine, revoke what was in it.`,
      );
    }
    return await file.readFile('utf8');
  } catch (error) {
    throw error instanceof ConfigurationError ? error : fileProblem(error, 'read', path);
  }
}

async function openForReading(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @returns false when another process changed the file meanwhile */
async function tryUpdate(
  path: string,
  change: (text: string | null) => string,
  onWarning: (message: string) => void,
): Promise<boolean> {
  const before = await readTight(path, onWarning);
  const after = change(before);
  if (after === before) return true;
  await removeLeftovers(path);
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, after);
    // The lock keeps honest processes apart, but one that was stopped for longer than the lock
    // lives may wake up here and hold it no more.
    if ((await readTight(path, onWarning)) !== before) return false;
    await rename(temporary, path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/**
 * Writes a new file with 0600 down to the disk. `FileHandle.writeFile` repeats short writes until
 * all is written or the disk says no, so that a full disk never leaves a shorter file.
 */
async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}

/** Without it a rename may be undone by a power cut (fsync(2)). Folders of Windows know no sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** A process that was killed leaves its temporary file, with secrets in it. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && name.endsWith('.tmp')) {
      await rm(join(dirname(path), name), { force: true });
    }
  }
}
