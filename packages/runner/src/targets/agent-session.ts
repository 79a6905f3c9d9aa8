import { performance } from 'node:perf_hooks';
import type { AgentReport } from './agent-report.js';
import type { Cancellation } from './cancellation.js';
import {
  type Metadata,
  type Session,
  type SessionLimits,
  TargetFault,
  type TurnInput,
  type TurnReply,
} from './target.js';
import { tooLarge, tooSilent, tooSlow } from './target-faults.js';

/** What a session needs of the process or the thread that it lives in. */
export interface SessionHost {
  /** Sends an input to the agent. */
  ask(session: string, turn: number, text: string, context: Metadata | undefined): void;
  /** The answer to the current input is not waited for any more. */
  abandon(session: string): void;
  /** The session is over: nothing more comes for it. */
  released(session: AgentSession): void;
  /** The agent did not keep to its time; other sessions had better use another process. */
  distrust(): void;
  /** What else there is to say when no answer comes, or an empty text. */
  silenceHint(): string;
}

/** A turn that waits for its answer. */
interface Turn {
  started: number;
  deltas: string[];
  size: number;
  resolve(reply: TurnReply): void;
  reject(reason: unknown): void;
  /** Something came: the idle deadline begins anew. */
  touch(): void;
}

/** One conversation of the agent protocol, see docs/agent-protocol.md. */
export class AgentSession implements Session {
  readonly id: string;
  readonly #host: SessionHost;
  readonly #limits: SessionLimits;
  #count = 0;
  #said = 0;
  #turn: Turn | null = null;
  #fault: unknown = null;
  #closed = false;

  constructor(id: string, host: SessionHost, limits: SessionLimits) {
    this.id = id;
    this.#host = host;
    this.#limits = limits;
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
    const { turnMs, idleMs } = this.#limits;
    return new Promise<TurnReply>((resolve, reject) => {
      const expire = (fault: TargetFault) => {
        this.#host.distrust();
        this.#giveUp(fault);
      };
      const idle = () => expire(tooSilent(idleMs, this.#host.silenceHint()));
      const idleTimer = idleMs < turnMs ? setTimeout(idle, idleMs) : null;
      const turnTimer = setTimeout(() => expire(tooSlow(turnMs, this.#host.silenceHint())), turnMs);
      const release = cancellation.listen((reason) => {
        if (reason instanceof TargetFault) this.#host.distrust();
        this.#giveUp(reason);
      });
      const end = () => {
        clearTimeout(turnTimer);
        if (idleTimer !== null) clearTimeout(idleTimer);
        release();
        this.#turn = null;
      };
      this.#turn = {
        started: performance.now(),
        deltas: [],
        size: 0,
        resolve: (reply) => {
          end();
          this.#count += 1;
          resolve(reply);
        },
        reject: (reason) => {
          end();
          reject(reason);
        },
        touch: () => {
          idleTimer?.refresh();
        },
      };
      this.#host.ask(this.id, this.#count, input.text, input.context);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#host.released(this);
  }

  /** The process says that it is ready only now: start-up is not the answer's latency. */
  ready(): void {
    if (this.#turn !== null) this.#turn.started = performance.now();
  }

  /** A part of the answer. */
  delta(text: string): void {
    const turn = this.#turn;
    if (turn === null) return;
    turn.touch();
    turn.size += Buffer.byteLength(text);
    if (this.#said + turn.size > this.#limits.maxOutput) {
      this.#host.distrust();
      this.#giveUp(tooLarge(this.#limits.maxOutput));
      return;
    }
    turn.deltas.push(text);
  }

  /** The whole answer; its text wins over the parts. */
  final(text: string | undefined, report: AgentReport | undefined): void {
    const turn = this.#turn;
    if (turn === null) {
      this.fail(
        new TargetFault('target_protocol', 'The agent answered when nothing was asked.', {
          retryable: false,
        }),
      );
      return;
    }
    const answer = text ?? turn.deltas.join('');
    this.#said += Buffer.byteLength(answer);
    if (this.#said > this.#limits.maxOutput) {
      this.fail(tooLarge(this.#limits.maxOutput));
      return;
    }
    const latencyMs = performance.now() - turn.started;
    turn.resolve(
      report === undefined ? { text: answer, latencyMs } : { text: answer, ...report, latencyMs },
    );
  }

  /** The agent asks to be left alone for a while: the same input may be sent again. */
  busy(fault: TargetFault): void {
    this.#turn?.reject(fault);
  }

  /** Ends the session with a fault: the turn that waits, or else the next one, is rejected with it. */
  fail(fault: unknown): void {
    this.#fault ??= fault;
    this.#turn?.reject(fault);
  }

  #giveUp(reason: unknown): void {
    if (this.#turn !== null) this.#host.abandon(this.id);
    this.fail(reason);
  }
}
