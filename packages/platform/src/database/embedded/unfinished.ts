import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Whose work it is, so that a later start can tell whether it still goes on. */
const UNFINISHED = /\.(\d+)-[0-9a-f-]{36}\.tmp$/;

const ours = new Set<string>();

/** A path beside `target` under which it is made, to be renamed when it is whole. */
export function unfinishedPath(target: string): string {
  const unfinished = `${target}.${process.pid}-${randomUUID()}.tmp`;
  ours.add(path.basename(unfinished));
  return unfinished;
}

/** Removes what killed starts left half-made in `folder`; what live ones are making stays. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = UNFINISHED.exec(name)?.[1];
    if (pid !== undefined && !isBeingMade(name, Number(pid))) {
      // A program of the start that was killed may write there for another moment.
      await rm(path.join(folder, name), {
        recursive: true,
        force: true,
        maxRetries: 20,
        retryDelay: 50,
      });
    }
  }
}

/** In a container every start may have the same process id, so our own is not enough. */
function isBeingMade(name: string, pid: number): boolean {
  return pid === process.pid ? ours.has(name) : isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
