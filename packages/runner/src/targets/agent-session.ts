import { performance } from 'node:perf_hooks';
import type { AgentReport } from './agent-report.js';
import type { Cancellation } from './cancellation.js';
import type { Deadline } from './deadline-queue.js';
import {
  type Metadata,
  type Session,
  type SessionLimits,
  TargetFault,
  type TurnInput,
  type TurnReply,
} from './target.js';
import { tooLarge } from './target-faults.js';

/** What a session needs of the process or the thread that it lives in. */
export interface SessionHost {
  readonly limits: SessionLimits;
  /** Sends an input to the agent, and sees to the deadlines of its turn. */
  ask(session: AgentSession, turn: number, text: string, context: Metadata | undefined): void;
  /** A sign of life within a turn. */
  touch(session: AgentSession): void;
  /** The turn is over. */
  settled(session: AgentSession): void;
  /** The answer to the current input is not waited for any more. */
  abandon(session: AgentSession): void;
  /** The session is over: nothing more comes for it. */
  released(session: AgentSession): void;
  /** The agent did not keep to its time; other sessions had better use another process. */
  distrust(): void;
}

/** A turn that waits for its answer. */
interface Turn {
  started: number;
  resolve(reply: TurnReply): void;
  reject(reason: unknown): void;
  /** Stops listening for the cancellation. */
  release(): void;
}

/** One conversation of the agent protocol, see docs/agent-protocol.md. */
export class AgentSession implements Session {
  readonly id: string;
  nextInTable: AgentSession | null = null;
  /** Where its host looks after the current turn. */
  turnDeadline: Deadline<AgentSession> | null = null;
  silenceDeadline: Deadline<AgentSession> | null = null;
  readonly #host: SessionHost;
  readonly #closing: () => void;
  #count = 0;
  #said = 0;
  #turn: Turn | null = null;
  #deltas: string[] | null = null;
  #deltaBytes = 0;
  #fault: unknown = null;
  #closed = false;

  /** @param closing - told when it is over */
  constructor(id: string, host: SessionHost, closing: () => void) {
    this.id = id;
    this.#host = host;
    this.#closing = closing;
  }

  /** Whether the agent owes an answer. */
  get waiting(): boolean {
    return this.#turn !== null;
  }

  /** How many inputs were answered. */
  get answered(): number {
    return this.#count;
  }

  send(input: TurnInput, cancellation: Cancellation): Promise<TurnReply> {
    if (this.#fault !== null) return Promise.reject(this.#fault);
    if (cancellation.cancelled) return Promise.reject(cancellation.reason);
    return new Promise<TurnReply>((resolve, reject) => {
      this.#turn = {
        started: performance.now(),
        resolve,
        reject,
        release: cancellation.listen((reason) => {
          if (reason instanceof TargetFault) this.#host.distrust();
          this.giveUp(reason);
        }),
      };
      this.#deltas = null;
      this.#deltaBytes = 0;
      this.#host.ask(this, this.#count, input.text, input.context);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#host.released(this);
    this.#closing();
  }

  /** The process says that it is ready only now: start-up is not the answer's latency. */
  ready(): void {
    if (this.#turn !== null) this.#turn.started = performance.now();
  }

  /** A part of the answer. */
  delta(text: string): void {
    if (this.#turn === null) return;
    this.#host.touch(this);
    this.#deltaBytes += Buffer.byteLength(text);
    const { maxOutput } = this.#host.limits;
    if (this.#said + this.#deltaBytes > maxOutput) {
      this.#host.distrust();
      this.giveUp(tooLarge(maxOutput));
      return;
    }
    this.#deltas ??= [];
    this.#deltas.push(text);
  }

  /**
   * The whole answer; its text wins over the parts.
   * @param tookMs - how long it took, where the agent's side has measured it
   */
  final(text: string | undefined, report: AgentReport | undefined, tookMs?: number): void {
    const turn = this.#turn;
    if (turn === null) {
      this.fail(
        new TargetFault('target_protocol', 'The agent answered when nothing was asked.', {
          retryable: false,
        }),
      );
      return;
    }
    const answer = text ?? this.#deltas?.join('') ?? '';
    const { maxOutput } = this.#host.limits;
    this.#said += Buffer.byteLength(answer);
    if (this.#said > maxOutput) {
      this.fail(tooLarge(maxOutput));
      return;
    }
    const latencyMs = tookMs ?? performance.now() - turn.started;
    this.#settle(turn);
    this.#count += 1;
    turn.resolve(
      report === undefined ? { text: answer, latencyMs } : { text: answer, ...report, latencyMs },
    );
  }

  /** The agent asks to be left alone for a while: the same input may be sent again. */
  busy(fault: TargetFault): void {
    this.#reject(fault);
  }

  /** Ends the session with a fault: the turn that waits, or else the next one, is rejected with it. */
  fail(fault: unknown): void {
    this.#fault ??= fault;
    this.#reject(fault);
  }

  /** Ends the session, and tells the agent that nobody waits for its answer. */
  giveUp(reason: unknown): void {
    if (this.#turn !== null) this.#host.abandon(this);
    this.fail(reason);
  }

  #reject(reason: unknown): void {
    const turn = this.#turn;
    if (turn === null) return;
    this.#settle(turn);
    turn.reject(reason);
  }

  #settle(turn: Turn): void {
    this.#turn = null;
    turn.release();
    this.#host.settled(this);
  }
}
