import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const STOP_GRACE_MS = 15_000;

/**
 * Starts processes and answers for them: each gets a process group of its own, so that a Ctrl-C
 * in the terminal reaches this process alone, and {@link ChildProcesses.stopAll} can end whole
 * trees (npx → pnpm → compiler) in the order that leaves nothing behind.
 */
export class ChildProcesses {
  /** @type {Set<ChildProcess>} */
  #running = new Set();
  #stopping = false;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {import('node:child_process').SpawnOptions} options
   * @returns {ChildProcess}
   * @throws {Error} when everything is being stopped already
   */
  start(command, args, options) {
    if (this.#stopping) throw new Error('Stopping: nothing new is started.');
    const child = spawn(command, args, { detached: true, ...options });
    this.#running.add(child);
    child.once('error', () => this.#running.delete(child));
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /**
   * Runs a command to its end, its output kept in a log file.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options
   * @returns {Promise<void>}
   * @throws {Error} when it fails, with the end of its log
   */
  async run(command, args, { cwd, log, env = process.env }) {
    mkdirSync(dirname(log), { recursive: true });
    const output = createWriteStream(log);
    /** @type {string[]} */
    const tail = [];
    const child = this.start(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ bytes) => {
        output.write(bytes);
        tail.push(...bytes.toString('utf8').split('\n'));
        tail.splice(0, Math.max(0, tail.length - 40));
      });
    }
    const outcome = await exited(child);
    await new Promise((resolve) => output.end(resolve));
    if (outcome.code !== 0) {
      throw new Error(
        `\`${command} ${args.join(' ')}\` ended with ${outcome.signal ?? `code ${outcome.code}`}. Its output is in ${log}; the end of it:\n\n${tail.join('\n')}`,
      );
    }
  }

  /** Ends every process that still runs, the youngest first, and waits until all are gone. */
  async stopAll() {
    this.#stopping = true;
    for (const child of [...this.#running].reverse()) await stop(child);
  }

  /** Ends every process at once and without a chance to tidy up: the answer to a second Ctrl-C. */
  killAll() {
    this.#stopping = true;
    for (const child of this.#running) signalGroup(child, 'SIGKILL');
  }
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 * @throws {Error} when it could not be started
 */
export function exited(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * Asks a process and its group to end, and insists after {@link STOP_GRACE_MS}.
 *
 * @param {ChildProcess} child
 * @returns {Promise<void>}
 */
export async function stop(child) {
  if (child.pid === undefined) return;
  const gone = exited(child).catch(() => {});
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_GRACE_MS);
  await gone;
  clearTimeout(timer);
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
