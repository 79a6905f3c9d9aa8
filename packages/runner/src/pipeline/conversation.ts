import { performance } from 'node:perf_hooks';
import type { Message } from '@fluxloop/core/contract';
import type { Answer } from '../criteria/criterion.js';
import type { AgentReply, Session, TargetFault, TurnReply } from '../targets/target.js';

/** An answer as rows have it. */
type AnswerMessage = Message & { latency_ms: number };

/** What was said in one attempt, raw. */
export class Conversation {
  /** As the row has them. */
  readonly messages: Message[] = [];
  /** As the criteria see them. */
  readonly answers: Answer[] = [];
  /** What ended it early. */
  fault: TargetFault | null = null;
  readonly #now: () => number;
  readonly #typed: string[] = [];
  #startedAt: number;
  #started = performance.now();
  #durationMs = 0;

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** When it began, in milliseconds since 1970. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** How long it took, in milliseconds. */
  get durationMs(): number {
    return this.#durationMs;
  }

  /** It begins once its session is open: until then nobody waits for an answer. */
  async beginsWith(opening: Promise<Session>): Promise<Session> {
    const session = await opening;
    this.#startedAt = this.#now();
    this.#started = performance.now();
    return session;
  }

  /** The user says something. */
  asked(text: string): void {
    this.#typed.push(text);
    this.messages.push({ role: 'user', text });
  }

  /** The agent answers. */
  answered(reply: TurnReply): AnswerMessage {
    const { text } = reply;
    const latency = milliseconds(reply.latencyMs);
    const message: AnswerMessage = { role: 'agent', text, latency_ms: latency };
    const answer: Answer = { text, latencyMs: latency, typed: this.#typed.slice() };
    const isBare = !hasReport(reply);
    if (!isBare) Object.assign(message, reported(reply));
    this.messages.push(message);
    this.answers.push(isBare ? answer : { ...reply, ...answer });
    return message;
  }

  /** It is over. */
  ends(): void {
    this.#durationMs = milliseconds(performance.now() - this.#started);
  }
}

/** Microseconds are as fine as the clock means it. */
export function milliseconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Whether the agent reported anything beside its text. */
function hasReport({ metadata, toolCalls, usage, state }: AgentReply): boolean {
  return (
    metadata !== undefined || toolCalls !== undefined || usage !== undefined || state !== undefined
  );
}

/** What the row keeps of what the agent reported beside its text. */
function reported({ metadata, toolCalls, usage }: AgentReply): Partial<Message> {
  const kept: Partial<Message> = {};
  if (metadata !== undefined) kept.metadata = metadata;
  if (toolCalls !== undefined) kept.tool_calls = [...toolCalls];
  if (usage !== undefined) {
    kept.usage = {
      ...(usage.inputTokens === undefined ? {} : { input_tokens: usage.inputTokens }),
      ...(usage.outputTokens === undefined ? {} : { output_tokens: usage.outputTokens }),
      ...(usage.costUsd === undefined ? {} : { cost_usd: usage.costUsd }),
    };
  }
  return kept;
}
