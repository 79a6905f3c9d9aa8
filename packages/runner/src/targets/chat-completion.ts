import {
  type Completion as ApiCompletion,
  CompletionBuilder,
  CompletionProblem,
} from '../model/completion-builder.js';
import { isObject, type Json } from '../scenario/canonical-json.js';
import { AgentReportError, parseArguments, readUsage } from './agent-report.js';
import { protocolFault, type ReadingLimits, readBody, readEvents } from './response-reader.js';
import { type Metadata, TargetFault, type Usage } from './target.js';
import { tooLarge } from './target-faults.js';

/** What a model that is tested answered. */
export interface Completion extends Pick<ApiCompletion, 'text' | 'message'> {
  calls: readonly { id: string; name: string; arguments: Json }[];
  usage: Usage;
  metadata: Metadata;
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
  const builder = new CompletionBuilder(limits.maxOutput);
  const add = (text: string, part: 'delta' | 'message') => {
    const message = parse(text, quote);
    if (message.error !== undefined && message.error !== null) throw failure(message.error, quote);
    builder.add(message, part);
  };
  try {
    if (contentType?.startsWith('text/event-stream')) {
      await readEvents(body, limits, ({ data }) => {
        if (data === '[DONE]') return false;
        add(data, 'delta');
        return true;
      });
    } else {
      add(await readBody(body, limits), 'message');
    }
    return reported(builder.completion());
  } catch (error) {
    if (!(error instanceof CompletionProblem)) throw error;
    throw error.kind === 'too_large' ? tooLarge(limits.limit) : protocolFault(error.message);
  }
}

function reported({ text, message, calls, usage, model, finish }: ApiCompletion): Completion {
  return {
    text,
    message,
    calls: calls.map(({ id, function: { name, arguments: given } }) => ({
      id,
      name,
      arguments: parseArguments(given),
    })),
    usage: usage === undefined ? {} : checkedUsage(usage),
    metadata: {
      ...(model === null ? {} : { model }),
      ...(finish === null ? {} : { finish_reason: finish }),
    },
  };
}

function checkedUsage(usage: unknown): Usage {
  try {
    return readUsage(usage);
  } catch (error) {
    if (!(error instanceof AgentReportError)) throw error;
    throw protocolFault(`The answer ${error.message}.`);
  }
}

/** An error within a stream comes after a status of success. */
function failure(error: unknown, quote: (text: string) => string): TargetFault {
  const message = isObject(error) && typeof error.message === 'string' ? error.message : error;
  const said = typeof message === 'string' ? message : JSON.stringify(message);
  const code = isObject(error) ? (error.code ?? error.type) : undefined;
  const text = `The model's server reported an error: ${quote(said)}`;
  return code === 'rate_limit_exceeded' || code === 429
    ? new TargetFault('target_busy', text, { retryable: true, retryAfterMs: null })
    : new TargetFault('target_error', text, { retryable: true });
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
