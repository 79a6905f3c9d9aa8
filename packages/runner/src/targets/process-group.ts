import { type ChildProcess, spawn } from 'node:child_process';

/** Groups to end should this process end without having closed its targets. */
const alive = new Set<ChildProcess>();

function killAll(): void {
  for (const child of alive) killGroup(child, 'SIGKILL');
}

/** Sees to it that the child does not outlive this process, as far as that is in our hands. */
export function watchGroup(child: ChildProcess): void {
  if (alive.size === 0) process.once('exit', killAll);
  alive.add(child);
}

/** The child and all of its group have ended. */
export function forgetGroup(child: ChildProcess): void {
  alive.delete(child);
  if (alive.size === 0) process.off('exit', killAll);
}

/**
 * Signals a child and all that it started. The child must have been spawned `detached`, which makes
 * it the leader of a process group (POSIX kill(2), negative pid). Windows has no groups: there
 * `taskkill /T` ends the tree.
 */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: nobody is left.
  }
}
