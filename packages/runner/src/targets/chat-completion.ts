import type { Json } from '../scenario/canonical-json.js';
import { AgentReportError, isObject, parseArguments, readUsage } from './agent-report.js';
import { valueAtPath } from './json-path.js';
import { protocolFault, type ReadingLimits, readBody, readEvents } from './response-reader.js';
import { type Metadata, TargetFault, type Usage } from './target.js';
import { tooLarge } from './target-faults.js';

/** A message of the chat API, as it is sent. */
export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: readonly SentCall[] }
  | { role: 'tool'; tool_call_id: string; content: string };

/** A call of a tool as the API writes it. */
interface SentCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** A call of a tool as we read it. */
interface Call {
  id: string;
  name: string;
  arguments: Json;
}

/** What a model answered. */
export interface Completion {
  text: string;
  calls: readonly Call[];
  /** The answer as it belongs into the next request. */
  message: ChatMessage;
  usage: Usage;
  metadata: Metadata;
}

/** A call while its pieces come in. */
interface OpenCall {
  id: string;
  name: string;
  arguments: string;
}

/**
 * Reads the answer of an OpenAI-compatible API: one object, or a stream of them
 * (https://platform.openai.com/docs/api-reference/chat-streaming). A server may answer either way,
 * whatever it was asked for.
 * @param quote - takes secrets and sensitive values out of what an error quotes
 * @throws TargetFault `target_protocol`, `target_error`, `target_busy`, `output_too_large`
 */
export async function readCompletion(
  contentType: string | undefined,
  body: AsyncIterable<Buffer>,
  limits: ReadingLimits,
  quote: (text: string) => string,
): Promise<Completion> {
  const collected = new CompletionBuilder(limits, quote);
  if (contentType?.startsWith('text/event-stream')) {
    await readEvents(body, limits, ({ data }) => {
      if (data === '[DONE]') return false;
      collected.add(parse(data, quote), 'delta');
      return true;
    });
  } else {
    collected.add(parse(await readBody(body, limits), quote), 'message');
  }
  return collected.completion();
}

class CompletionBuilder {
  readonly #limits: ReadingLimits;
  readonly #quote: (text: string) => string;
  readonly #pieces: string[] = [];
  readonly #calls: OpenCall[] = [];
  #size = 0;
  #usage: Usage = {};
  #model: string | null = null;
  #finish: string | null = null;
  #choices = 0;

  constructor(limits: ReadingLimits, quote: (text: string) => string) {
    this.#limits = limits;
    this.#quote = quote;
  }

  /** @param part - where the words are: in a stream in pieces, else in one */
  add(message: Readonly<Record<string, unknown>>, part: 'delta' | 'message'): void {
    if (message.error !== undefined && message.error !== null) throw this.#failure(message.error);
    if (typeof message.model === 'string') this.#model = message.model;
    if (isObject(message.usage)) this.#usage = this.#readUsage(message.usage);
    const choice = valueAtPath(message, ['choices', 0]);
    if (!isObject(choice)) return;
    this.#choices += 1;
    if (typeof choice.finish_reason === 'string') this.#finish = choice.finish_reason;
    const said = choice[part];
    if (!isObject(said)) return;
    // What a model declines to say is said in another member.
    const text = typeof said.content === 'string' ? said.content : said.refusal;
    if (typeof text === 'string') this.#addText(text);
    if (Array.isArray(said.tool_calls)) {
      for (const [index, call] of said.tool_calls.entries()) this.#addCall(call, index);
    }
  }

  completion(): Completion {
    if (this.#choices === 0) throw protocolFault('The model gave no answer: "choices" is missing.');
    const text = this.#pieces.join('');
    const calls = this.#calls.map(({ id, name, arguments: given }) => ({
      id,
      name,
      arguments: parseArguments(given),
    }));
    const metadata: { [key: string]: Json } = {};
    if (this.#model !== null) metadata.model = this.#model;
    if (this.#finish !== null) metadata.finish_reason = this.#finish;
    return { text, calls, usage: this.#usage, metadata, message: this.#sent(text) };
  }

  #sent(text: string): ChatMessage {
    if (this.#calls.length === 0) return { role: 'assistant', content: text };
    return {
      role: 'assistant',
      content: text === '' ? null : text,
      tool_calls: this.#calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function',
        function: { name, arguments: given },
      })),
    };
  }

  #addText(text: string): void {
    this.#grow(text);
    this.#pieces.push(text);
  }

  /** In a stream a call comes in pieces that belong together by their index. */
  #addCall(value: unknown, position: number): void {
    if (!isObject(value)) throw protocolFault('The model made a tool call that is no object.');
    const index = typeof value.index === 'number' ? value.index : position;
    const fields = isObject(value.function) ? value.function : {};
    const call = this.#calls[index] ?? { id: `call_${index}`, name: '', arguments: '' };
    this.#calls[index] = call;
    if (typeof value.id === 'string' && value.id !== '') call.id = value.id;
    if (typeof fields.name === 'string') call.name += fields.name;
    if (typeof fields.arguments === 'string') {
      this.#grow(fields.arguments);
      call.arguments += fields.arguments;
    } else if (isObject(fields.arguments)) {
      // Some servers send them as an object.
      call.arguments = JSON.stringify(fields.arguments);
    }
  }

  #grow(text: string): void {
    this.#size += Buffer.byteLength(text);
    if (this.#size > this.#limits.maxOutput) throw tooLarge(this.#limits.limit);
  }

  #readUsage(usage: Readonly<Record<string, unknown>>): Usage {
    try {
      return readUsage(usage);
    } catch (error) {
      if (!(error instanceof AgentReportError)) throw error;
      throw protocolFault(`The answer ${error.message}.`);
    }
  }

  /** An error within a stream comes after a status of success. */
  #failure(error: unknown): TargetFault {
    const message = isObject(error) && typeof error.message === 'string' ? error.message : error;
    const said = typeof message === 'string' ? message : JSON.stringify(message);
    const code = isObject(error) ? (error.code ?? error.type) : undefined;
    const text = `The model's server reported an error: ${this.#quote(said)}`;
    return code === 'rate_limit_exceeded' || code === 429
      ? new TargetFault('target_busy', text, { retryable: true, retryAfterMs: null })
      : new TargetFault('target_error', text, { retryable: true });
  }
}

function parse(text: string, quote: (text: string) => string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  throw protocolFault(`The model's server did not answer with a JSON object: ${quote(text)}`);
}
