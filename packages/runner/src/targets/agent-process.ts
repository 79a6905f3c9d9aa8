import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { RegexTester } from '../criteria/regex-tester.js';
import { systemCode } from '../ledger/ledger-error.js';
import { AgentMessageError, parseAgentMessage } from './agent-message.js';
import { AgentSession, inWords, type SessionHost, tooLarge } from './agent-session.js';
import { LineSplitter } from './line-splitter.js';
import { forgetGroup, killGroup, watchGroup } from './process-group.js';
import { StderrTail } from './stderr-tail.js';
import { type SessionLimits, TargetFault } from './target.js';
import { targetNotFound } from './target-error.js';

const START_TIMEOUT_MS = 30_000;
/** After its standard input has ended, an agent may finish by itself this long. */
const GRACE_MS = 500;
const EXCERPT_CHARACTERS = 200;
/** What a line of the protocol may hold beside the text. */
const LINE_OVERHEAD_BYTES = 64 * 1024;

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
  limits: SessionLimits;
}

/** What an agent's process needs beside its command. */
export interface AgentTools {
  sanitizer: Sanitizer;
  regex: RegexTester;
  /** A valid answer came. */
  onAnswer(): void;
  /** The process ended unasked, or had to be ended for what it printed. */
  onFault(fault: TargetFault): void;
}

