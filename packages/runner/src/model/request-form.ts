import type { Json } from '../scenario/canonical-json.js';
import type { PromptMessage } from './chat-message.js';

/** How a model is held to a form: by its schema, to any JSON, or by words alone. */
const RESPONSE_FORMATS = ['json_schema', 'json_object', 'none'] as const;
type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** What of a request an API may not know, and what is sent then. */
export interface RequestForm {
  format: ResponseFormat;
  /** `null` leaves it out. */
  temperature: number | null;
}

/** What a model is asked. */
export interface ModelQuestion {
  model: string;
  messages: readonly PromptMessage[];
  /** JSON Schema of the answer, an object; in the dialect that "structured outputs" take. */
  schema: { [key: string]: Json };
}

/**
 * The body of a request.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function completionRequest(question: ModelQuestion, form: RequestForm): string {
  const { model, messages, schema } = question;
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
