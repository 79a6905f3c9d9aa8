import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError } from '../errors/index.js';
import { errno, fileProblem } from './file-problem.js';

/** How a lock is held and waited for; times in milliseconds. */
export interface ProcessLockOptions {
  /** A lock that its owner has not renewed for so long is taken over: the owner was killed. */
  staleMs: number;
  /** How long to wait for other processes before giving up. */
  patienceMs: number;
}

/**
 * Takes a lock that one process at a time holds: a folder `PATH.lock`, which only one of several
 * can create, renewed while it is held.
 *
 * @param path - absolute; what it names need not exist, but its folder must
 * @returns a function that gives the lock back; it never throws
 * @throws ConfigurationError `file_locked` when others held it all the time, and as
 *   {@link fileProblem} says
 */
export async function takeProcessLock(
  path: string,
  { staleMs, patienceMs }: ProcessLockOptions,
): Promise<() => Promise<void>> {
  const lockfile = await import('proper-lockfile');
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      const release = await lockfile.default.lock(path, {
        realpath: false,
        stale: staleMs,
        // Whoever works under a lock copes with its loss (a laptop that slept) by looking again
        // before writing; by default the library would throw from a timer and end the process.
        onCompromised: () => {},
      });
      return () => release().catch(() => {});
    } catch (error) {
      if (errno(error) !== 'ELOCKED') throw fileProblem(error, 'write', path);
      if (Date.now() > deadline) {
        throw new ConfigurationError('file_locked', `Another process keeps ${path} locked.`, {
          location: { file: path },
          hint: `If no other FluxLoop command runs, remove ${path}.lock`,
        });
      }
      await sleep(10 + Math.random() * 40);
    }
  }
}
