import { performance } from 'node:perf_hooks';
import type { Cancellation } from './cancellation.js';
import { type AgentCommand, ChildAgent, type ChildTools } from './child-agent.js';
import { StartLimit } from './start-limit.js';
import type {
  Session,
  SessionLimits,
  SessionRequest,
  Target,
  TurnInput,
  TurnReply,
} from './target.js';
import { TargetFault } from './target.js';
import { tooLarge } from './target-faults.js';
import { type TurnClock, withinTurn } from './turn-deadline.js';

/** How a program that answers once is used. */
export interface RawTargetSettings {
  command: AgentCommand;
  tools: ChildTools;
  limits: SessionLimits;
}

/** Where the text stands in the command, when it is no standard input that the program reads. */
const PLACEHOLDER = '{{text}}';

/**
 * A program that is run for each turn: the text is its standard input, or stands in its command, and all
 * that it prints until it ends is the answer. `FLUXLOOP_SESSION` and `FLUXLOOP_TURN` tell it which
 * conversation this is.
 */
export class RawTarget implements Target {
  readonly #settings: RawTargetSettings;
  readonly #limit = new StartLimit();
  readonly #running = new Set<ChildAgent>();

  constructor(settings: RawTargetSettings) {
    this.#settings = settings;
  }

  async open({ id }: SessionRequest): Promise<Session> {
    let turn = 0;
    let said = 0;
    return {
      send: async (input, cancellation) => {
        const reply = await this.#run(input, { session: id, turn, said }, cancellation);
        turn += 1;
        said += Buffer.byteLength(reply.text);
        return reply;
      },
      close: () => undefined,
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => child.stop()));
  }

  #run(
    input: TurnInput,
    place: { session: string; turn: number; said: number },
    cancellation: Cancellation,
  ): Promise<TurnReply> {
    this.#limit.check();
    const started = performance.now();
    return withinTurn(this.#settings.limits, cancellation, async (clock) => {
      try {
        const text = await this.#output(input, place, clock);
        this.#limit.answered();
        return { text, latencyMs: performance.now() - started };
      } catch (error) {
        if (error instanceof TargetFault && !clock.signal.aborted) this.#limit.failed(error);
        throw error;
      }
    });
  }

  async #output(
    input: TurnInput,
    { session, turn, said }: { session: string; turn: number; said: number },
    clock: TurnClock,
  ): Promise<string> {
    const { command, tools, limits } = this.#settings;
    const chunks: Buffer[] = [];
    let size = said;
    const inArguments = command.command.some((word) => word.includes(PLACEHOLDER));
    return new Promise((resolve, reject) => {
      const fail = (fault: unknown) => {
        reject(fault);
        void child.then((started) => started.kill()).catch(() => undefined);
      };
      const child = ChildAgent.start(
        {
          ...command,
          command: withText(command.command, input.text),
          env: { ...command.env, FLUXLOOP_SESSION: session, FLUXLOOP_TURN: String(turn) },
          readyPattern: null,
        },
        tools,
        {
          output: (chunk) => {
            clock.touch();
            size += chunk.length;
            if (size > limits.maxOutput) fail(tooLarge(limits.maxOutput));
            else chunks.push(chunk);
          },
          ended: (fault, exitCode) => {
            if (exitCode === 0)
              resolve(
                Buffer.concat(chunks)
                  .toString()
                  .replace(/\r?\n$/, ''),
              );
            else reject(fault);
          },
        },
      );
      child.then((started) => {
        this.#running.add(started);
        void started.exited.then(() => this.#running.delete(started));
        if (clock.signal.aborted) void started.kill();
        if (!inArguments) started.write(input.text);
        started.endInput();
      }, reject);
      clock.signal.addEventListener('abort', () => fail(clock.signal.reason), { once: true });
    });
  }
}

function withText(
  [program, ...args]: readonly [string, ...string[]],
  text: string,
): readonly [string, ...string[]] {
  return [program, ...args.map((word) => word.replaceAll(PLACEHOLDER, () => text))];
}
