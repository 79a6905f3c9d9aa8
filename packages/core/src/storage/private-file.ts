import { open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { errno, fileProblem } from './file-problem.js';
import { ensurePrivateFolder, OTHERS } from './private-folder.js';
import { takeProcessLock } from './process-lock.js';
import { removeLeftovers, writeWholeFile } from './whole-file.js';

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
  // A process that was killed leaves its temporary file, with secrets in it.
  await removeLeftovers(path);
  let late = false;
  const check = async () => {
    // The lock keeps honest processes apart, but one that was stopped for longer than the lock
    // lives may wake up here and hold it no more.
    late = (await readTight(path, onWarning)) !== before;
    if (late) throw new Error('Another process was faster.');
  };
  try {
    await writeWholeFile(path, after, { access: 'owner', check });
    return true;
  } catch (error) {
    // Another process may take our temporary file for one that was left behind.
    if (late || errno(error) === 'ENOENT') return false;
    throw error;
  }
}
