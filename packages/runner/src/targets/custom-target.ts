import type { ToolCall } from '@fluxloop/core/contract';
import type { Json } from '../scenario/canonical-json.js';
import type { Metadata, Usage } from './target.js';

/** What an agent in process is called with, once for each turn. */
export interface AgentInput {
  /** What the user says now. */
  text: string;
  /** The same for all turns of a conversation, and for no other conversation. */
  session: string;
  /** Zero-based. */
  turn: number;
  /** What was said before, oldest first. */
  messages: readonly { role: 'user' | 'agent'; text: string }[];
  /** What the scenario gives the agent to know; empty when it gives nothing. */
  context: Metadata;
  /** Aborted when the answer is not waited for any more. */
  signal: AbortSignal;
}

/** An answer with something beside its text. All of it must be plain JSON. */
export interface AgentAnswer {
  text: string;
  /** The tools that were called on the way, in order. */
  toolCalls?: readonly ToolCall[];
  /** Any object: it is stored with the answer. */
  metadata?: Metadata;
  usage?: Usage;
  /** What the agent's world looks like after this turn: for criteria; it is not stored. */
  state?: Json;
}

/**
 * What an agent in process gives back: its text, or its text and something beside it, or its text in
 * pieces; an async generator may return what stands beside the text.
 */
export type AgentOutput =
  | string
  | AgentAnswer
  | AsyncIterable<string>
  | AsyncGenerator<string, Omit<AgentAnswer, 'text'> | undefined>;

/**
 * The function that `runner.target` names. When it throws, the case has an error and is tried again;
 * an error with `status: 429` or `retryAfter` (seconds) makes FluxLoop wait and ask the same again.
 */
export type AgentFunction = (input: AgentInput) => AgentOutput | Promise<AgentOutput>;

/** One conversation with an agent that a target of one's own reaches. */
export interface Conversation {
  /** Sends one input and gives the answer. */
  send(input: AgentInput): AgentOutput | Promise<AgentOutput>;
  /** The conversation is over. */
  close?(): void | Promise<void>;
}

/** A way to an agent, made by a module of the project or of a package. */
export interface CustomTarget {
  /** Begins a conversation. Several are open at the same time, and none may see another. */
  open(conversation: { session: string }): Conversation | Promise<Conversation>;
  /** The run is over. It is waited for up to five seconds. */
  close?(): void | Promise<void>;
}

/** What {@link CreateTarget} is given. */
export interface TargetSetup {
  /** `runner.target.options` of `fluxloop.yaml`. */
  options: Readonly<Record<string, Json>>;
  /** The project's folder. */
  root: string;
}

/** What a module that `runner: { target: { module } }` names exports as `createTarget`. */
export type CreateTarget = (setup: TargetSetup) => CustomTarget | Promise<CustomTarget>;
