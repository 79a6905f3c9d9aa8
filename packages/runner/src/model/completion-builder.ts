import { isObject } from '../scenario/canonical-json.js';
import type { ChatMessage, SentCall } from './chat-message.js';

/** What a model answered, as the API says it. */
export interface Completion {
  /** Empty where there are only calls of tools. */
  text: string;
  /** Whether the text is what the model says instead of an answer. */
  refused: boolean;
  calls: readonly SentCall[];
  /** The answer as it belongs into the next request. */
  message: ChatMessage;
  /** Counts of tokens as they came, unchecked; `undefined` where there are none. */
  usage: unknown;
  model: string | null;
  /** Why it ended, such as `stop` or `length`. */
  finish: string | null;
}

/** An answer that cannot be used; the message is a sentence. */
export class CompletionProblem extends Error {
  override readonly name = 'CompletionProblem';
  readonly kind: 'unreadable' | 'too_large';

  constructor(kind: 'unreadable' | 'too_large', message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Puts an answer together: from one object, or from the objects of a stream.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export class CompletionBuilder {
  readonly #mostBytes: number;
  readonly #pieces: string[] = [];
  readonly #calls = new Map<number, SentCall>();
  #refused = false;
  #size = 0;
  #usage: unknown;
  #model: string | null = null;
  #finish: string | null = null;
  #choices = 0;

  /** @param mostBytes - that it may say, arguments of tools included */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /**
   * @param part - where the words are: in a stream in pieces, else in one
   * @throws CompletionProblem
   */
  add(message: Readonly<Record<string, unknown>>, part: 'delta' | 'message'): void {
    if (typeof message.model === 'string') this.#model = message.model;
    if (isObject(message.usage)) this.#usage = message.usage;
    const choice: unknown = Array.isArray(message.choices) ? message.choices[0] : undefined;
    if (!isObject(choice)) return;
    this.#choices += 1;
    if (typeof choice.finish_reason === 'string') this.#finish = choice.finish_reason;
    const said = choice[part];
    if (!isObject(said)) return;
    // What a model declines to say is said in another member.
    const refusal = typeof said.refusal === 'string' && said.refusal !== '' ? said.refusal : null;
    this.#refused ||= refusal !== null;
    const text = typeof said.content === 'string' ? said.content : refusal;
    if (text !== null) this.#addText(text);
    if (Array.isArray(said.tool_calls)) {
      for (const [index, call] of said.tool_calls.entries()) this.#addCall(call, index);
    }
  }

  /** @throws CompletionProblem when nothing was answered */
  completion(): Completion {
    if (this.#choices === 0) {
      throw new CompletionProblem('unreadable', 'The model gave no answer: "choices" is missing.');
    }
    const text = this.#pieces.join('');
    const calls = [...this.#calls].sort(([one], [other]) => one - other).map(([, call]) => call);
    const message: ChatMessage =
      calls.length === 0
        ? { role: 'assistant', content: text }
        : { role: 'assistant', content: text === '' ? null : text, tool_calls: calls };
    return {
      text,
      refused: this.#refused,
      calls,
      message,
      usage: this.#usage,
      model: this.#model,
      finish: this.#finish,
    };
  }

  #addText(text: string): void {
    this.#grow(text);
    this.#pieces.push(text);
  }

  /** In a stream a call comes in pieces that belong together by their index. */
  #addCall(value: unknown, position: number): void {
    if (!isObject(value)) {
      throw new CompletionProblem('unreadable', 'The model made a tool call that is no object.');
    }
    const index = typeof value.index === 'number' ? value.index : position;
    const fields = isObject(value.function) ? value.function : {};
    const call = this.#calls.get(index) ?? newCall(index);
    this.#calls.set(index, call);
    if (typeof value.id === 'string' && value.id !== '') call.id = value.id;
    if (typeof fields.name === 'string') call.function.name += fields.name;
    if (typeof fields.arguments === 'string') {
      this.#grow(fields.arguments);
      call.function.arguments += fields.arguments;
    } else if (isObject(fields.arguments)) {
      // Some servers send them as an object.
      call.function.arguments = JSON.stringify(fields.arguments);
    }
  }

  #grow(text: string): void {
    this.#size += Buffer.byteLength(text);
    if (this.#size > this.#mostBytes) {
      throw new CompletionProblem('too_large', 'The model said too much.');
    }
  }
}

function newCall(index: number): SentCall {
  return { id: `call_${index}`, type: 'function', function: { name: '', arguments: '' } };
}
