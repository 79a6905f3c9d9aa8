import type { HttpRunner } from '@fluxloop/core/configuration';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { isJson, isObject } from '../scenario/canonical-json.js';
import { AgentReportError, readToolCalls, readUsage } from './agent-report.js';
import { type JsonPath, parsePath, valueAtPath } from './json-path.js';
import { type AgentReply, type Metadata, TargetFault } from './target.js';
import { tooLarge } from './target-faults.js';

/** What a message may hold beside the text. */
const OVERHEAD_BYTES = 64 * 1024;

/** Where things are in what a server answers. */
export interface ResponsePaths {
  text: JsonPath;
  tool_calls: JsonPath | null;
  metadata: JsonPath | null;
  usage: JsonPath | null;
  state: JsonPath | null;
  error: JsonPath | null;
  session: JsonPath | null;
}

/** Bounds and signs of life while an answer is read. */
export interface ReadingLimits {
  /** Bytes of text that the agent may still say. */
  maxOutput: number;
  /** `test.max_output`, for the message. */
  limit: number;
  touch(): void;
}

/**
 * Prepares the paths of `runner.http.response`.
 * @throws ConfigurationError `path_invalid`
 */
export function responsePaths(response: HttpRunner['response']): ResponsePaths {
  const path = (key: keyof ResponsePaths): JsonPath | null => {
    const written = response[key];
    return written === undefined ? null : parsePath(written, `runner.http.response.${key}`);
  };
  return {
    text: path('text') ?? [],
    tool_calls: path('tool_calls'),
    metadata: path('metadata'),
    usage: path('usage'),
    state: path('state'),
    error: path('error'),
    session: path('session'),
  };
}

/** What was found in an answer, put together from all of its messages. */
export class ReplyBuilder {
  readonly #paths: ResponsePaths;
  readonly #reply: AgentReply = { text: '' };
  #pieces: string[] = [];
  /** The server's own id of the conversation; `null` where it gave none. */
  session: string | null = null;

  constructor(paths: ResponsePaths) {
    this.#paths = paths;
  }

  /**
   * Takes in one message: the whole answer, or an event of a stream.
   * @returns the text in it, or `null`
   * @throws TargetFault `target_error`, `target_protocol`
   */
  add(message: unknown, quote: (text: string) => string): string | null {
    const { text, tool_calls, metadata, usage, state, error, session } = this.#paths;
    const failure = found(message, error);
    if (failure !== undefined) {
      const said = typeof failure === 'string' ? failure : JSON.stringify(failure);
      throw new TargetFault('target_error', `The agent reported an error: ${quote(said)}`, {
        retryable: true,
      });
    }
    const calls = found(message, tool_calls);
    const tokens = found(message, usage);
    const noted = found(message, metadata);
    const now = found(message, state);
    const id = found(message, session);
    try {
      if (calls !== undefined) {
        this.#reply.toolCalls = [...(this.#reply.toolCalls ?? []), ...readToolCalls(calls)];
      }
      if (tokens !== undefined) this.#reply.usage = readUsage(tokens);
    } catch (problem) {
      if (!(problem instanceof AgentReportError)) throw problem;
      throw protocolFault(`The answer ${problem.message}.`);
    }
    if (isObject(noted)) this.#reply.metadata = noted as Metadata;
    if (now !== undefined && isJson(now)) this.#reply.state = now;
    if (typeof id === 'string' || typeof id === 'number') this.session = String(id);
    const piece = found(message, text);
    if (typeof piece !== 'string') return null;
    this.#pieces.push(piece);
    return piece;
  }

  /** Takes in a piece of text as it is. */
  addText(piece: string): string {
    this.#pieces.push(piece);
    return piece;
  }

  /** The answer so far. */
  reply(): AgentReply {
    return { ...this.#reply, text: this.#pieces.join('') };
  }
}

function found(message: unknown, path: JsonPath | null): unknown {
  if (path === null) return undefined;
  const value = valueAtPath(message, path);
  return value === null ? undefined : value;
}

/**
 * Reads a body to its end.
 * @throws TargetFault `output_too_large`
 */
export async function readBody(
  body: AsyncIterable<Buffer>,
  { maxOutput, limit, touch }: ReadingLimits,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    touch();
    size += chunk.length;
    if (size > maxOutput + OVERHEAD_BYTES) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * Reads a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * @param onEvent - called for each event; `false` ends the reading
 * @throws TargetFault `output_too_large` when an event does not end
 */
export async function readEvents(
  body: AsyncIterable<Buffer>,
  { maxOutput, limit, touch }: ReadingLimits,
  onEvent: (event: EventSourceMessage) => boolean,
): Promise<void> {
  let open = true;
  let unfinished = 0;
  let failure: { error: unknown } | null = null;
  const parser = createParser({
    onEvent(event) {
      unfinished = 0;
      if (!open) return;
      try {
        open = onEvent(event);
      } catch (error) {
        failure = { error };
        open = false;
      }
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    touch();
    unfinished += chunk.length;
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (failure !== null) throw (failure as { error: unknown }).error;
    if (!open) return;
    if (unfinished > maxOutput + OVERHEAD_BYTES) throw tooLarge(limit);
  }
  // A last event without its blank line counts: many servers close the connection right behind it.
  parser.feed('\n\n');
  if (failure !== null) throw (failure as { error: unknown }).error;
}

/** An answer that is not what `fluxloop.yaml` says that it is. */
export function protocolFault(message: string): TargetFault {
  return new TargetFault('target_protocol', message, { retryable: false });
}
