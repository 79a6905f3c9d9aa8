import * as z from 'zod';
import type { Json } from '../scenario/canonical-json.js';
import type { ChatMessage } from './judge-prompt.js';

/** How a model is held to a form: by its schema, to any JSON, or by words alone. */
const RESPONSE_FORMATS = ['json_schema', 'json_object', 'none'] as const;
type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** What of a request an API may not know, and what is sent then. */
export interface RequestForm {
  format: ResponseFormat;
  /** `null` leaves it out. */
  temperature: number | null;
}

/**
 * The body of a request.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function completionRequest(options: {
  model: string;
  messages: readonly ChatMessage[];
  schema: { [key: string]: Json };
  form: RequestForm;
}): string {
  const { model, messages, schema, form } = options;
  return JSON.stringify({
    model,
    messages,
    ...(form.temperature === null ? {} : { temperature: form.temperature }),
    ...(form.format === 'none' ? {} : { response_format: responseFormat(form.format, schema) }),
  });
}

function responseFormat(format: 'json_schema' | 'json_object', schema: { [key: string]: Json }) {
  return format === 'json_object'
    ? { type: 'json_object' }
    : { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema } };
}

/**
 * The form that an API takes which has refused another: many know no schemas, and some models no
 * temperature but their own.
 * @param complaint - what it said with status 400 or 422
 * @returns `null` when the complaint is about something else
 */
export function simplerForm(form: RequestForm, complaint: string): RequestForm | null {
  if (form.temperature !== null && /temperature/i.test(complaint)) {
    return { ...form, temperature: null };
  }
  if (/response_format|json_schema|json_object|structured/i.test(complaint)) {
    const next = RESPONSE_FORMATS[RESPONSE_FORMATS.indexOf(form.format) + 1];
    if (next !== undefined) return { ...form, format: next };
  }
  return null;
}

const count = z.number().nonnegative().catch(0);
const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});

/** What a model answered. */
export interface Completion {
  /** `null` when it refused, or was cut off. */
  text: string | null;
  /** Why there is no text. */
  why: string;
  inputTokens: number;
  outputTokens: number;
}

/**
 * Reads the body of an answer with status 200.
 * @returns `null` when it is no chat completion
 */
export function readCompletion(body: string): Completion | null {
  const read = completion.safeParse(parseJson(body));
  const choice = read.data?.choices[0];
  if (read.data === undefined || choice === undefined) return null;
  const { content, refusal } = choice.message;
  const tokens = read.data.usage;
  const cutOff = ['length', 'content_filter'].includes(choice.finish_reason ?? '');
  return {
    text: refusal || cutOff ? null : (content ?? null),
    why: refusal
      ? 'it refused'
      : cutOff
        ? `it was cut off (${choice.finish_reason})`
        : 'it said nothing',
    inputTokens: tokens?.prompt_tokens ?? 0,
    outputTokens: tokens?.completion_tokens ?? 0,
  };
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
