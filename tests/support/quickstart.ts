import { spawn } from 'node:child_process';
import { repository } from '../../scripts/workspace/paths.mjs';
import { cleanEnvironment } from './command.ts';

/** A quickstart that runs. */
export interface Quickstart {
  outcome: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground group. */
  interrupt(): void;
}

/**
 * Starts the README's command as a process group of its own.
 *
 * @param folder - where it keeps its state
 * @param args - what stands after `--`
 */
export function startQuickstart(folder: string, args: readonly string[]): Quickstart {
  const child = spawn('npm', ['run', '--silent', 'quickstart', '--', ...args], {
    cwd: repository,
    env: cleanEnvironment({ FLUXLOOP_QUICKSTART_FOLDER: folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    outcome: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, output }));
    }),
    interrupt() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    },
  };
}
