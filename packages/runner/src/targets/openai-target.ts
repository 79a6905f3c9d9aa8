import { performance } from 'node:perf_hooks';
import { sessionCookies } from '@fluxloop/core/client';
import type { OpenaiRunner } from '@fluxloop/core/configuration';
import type { HttpRequest } from '../http/http-client.js';
import type { ChatMessage } from '../model/chat-message.js';
import type { Json } from '../scenario/canonical-json.js';
import { AgentEndpoint } from './agent-endpoint.js';
import type { Cancellation } from './cancellation.js';
import { type Completion, readCompletion } from './chat-completion.js';
import { EnvironmentReader } from './environment-reader.js';
import { compileHeaders, requireHttpUrl } from './http-target.js';
import type { OpenTargetOptions } from './open-target.js';
import { compileTextTemplate, type TemplateValues } from './request-template.js';
import type { ReadingLimits } from './response-reader.js';
import {
  type Session,
  type SessionLimits,
  type Target,
  TargetFault,
  type ToolCall,
  type TurnInput,
  type TurnReply,
  type Usage,
} from './target.js';
import { tooLarge } from './target-faults.js';
import { type TurnClock, withinTurn } from './turn-deadline.js';

const OPENAI = 'https://api.openai.com/v1';
const OPENAI_KEY = 'OPENAI_API_KEY';
/** A model that calls tools again and again is stopped here. */
const MAXIMUM_ROUNDS = 10;
const MILLION = 1_000_000;

/** What is prepared once for all conversations. */
interface Model {
  agent: AgentEndpoint;
  settings: OpenaiRunner;
  limits: SessionLimits;
  url: URL;
  headers: readonly (readonly [name: string, value: (values: TemplateValues) => string])[];
  authorization: string | null;
  system: ((values: TemplateValues) => string) | null;
}

/**
 * Makes the target for a model behind an OpenAI-compatible API
 * (https://platform.openai.com/docs/api-reference/chat/create).
 * @throws ConfigurationError `url_invalid`, `variable_missing`, `header_invalid`, `template_invalid`,
 *   `proxy_invalid`
 */
export function openOpenaiTarget(settings: OpenaiRunner, options: OpenTargetOptions): Target {
  const { env, sanitizer, limits } = options;
  const secrets = new EnvironmentReader(env);
  const where = 'runner.openai.base_url';
  const base = secrets.fill(settings.base_url, where).replace(/\/+$/, '');
  // OpenAI's key is sent to nobody else unless that is written down.
  const variable = settings.api_key_env ?? (base === OPENAI ? OPENAI_KEY : undefined);
  const key =
    variable === undefined ? null : secrets.variable(variable, 'runner.openai.api_key_env');
  const url = requireHttpUrl(`${base}/chat/completions`, settings.base_url, where);
  const model: Model = {
    agent: new AgentEndpoint({ protocol: url.protocol, env, secrets, sanitizer }),
    settings,
    limits,
    url,
    headers: compileHeaders(settings.headers, 'runner.openai.headers', secrets),
    authorization: key === null ? null : `Bearer ${key}`,
    system:
      settings.system === undefined
        ? null
        : compileTextTemplate(settings.system, 'runner.openai.system', secrets),
  };
  return {
    open: async ({ id }) => new OpenaiSession(id, model),
    close: () => model.agent.close(),
  };
}

class OpenaiSession implements Session {
  readonly #id: string;
  readonly #model: Model;
  readonly #cookies;
  #history: ChatMessage[] = [];
  #turn = 0;
  #said = 0;

  constructor(id: string, model: Model) {
    this.#id = id;
    this.#model = model;
    this.#cookies = sessionCookies(model.url.origin);
  }

