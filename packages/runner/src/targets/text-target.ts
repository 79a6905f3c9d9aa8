import { performance } from 'node:perf_hooks';
import type { Cancellation } from './cancellation.js';
import { type AgentCommand, ChildAgent, type ChildTools } from './child-agent.js';
import { whenReady } from './host-pool.js';
import { LineSplitter } from './line-splitter.js';
import { StartLimit } from './start-limit.js';
import type {
  Session,
  SessionLimits,
  SessionRequest,
  Target,
  TargetFault,
  TurnInput,
  TurnReply,
} from './target.js';
import { tooLarge } from './target-faults.js';
import { withinTurn } from './turn-deadline.js';

/** How a program that reads and writes plain text is used. */
export interface TextTargetSettings {
  command: AgentCommand;
  tools: ChildTools;
  limits: SessionLimits;
  /** Whether a process serves conversations one after the other. */
  reuse: boolean;
  /** What stands behind an answer; `null` when an answer is one line. */
  answerEnd: RegExp | null;
}

/** A program that is spoken to as a person would at a terminal: a line in, an answer out. */
export class TextTarget implements Target {
  readonly #settings: TextTargetSettings;
  readonly #limit = new StartLimit();
  readonly #agents = new Set<TextAgent>();
  readonly #idle: TextAgent[] = [];

  constructor(settings: TextTargetSettings) {
    this.#settings = settings;
  }

  async open({ alone }: SessionRequest, cancellation: Cancellation): Promise<Session> {
    const agent = (alone ? undefined : this.#takeIdle()) ?? (await this.#start(cancellation));
    let said = 0;
    let healthy = true;
    return {
      send: async (input, turnCancellation) => {
        try {
          const reply = await agent.ask(input, turnCancellation, said);
          said += Buffer.byteLength(reply.text);
          this.#limit.answered();
          return reply;
        } catch (error) {
          healthy = false;
          throw error;
        }
      },
      close: () => {
        if (this.#settings.reuse && healthy && agent.alive) this.#idle.push(agent);
        else void agent.stop();
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents].map((agent) => agent.stop()));
  }

  #takeIdle(): TextAgent | undefined {
    for (;;) {
      const agent = this.#idle.pop();
      if (agent === undefined || agent.alive) return agent;
    }
  }

  async #start(cancellation: Cancellation): Promise<TextAgent> {
    this.#limit.check();
    const agent = await TextAgent.start(this.#settings, this.#limit.failed);
    this.#agents.add(agent);
    void agent.exited.then(() => this.#agents.delete(agent));
    await whenReady(agent, cancellation).catch(async (error: unknown) => {
      await agent.kill();
      throw error;
    });
    return agent;
  }
}

/** An answer that is waited for. */
interface Expected {
  lines: string[];
  size: number;
  touch(): void;
  resolve(text: string): void;
  reject(fault: TargetFault): void;
}

/** One process, in one conversation at a time. */
class TextAgent {
  readonly #settings: TextTargetSettings;
  readonly #splitter: LineSplitter;
  #child: ChildAgent | null = null;
  #expected: Expected | null = null;
  #fault: TargetFault | null = null;
  #stopping = false;
  /** What it printed is looked at in order, though a search for its end may take a while. */
  #reading: Promise<void> = Promise.resolve();

  static async start(
    settings: TextTargetSettings,
    onFault: (fault: TargetFault) => void,
  ): Promise<TextAgent> {
    const agent = new TextAgent(settings);
    agent.#child = await ChildAgent.start(settings.command, settings.tools, {
      output: (chunk) => agent.#receive(chunk),
      ended: (fault) => {
        if (!agent.#stopping) onFault(fault);
        void agent.#reading.then(() => agent.#fail(fault));
      },
    });
    return agent;
  }

  private constructor(settings: TextTargetSettings) {
    this.#settings = settings;
    this.#splitter = new LineSplitter(settings.limits.maxOutput);
  }

  get alive(): boolean {
    return this.#fault === null && !this.#stopping && this.#process.alive;
  }

  get ready(): Promise<TargetFault | null> {
    return this.#process.ready;
  }

  get exited(): Promise<void> {
    return this.#process.exited;
  }

  /** @param said - bytes that the agent has said before in this conversation */
  ask(input: TurnInput, cancellation: Cancellation, said: number): Promise<TurnReply> {
    const started = performance.now();
    return withinTurn(this.#settings.limits, cancellation, async ({ touch }) => {
      const text = await new Promise<string>((resolve, reject) => {
        if (this.#fault !== null) {
          reject(this.#fault);
          return;
        }
        // What came unasked, such as a greeting, is no answer.
        this.#splitter.clear();
        this.#expected = { lines: [], size: said, touch, resolve, reject };
        // A line feed would end the input too early.
        this.#process.write(`${input.text.replace(/\s*[\r\n]+\s*/g, ' ')}\n`);
      });
      return { text, latencyMs: performance.now() - started };
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#process.stop();
  }

  async kill(): Promise<void> {
    this.#stopping = true;
    await this.#process.kill();
  }

  get #process(): ChildAgent {
    if (this.#child === null) throw new TypeError('The agent has not been started.');
    return this.#child;
  }

  #receive(chunk: Buffer): void {
    const expected = this.#expected;
    if (expected === null) return;
    expected.touch();
    expected.size += chunk.length;
    if (expected.size > this.#settings.limits.maxOutput) {
      this.#fail(tooLarge(this.#settings.limits.maxOutput));
      return;
    }
    const lines: string[] = [];
    this.#splitter.push(chunk, (line) => {
      lines.push(line.replace(/\r$/, ''));
      return true;
    });
    const rest = this.#splitter.rest;
    this.#reading = this.#reading.then(() => this.#read(expected, lines, rest));
  }

  async #read(expected: Expected, lines: readonly string[], rest: string): Promise<void> {
    for (const line of lines) {
      if (this.#expected !== expected) return;
      if (this.#settings.answerEnd === null) {
        this.#answer(expected, line);
      } else if (await this.#isEnd(this.#settings.answerEnd, line)) {
        this.#answer(expected, expected.lines.join('\n'));
      } else {
        expected.lines.push(line);
      }
    }
    const { answerEnd } = this.#settings;
    if (rest === '' || answerEnd === null || this.#expected !== expected) return;
    // A prompt has no end of line.
    if (await this.#isEnd(answerEnd, rest)) this.#answer(expected, expected.lines.join('\n'));
  }

  async #isEnd(answerEnd: RegExp, text: string): Promise<boolean> {
    try {
      return await this.#settings.tools.regex.test(answerEnd, text);
    } catch {
      // An expression that takes too long has not matched; the turn's deadline tells it.
      return false;
    }
  }

  #answer(expected: Expected, text: string): void {
    this.#expected = null;
    this.#splitter.clear();
    expected.resolve(text);
  }

  #fail(fault: TargetFault): void {
    this.#fault ??= fault;
    this.#expected?.reject(fault);
    this.#expected = null;
  }
}
