import { type ChildProcess, spawn } from 'node:child_process';

/** How long a round may take to stop cleanly before it is killed. */
const STOP_MS = 15_000;

/** What {@link runTestProcess} takes. */
export interface TestProcessOptions {
  /** What follows `fluxloop test`. */
  argv: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Stops it as Ctrl-C does. */
  signal: AbortSignal;
}

/**
 * Runs `fluxloop test` as a process of its own, on this terminal: every round loads the configuration and
 * the agent's code afresh. It is in a process group of its own, so that Ctrl-C reaches it once, by us.
 */
export function runTestProcess(options: TestProcessOptions): Promise<void> {
  const { argv, cwd, env, signal } = options;
  if (signal.aborted) return Promise.resolve();
  const [, script = ''] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, script, 'test', ...argv], {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  let deadline: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGINT');
    deadline = setTimeout(() => killGroup(child), STOP_MS);
  };
  // Whoever ends us at once must not leave it behind. It is told as by Ctrl-C, after a first time at
  // once, so that it ends the agents that it started.
  const end = () => {
    child.kill('SIGINT');
  };
  const hangUp = () => {
    end();
    process.kill(process.pid, 'SIGHUP');
  };
  signal.addEventListener('abort', stop, { once: true });
  process.once('exit', end);
  process.once('SIGHUP', hangUp);
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  }).finally(() => {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
    process.removeListener('exit', end);
    process.removeListener('SIGHUP', hangUp);
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
