import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { RegexTester } from '../criteria/regex-tester.js';
import { systemCode } from '../ledger/ledger-error.js';
import { inWords } from './in-words.js';
import { LineSplitter } from './line-splitter.js';
import { forgetGroup, killGroup, watchGroup } from './process-group.js';
import { StderrTail } from './stderr-tail.js';
import { TargetFault } from './target.js';
import { targetNotFound } from './target-error.js';

const START_TIMEOUT_MS = 30_000;
/** After its standard input has ended, an agent may finish by itself this long. */
const GRACE_MS = 500;
/** A process that ends closes its pipes a moment before its exit is known. */
const EXIT_FOLLOWS_MS = 200;
/** What a process printed last may come after its exit is known. */
const DRAIN_MS = 1000;
const LONGEST_READY_LINE_BYTES = 64 * 1024;

/** How to start an agent. */
export interface AgentCommand {
  /** Program and arguments. */
  command: readonly [string, ...string[]];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** A line on standard output or standard error that says that the agent takes input. */
  readyPattern: RegExp | null;
  stopSignal: NodeJS.Signals;
  stopTimeoutMs: number;
}

/** What a child needs beside its command. */
export interface ChildTools {
  sanitizer: Sanitizer;
  regex: RegexTester;
}

/** Who is told what a child does. */
export interface ChildListener {
  /** It printed to standard output, and was ready by then. */
  output(chunk: Buffer): void;
  /**
   * It ended, or cannot be spoken to any more. Told once.
   * @param exitCode - `null` when it was ended by a signal, or has not ended
   */
  ended(fault: TargetFault, exitCode: number | null): void;
}