/** One process that speaks the JSONL protocol, with any number of sessions in it. */
export class AgentProcess implements SessionHost {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #command: AgentCommand;
  readonly #tools: AgentTools;
  readonly #sessions = new Map<string, AgentSession>();
  readonly #stderr: StderrTail;
  /** Settles when the process and its group have ended. */
  readonly exited: Promise<void>;
  /** What kept it from getting ready, or `null` once it is. */
  readonly ready: Promise<TargetFault | null>;
  #distrusted = false;
  #stopping = false;
  #unknownType: string | null = null;
  #fault: TargetFault | null = null;
  #awaitingReady = false;
  #settleReady: (fault: TargetFault | null) => void = () => undefined;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    command: AgentCommand,
    tools: AgentTools,
  ) {
    this.#child = child;
    this.#command = command;
    this.#tools = tools;
    this.#stderr = new StderrTail(child.stderr, tools.sanitizer);
    watchGroup(child);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        // What it started must not go on without it.
        killGroup(child, 'SIGKILL');
        forgetGroup(child);
        resolve();
        void this.#ended(code, signal);
      });
    });
    // A write to an agent that is gone fails; that it is gone is told by its exit.
    child.stdin.on('error', () => undefined);
    this.ready =
      command.readyPattern === null
        ? Promise.resolve(null)
        : this.#awaitReady(command.readyPattern);
    this.#listen();
  }

  /**
   * Starts the agent. It may take a while longer until it is {@link AgentProcess.ready}.
   * @throws ConfigurationError `target_not_found`
   */
  static async start(command: AgentCommand, tools: AgentTools): Promise<AgentProcess> {
    return new AgentProcess(await spawnAgent(command), command, tools);
  }

  /** Whether new sessions may begin in it. */
  get usable(): boolean {
    return this.#fault === null && !this.#distrusted && !this.#stopping;
  }

  /** How many sessions live in it. */
  get load(): number {
    return this.#sessions.size;
  }

  /** Begins a session. */
  open(id: string): AgentSession {
    const session = new AgentSession(id, this, this.#command.limits);
    if (this.#fault !== null) session.fail(this.#fault);
    this.#sessions.set(id, session);
    return session;
  }

  /** Ends the agent: its input ends, then the stop signal, then SIGKILL for it and its group. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child.stdin.end();
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

  write(message: object): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  released(session: AgentSession): void {
    this.#sessions.delete(session.id);
    if (this.#distrusted && this.#sessions.size === 0) void this.kill();
  }

  distrust(): void {
    this.#distrusted = true;
  }

  silenceHint(): string {
    return this.#unknownType === null
      ? ''
      : ` It sent a message of the unknown type "${this.#unknownType}".`;
  }

  #listen(): void {
    const splitter = new LineSplitter(this.#command.limits.maxOutput + LINE_OVERHEAD_BYTES);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      const fits = splitter.push(chunk, (line) => {
        this.#receive(line);
        return this.#fault === null;
      });
      if (!fits) this.#fail(tooLarge(this.#command.limits.maxOutput, this.#waiting() > 1));
    });
  }

  #receive(line: string): void {
    if (this.#awaitingReady || line.trim() === '') return;
    try {
      const message = parseAgentMessage(line);
      if (message.type === 'ready') {
        for (const session of this.#sessions.values()) session.ready();
        return;
      }
      if (message.type === 'unknown') {
        this.#unknownType = this.#excerpt(message.name);
        return;
      }
      const session = this.#sessions.get(message.session);
      // The answer to a question that was given up in the meantime.
      if (session === undefined) return;
      if (message.turn !== undefined && message.turn !== session.answered) return;
      switch (message.type) {
        case 'delta':
          session.delta(message.text);
          break;
        case 'final':
          session.final(message.text, message.metadata);
          this.#tools.onAnswer();
          break;
        case 'error': {
          const code = message.code === undefined ? '' : ` (${message.code})`;
          const text = this.#tools.sanitizer.sanitize(`${message.message}${code}`).text;
          this.#tools.onAnswer();
          session.fail(
            new TargetFault('target_error', `The agent reported an error: ${text}`, {
              retryable: true,
            }),
          );
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof AgentMessageError)) throw error;
      this.#fail(
        new TargetFault(
          'target_protocol',
          `The agent printed a line that ${error.message}: ${this.#excerpt(line)} Only messages of the protocol may go to standard output; logs belong on standard error.`,
          { retryable: this.#waiting() > 1 },
        ),
      );
    }
  }

  /** The start of what the agent said, sanitized while it is still whole. */
  #excerpt(text: string): string {
    const clean = this.#tools.sanitizer.sanitize(text).text;
    return clean.length > EXCERPT_CHARACTERS ? `${clean.slice(0, EXCERPT_CHARACTERS)}…` : clean;
  }

  #waiting(): number {
    let waiting = 0;
    for (const session of this.#sessions.values()) if (session.waiting) waiting += 1;
    return waiting;
  }

  #fail(fault: TargetFault): void {
    if (this.#fault !== null) return;
    this.#fault = fault;
    if (!this.#stopping) this.#tools.onFault(fault);
    for (const session of this.#sessions.values()) session.fail(fault);
    this.#settleReady(fault);
    void this.kill();
  }

  async #ended(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    // No session may begin here any more, though what to say is known only after the next line.
    this.#distrusted = true;
    const how = signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`;
    const said = this.#stopping ? '' : await this.#stderr.text();
    this.#fail(
      new TargetFault(
        'target_crashed',
        `The agent ${how}.${said === '' ? '' : ` It last printed to standard error: ${said}`}`,
        { retryable: true },
      ),
    );
  }

  #awaitReady(pattern: RegExp): Promise<TargetFault | null> {
    this.#awaitingReady = true;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () =>
          this.#fail(
            new TargetFault(
              'target_timeout',
              `The agent printed no line that matches ready_pattern ${pattern} within ${inWords(START_TIMEOUT_MS)}.`,
              { retryable: true },
            ),
          ),
        START_TIMEOUT_MS,
      );
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
    const splitter = new LineSplitter(LINE_OVERHEAD_BYTES);
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
      }
    };
    stream.on('data', listen);
  }

  #exitsWithin(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      void this.exited.then(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}

async function spawnAgent(command: AgentCommand): Promise<ChildProcessWithoutNullStreams> {
  const [program, ...args] = command.command;
  const folder = await stat(command.cwd).catch(() => null);
  if (folder === null || !folder.isDirectory()) {
    throw targetNotFound(
      `The agent's folder ${command.cwd} does not exist.`,
      'Correct runner.process.cwd in fluxloop.yaml.',
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
        'Check runner.process.command in fluxloop.yaml, and that the program is installed and in PATH.',
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