  async send(input: TurnInput, cancellation: Cancellation): Promise<TurnReply> {
    const started = performance.now();
    const { history, ...reply } = await withinTurn(this.#model.limits, cancellation, (clock) =>
      this.#converse(input, clock),
    );
    this.#history = history;
    this.#said += Buffer.byteLength(reply.text);
    if (this.#said > this.#model.limits.maxOutput) throw tooLarge(this.#model.limits.maxOutput);
    this.#turn += 1;
    return { ...reply, latencyMs: performance.now() - started };
  }

  close(): void {}

  /** Asks the model, and again with the results of its tools as long as there are any. */
  async #converse(input: TurnInput, clock: TurnClock) {
    const { settings } = this.#model;
    const values: TemplateValues = {
      text: input.text,
      session: this.#id,
      turn: this.#turn,
      messages: [],
      context: input.context ?? {},
    };
    const history = this.#begun(values);
    history.push({ role: 'user', content: input.text });
    const toolCalls: ToolCall[] = [];
    const usage: Usage = {};
    for (let round = 1; ; round += 1) {
      const completion = await this.#complete(history, values, clock);
      addUsage(usage, completion.usage);
      history.push(completion.message, ...toolMessages(completion, settings.tool_results));
      for (const { name, arguments: given } of completion.calls) {
        const result = Object.hasOwn(settings.tool_results, name)
          ? settings.tool_results[name]
          : undefined;
        toolCalls.push({ name, arguments: given, ...(result === undefined ? {} : { result }) });
      }
      const answered = completion.calls.every(({ name }) =>
        Object.hasOwn(settings.tool_results, name),
      );
      if (completion.calls.length === 0 || !answered) {
        return {
          history,
          text: completion.text,
          metadata: completion.metadata,
          ...(toolCalls.length === 0 ? {} : { toolCalls }),
          ...(Object.keys(usage).length === 0 ? {} : { usage: this.#priced(usage) }),
        };
      }
      if (round === MAXIMUM_ROUNDS) {
        throw new TargetFault(
          'target_error',
          `The model called tools ${MAXIMUM_ROUNDS} times in a row and did not answer.`,
          { retryable: false },
        );
      }
    }
  }

  #begun(values: TemplateValues): ChatMessage[] {
    const { system } = this.#model;
    if (this.#turn > 0 || system === null) return [...this.#history];
    return [{ role: 'system', content: system(values) }];
  }

  async #complete(
    messages: readonly ChatMessage[],
    values: TemplateValues,
    { signal, touch }: TurnClock,
  ): Promise<Completion> {
    const { agent, settings, url, headers, authorization, limits } = this.#model;
    const request: HttpRequest = {
      url,
      method: 'POST',
      headers: {
        accept: settings.stream ? 'text/event-stream, application/json;q=0.9' : 'application/json',
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...Object.fromEntries(headers.map(([name, value]) => [name, value(values)])),
      },
      body: JSON.stringify({
        ...settings.parameters,
        model: settings.model,
        messages,
        ...(settings.tools === undefined ? {} : { tools: settings.tools }),
        ...(settings.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
      }),
      cookies: this.#cookies,
      signal,
    };
    return agent.ask(request, ({ body, headers: given }) => {
      touch();
      const bounds: ReadingLimits = {
        maxOutput: limits.maxOutput - this.#said,
        limit: limits.maxOutput,
        touch,
      };
      return readCompletion(given['content-type'], body, bounds, (text) => agent.quote(text));
    });
  }

  #priced(usage: Usage): Usage {
    const { price } = this.#model.settings;
    if (price === undefined || usage.costUsd !== undefined) return usage;
    const { inputTokens = 0, outputTokens = 0 } = usage;
    return {
      ...usage,
      costUsd: (inputTokens * price.input + outputTokens * price.output) / MILLION,
    };
  }
}

/** The API wants an answer to each call before it takes the next message. */
function toolMessages(
  { calls }: Completion,
  results: Readonly<Record<string, Json>>,
): ChatMessage[] {
  return calls.map(({ id, name }) => ({
    role: 'tool',
    tool_call_id: id,
    content: Object.hasOwn(results, name) ? contentOf(results[name] ?? null) : '',
  }));
}

function contentOf(result: Json): string {
  return typeof result === 'string' ? result : JSON.stringify(result);
}

function addUsage(sum: Usage, more: Usage): void {
  for (const key of ['inputTokens', 'outputTokens', 'costUsd'] as const) {
    const value = more[key];
    if (value !== undefined) sum[key] = (sum[key] ?? 0) + value;
  }
}