/** A process of an agent: its pipes, its readiness, its end and its process group. */
export class ChildAgent {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #command: AgentCommand;
  readonly #tools: ChildTools;
  readonly #listener: ChildListener;
  readonly #stderr: StderrTail;
  /** Settles when the process and its group have ended. */
  readonly exited: Promise<void>;
  /** What kept it from getting ready, or `null` once it is. */
  readonly ready: Promise<TargetFault | null>;
  readonly #drained: Promise<void>;
  #stopping = false;
  /** It has ended, though the last that it printed may still be on its way. */
  #over = false;
  #told = false;
  /** Which of its pipes it closed while it went on living. */
  #cutOffBy: string | null = null;
  #pending = '';
  #awaitingReady = false;
  #settleReady: (fault: TargetFault | null) => void = () => undefined;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    command: AgentCommand,
    tools: ChildTools,
    listener: ChildListener,
  ) {
    this.#child = child;
    this.#command = command;
    this.#tools = tools;
    this.#listener = listener;
    this.#stderr = new StderrTail(child.stderr, tools.sanitizer);
    watchGroup(child);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        // What it started must not go on without it.
        killGroup(child, 'SIGKILL');
        forgetGroup(child);
        resolve();
        if (this.#cutOffBy !== null) void this.#end(this.#cutOffBy, null);
        else
          void this.#end(
            signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`,
            code,
          );
      });
    });
    this.#drained = new Promise((resolve) => {
      child.stdout.once('close', () => resolve());
    });
    child.stdout.once('end', () => void this.#cutOff('closed its standard output'));
    // A write to an agent that does not read any more fails.
    child.stdin.on('error', () => void this.#cutOff('closed its standard input'));
    child.stdout.on('error', () => undefined);
    this.ready =
      command.readyPattern === null
        ? Promise.resolve(null)
        : this.#awaitReady(command.readyPattern);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.#awaitingReady && !this.#told) listener.output(chunk);
    });
  }

  /**
   * Starts the agent. It may take a while longer until it is {@link ChildAgent.ready}.
   * @throws ConfigurationError `target_not_found`
   */
  static async start(
    command: AgentCommand,
    tools: ChildTools,
    listener: ChildListener,
  ): Promise<ChildAgent> {
    return new ChildAgent(await spawnAgent(command), command, tools, listener);
  }

  /** Whether it can be spoken to. */
  get alive(): boolean {
    return !this.#over && !this.#stopping;
  }

  /** Writes to its standard input; what is written in one go of the event loop is sent together. */
  write(text: string): void {
    if (this.#pending === '') setImmediate(() => this.#flush());
    this.#pending += text;
  }

  /** Ends its standard input, after what was written. */
  endInput(): void {
    this.#flush();
    this.#child.stdin.end();
  }

  /** Ends the agent: its input ends, then the stop signal, then SIGKILL for it and its group. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.endInput();
    if (await this.#exitsWithin(GRACE_MS)) return;
    killGroup(this.#child, this.#command.stopSignal);
    if (await this.#exitsWithin(this.#command.stopTimeoutMs)) return;
    await this.kill();
  }

  /** Ends the agent and its group at once. */
  async kill(): Promise<void> {
    this.#stopping = true;
    this.#child.stdout.destroy();
    killGroup(this.#child, 'SIGKILL');
    await this.exited;
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = '';
    if (text !== '' && this.#child.stdin.writable) this.#child.stdin.write(text);
  }

  /** A pipe is closed: if it is not because the process ends, it can be of no more use. */
  async #cutOff(how: string): Promise<void> {
    if (this.#stopping || (await this.#exitsWithin(EXIT_FOLLOWS_MS))) return;
    this.#cutOffBy = how;
    killGroup(this.#child, 'SIGKILL');
  }

  async #end(how: string, exitCode: number | null): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await within(DRAIN_MS, this.#drained);
    const said = this.#stopping ? '' : await this.#stderr.text();
    this.#tell(
      new TargetFault(
        'target_crashed',
        `The agent ${how}.${said === '' ? '' : ` It last printed to standard error: ${said}`}`,
        { retryable: true, shared: true },
      ),
      exitCode,
    );
  }

  #tell(fault: TargetFault, exitCode: number | null): void {
    if (this.#told) return;
    this.#told = true;
    this.#settleReady(fault);
    this.#listener.ended(fault, exitCode);
  }

  #awaitReady(pattern: RegExp): Promise<TargetFault | null> {
    this.#awaitingReady = true;
    return new Promise((resolve) => {
      const late = () => {
        this.#over = true;
        this.#tell(
          new TargetFault(
            'target_timeout',
            `The agent printed no line that matches ready_pattern ${pattern} within ${inWords(START_TIMEOUT_MS)}.`,
            { retryable: true },
          ),
          null,
        );
        void this.kill();
      };
      const timer = setTimeout(late, START_TIMEOUT_MS);
      this.#settleReady = (fault) => {
        clearTimeout(timer);
        this.#awaitingReady = false;
        resolve(fault);
      };
      this.#watchForReady(this.#child.stdout, pattern);
      this.#watchForReady(this.#child.stderr, pattern);
    });
  }

  #watchForReady(stream: Readable, pattern: RegExp): void {
    const splitter = new LineSplitter(LONGEST_READY_LINE_BYTES);
    const test = (line: string): boolean => {
      Promise.resolve(this.#tools.regex.test(pattern, line)).then(
        (matches) => matches && this.#settleReady(null),
        () => undefined,
      );
      return this.#awaitingReady;
    };
    const listen = (chunk: Buffer | string) => {
      if (!this.#awaitingReady || !splitter.push(Buffer.from(chunk), test)) {
        stream.off('data', listen);
      } else if (splitter.rest !== '') {
        // A prompt has no end of line.
        test(splitter.rest);
      }
    };
    stream.on('data', listen);
  }

  async #exitsWithin(milliseconds: number): Promise<boolean> {
    return within(milliseconds, this.exited);
  }
}

/** Whether something happens in a time. */
async function within(milliseconds: number, event: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const happened = await Promise.race([event.then(() => true), late]);
  clearTimeout(timer);
  return happened;
}

async function spawnAgent(command: AgentCommand): Promise<ChildProcessWithoutNullStreams> {
  const [program, ...args] = command.command;
  const folder = await stat(command.cwd).catch(() => null);
  if (folder === null || !folder.isDirectory()) {
    throw targetNotFound(
      `The agent's folder ${command.cwd} does not exist.`,
      'Correct "cwd" of the runner in fluxloop.yaml.',
    );
  }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: command.cwd,
      env: { ...command.env },
      stdio: 'pipe',
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    child.once('spawn', () => resolve(child));
    child.once('error', (error) => reject(spawnError(error, program)));
  });
}

function spawnError(error: Error, program: string): Error {
  switch (systemCode(error)) {
    case 'ENOENT':
      return targetNotFound(
        `The agent's program "${program}" was not found.`,
        'Check "runner:" in fluxloop.yaml, and that the program is installed and in PATH.',
      );
    case 'EACCES':
      return targetNotFound(
        `The agent's program "${program}" may not be executed.`,
        `Make it executable: chmod +x ${program}`,
      );
    default:
      return error;
  }
}
