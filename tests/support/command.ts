import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { cliBin } from '../../scripts/workspace/paths.mjs';

/** What a command left behind. */
export interface CommandOutcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd: string;
  /** Where the credentials live. */
  home: string;
  env?: Record<string, string>;
  input?: string;
}

/** A command that runs, and the promise of its end. */
export interface RunningCommand {
  process: ChildProcess;
  outcome: Promise<CommandOutcome>;
  /** Resolves when a line of the output matches; rejects when the command ends first. */
  line(pattern: RegExp): Promise<string>;
}

/** Starts `fluxloop` as its users do: a process of its own, with an environment of its own. */
export function startCli(args: readonly string[], options: CommandOptions): RunningCommand {
  const child = spawn(process.execPath, [cliBin, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment({ FLUXLOOP_HOME: options.home, ...options.env }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  const lines = [child.stdout, child.stderr].map((input) => createInterface({ input }));
  const outcome = new Promise<CommandOutcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
  return {
    process: child,
    outcome,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        for (const reader of lines) {
          reader.on('line', (line) => {
            if (pattern.test(line)) resolve(line);
          });
        }
        outcome.then(
          ({ stdout, stderr }) =>
            reject(new Error(`No line matched ${pattern}:\n${stdout}\n${stderr}`)),
          reject,
        );
      }),
  };
}

/** Runs `fluxloop` to its end. */
export function runCli(args: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  return startCli(args, options).outcome;
}

/** This process's environment without anything that is FluxLoop's, vitest's, or a CI's. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(FLUXLOOP_|VITEST|NODE_ENV$|CI$|DATABASE_URL$|DEBUG$|FORCE_COLOR$|NO_COLOR$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}
