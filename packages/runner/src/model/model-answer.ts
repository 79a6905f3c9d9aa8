import * as z from 'zod';
import { isObject } from '../scenario/canonical-json.js';
import { CompletionBuilder, CompletionProblem } from './completion-builder.js';

/** The longest answer that is read: a judge says two sentences, a batch of inputs a few pages. */
export const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** What a model that works for us answered. */
export interface ModelAnswer {
  /** `null` when it refused, was cut off, or said nothing that can be read. */
  text: string | null;
  /** Why there is no text. */
  why: string;
  inputTokens: number;
  outputTokens: number;
}

const count = z.number().nonnegative().catch(0);
const tokens = z
  .object({ prompt_tokens: count, completion_tokens: count })
  .catch({ prompt_tokens: 0, completion_tokens: 0 });

/** Reads the body of an answer with status 200. */
export function readAnswer(body: string): ModelAnswer {
  try {
    const builder = new CompletionBuilder(MOST_ANSWER_BYTES);
    const message = parseJson(body);
    if (isObject(message)) builder.add(message, 'message');
    const { text, refused, finish, usage } = builder.completion();
    const { prompt_tokens, completion_tokens } = tokens.parse(usage);
    const cutOff = finish === 'length' || finish === 'content_filter';
    const why = refused
      ? 'it refused'
      : cutOff
        ? `it was cut off (${finish})`
        : text === ''
          ? 'it said nothing'
          : '';
    return {
      text: why === '' ? text : null,
      why,
      inputTokens: prompt_tokens,
      outputTokens: completion_tokens,
    };
  } catch (error) {
    if (!(error instanceof CompletionProblem)) throw error;
    return { text: null, why: 'it is no chat completion', inputTokens: 0, outputTokens: 0 };
  }
}

const apiError = z.object({ error: z.union([z.object({ message: z.string() }), z.string()]) });

/** What an API says with an error's status; empty when it says nothing that can be read. */
export function readComplaint(body: string): string {
  const { data } = apiError.safeParse(parseJson(body));
  if (data === undefined) return '';
  return typeof data.error === 'string' ? data.error : data.error.message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
