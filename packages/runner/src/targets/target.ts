import type { Message, ToolCall } from '@fluxloop/core/contract';
import type { Json } from '../scenario/canonical-json.js';
import type { Cancellation } from './cancellation.js';

export type { ToolCall };

/** What an agent reports beside its text. */
export type Metadata = NonNullable<Message['metadata']>;

/** What goes to the agent in one turn. */
export interface TurnInput {
  text: string;
  /** What the scenario gives the agent to know beside the text. */
  context?: Metadata;
}

/** What an answer took, as far as the agent or its model's provider said. */
export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  /** In US dollars. */
  costUsd?: number;
}

/** What an agent answers in one turn: its text, and whatever it reports beside it. */
export interface AgentReply {
  text: string;
  /** The tools that it called on its way to this answer, in order; absent when it reports none. */
  toolCalls?: readonly ToolCall[];
  /** Any JSON object: the intent that was recognised, the model's name. Stored with the answer. */
  metadata?: Metadata;
  usage?: Usage;
  /** What the agent's world looks like after this turn: for criteria; it is not stored. */
  state?: Json;
}

/** What came back. */
export interface TurnReply extends AgentReply {
  /** Milliseconds from the input to the final answer. */
  latencyMs: number;
}

/** Bounds on what one session may take. */
export interface SessionLimits {
  /** Milliseconds for one turn. */
  turnMs: number;
  /** Milliseconds without a sign of life within a turn. */
  idleMs: number;
  /** Bytes that the agent may say in one session. */
  maxOutput: number;
}

/** One conversation with the agent. */
export interface Session {
  /**
   * Sends one input and waits for the answer.
   * @param cancellation - ends the wait; the promise is then rejected with its reason
   * @throws TargetFault
   */
  send(input: TurnInput, cancellation: Cancellation): Promise<TurnReply>;
  /** Tells the agent that the conversation is over. Never throws. */
  close(): void;
}

/** Which conversation is to begin. */
export interface SessionRequest {
  /** Unique within the run. */
  id: string;
  caseId: string;
  /** Zero-based. */
  iteration: number;
  /**
   * Whether it must share its process with no other conversation: it is tried again after a fault that
   * may have been another's.
   */
  alone: boolean;
}

/** An agent under test. */
export interface Target {
  /**
   * Begins a conversation; at once where there is nothing to wait for.
   * @throws TargetFault
   */
  open(request: SessionRequest, cancellation: Cancellation): Session | Promise<Session>;
  /** Ends the agent, its process group included. */
  close(): Promise<void>;
}

/** What went wrong with the agent, as rows show it. */
export type TargetFaultCode =
  | 'target_crashed'
  | 'target_timeout'
  | 'target_protocol'
  | 'target_error'
  | 'target_unreachable'
  | 'target_refused'
  | 'target_busy'
  | 'target_not_recorded'
  | 'output_too_large';

/** What is known of a fault beside its code and its message. */
export interface TargetFaultOptions {
  /** Whether another try may go better. */
  retryable: boolean;
  /** Whether it may have been the fault of another conversation in the same process. Default: no. */
  shared?: boolean;
  /** With `target_busy`: how long the agent asks to be left alone; `null` where it does not say. */
  retryAfterMs?: number | null;
}

/**
 * The agent, or the way to it, failed: an `error`, never a `fail`. The message may quote the agent,
 * and what it quotes is sanitized already.
 *
 * After `target_busy` the session is as it was before the turn, which may be sent again.
 */
export class TargetFault extends Error {
  override readonly name = 'TargetFault';
  readonly code: TargetFaultCode;
  readonly retryable: boolean;
  readonly shared: boolean;
  readonly retryAfterMs: number | null;

  constructor(code: TargetFaultCode, message: string, options: TargetFaultOptions) {
    super(message);
    this.code = code;
    this.retryable = options.retryable;
    this.shared = options.shared ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
