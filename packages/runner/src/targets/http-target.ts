import { validateHeaderName, validateHeaderValue } from 'node:http';
import { performance } from 'node:perf_hooks';
import { sessionCookies } from '@fluxloop/core/client';
import type { HttpRunner } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import type { HttpRequest } from '../http/http-client.js';
import type { Json } from '../scenario/canonical-json.js';
import { isObject } from '../scenario/canonical-json.js';
import { AgentEndpoint, type EndpointAnswer } from './agent-endpoint.js';
import type { Cancellation } from './cancellation.js';
import { EnvironmentReader } from './environment-reader.js';
import type { OpenTargetOptions } from './open-target.js';
import {
  compileTemplate,
  compileTextTemplate,
  type Template,
  type TemplateValues,
} from './request-template.js';
import {
  protocolFault,
  type ReadingLimits,
  ReplyBuilder,
  type ResponsePaths,
  readBody,
  readEvents,
  responsePaths,
} from './response-reader.js';
import type {
  AgentReply,
  Session,
  SessionLimits,
  SessionRequest,
  Target,
  TurnInput,
  TurnReply,
} from './target.js';
import { tooLarge } from './target-faults.js';
import { withinTurn } from './turn-deadline.js';

/** What is sent where `runner.http.body` says nothing. */
const DEFAULT_BODY: Json = { text: '{{text}}', session: '{{session}}' };

/** Values to see whether a template comes to something that can be used. */
const EXAMPLE: TemplateValues = { text: 'x', session: 'x', turn: 0, messages: [], context: {} };

/** What is prepared once for all conversations. */
interface Endpoint {
  agent: AgentEndpoint;
  settings: HttpRunner;
  limits: SessionLimits;
  url: (values: TemplateValues) => string;
  headers: readonly (readonly [name: string, value: (values: TemplateValues) => string])[];
  body: Template | null;
  paths: ResponsePaths;
}

/**
 * Makes the target for a chat server, see docs/targets.md.
 * @throws ConfigurationError `url_invalid`, `variable_missing`, `template_invalid`, `path_invalid`,
 *   `header_invalid`, `proxy_invalid`
 */
export function openHttpTarget(settings: HttpRunner, options: OpenTargetOptions): Target {
  const { env, sanitizer, limits } = options;
  const secrets = new EnvironmentReader(env);
  const url = compileTextTemplate(settings.url, 'runner.http.url', secrets, encodeURIComponent);
  const { protocol } = requireHttpUrl(url(EXAMPLE), settings.url, 'runner.http.url');
  const endpoint: Endpoint = {
    agent: new AgentEndpoint({ protocol, env, secrets, sanitizer }),
    settings,
    limits,
    url,
    headers: compileHeaders(settings.headers, 'runner.http.headers', secrets),
    body:
      settings.method === 'GET'
        ? null
        : compileTemplate(settings.body ?? DEFAULT_BODY, 'runner.http.body', secrets),
    paths: responsePaths(settings.response),
  };
  return {
    open: async (request: SessionRequest) => new HttpSession(request.id, endpoint),
    close: () => endpoint.agent.close(),
  };
}

/**
 * Prepares headers; their names are in lower case then.
 * @throws ConfigurationError `header_invalid`, `variable_missing`, `template_invalid`
 */
export function compileHeaders(
  headers: Readonly<Record<string, string>>,
  where: string,
  secrets: EnvironmentReader,
): (readonly [name: string, value: (values: TemplateValues) => string])[] {
  return Object.entries(headers).map(([name, written]) => {
    const place = `${where}.${name}`;
    const value = compileTextTemplate(written, place, secrets);
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value(EXAMPLE));
    } catch {
      throw new ConfigurationError(
        'header_invalid',
        `${place} cannot be sent as a header: a character in it is not allowed there.`,
        { hint: 'Does the value of a variable hold a line break?' },
      );
    }
    return [name.toLowerCase(), value] as const;
  });
}

/**
 * @param written - as it stands in `fluxloop.yaml`, for the error
 * @throws ConfigurationError `url_invalid`
 */
export function requireHttpUrl(url: string, written: string, where: string): URL {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url);
  throw new ConfigurationError('url_invalid', `${where}: "${written}" is no address.`, {
    hint: 'Write it with https:// or http:// in front.',
  });
}

class HttpSession implements Session {
  readonly #endpoint: Endpoint;
  readonly #cookies;
  readonly #messages: { role: 'user' | 'assistant'; content: string }[] = [];
  #id: string | null;
  #turn = 0;
  #said = 0;

  constructor(id: string, endpoint: Endpoint) {
    this.#endpoint = endpoint;
    const { session, session_header } = endpoint.settings.response;
    // Where the server gives an id, ours would be taken for one of its own.
    this.#id = session === undefined && session_header === undefined ? id : null;
    this.#cookies = sessionCookies(new URL(endpoint.url(EXAMPLE)).origin);
  }

  async send(input: TurnInput, cancellation: Cancellation): Promise<TurnReply> {
    const { limits } = this.#endpoint;
    const started = performance.now();
    const reply = await withinTurn(limits, cancellation, async ({ signal, touch }) => {
      const values = this.#values(input.text, input.context ?? {});
      return this.#endpoint.agent.ask(this.#request(values, signal), (answer) => {
        touch();
        return this.#read(answer, {
          maxOutput: limits.maxOutput - this.#said,
          limit: limits.maxOutput,
          touch,
        });
      });
    });
    this.#said += Buffer.byteLength(reply.text);
    if (this.#said > limits.maxOutput) throw tooLarge(limits.maxOutput);
    this.#messages.push(
      { role: 'user', content: input.text },
      { role: 'assistant', content: reply.text },
    );
    this.#turn += 1;
    return { ...reply, latencyMs: performance.now() - started };
  }

  close(): void {}

  #values(text: string, context: TemplateValues['context']): TemplateValues {
    return {
      text,
      session: this.#id,
      turn: this.#turn,
      messages: [...this.#messages, { role: 'user', content: text }],
      context,
    };
  }

  #request(values: TemplateValues, signal: AbortSignal): HttpRequest {
    const { url, settings, headers, body } = this.#endpoint;
    const content = body?.(values);
    return {
      url: new URL(url(values)),
      method: settings.method,
      headers: {
        accept: 'application/json, text/event-stream;q=0.9, text/plain;q=0.8',
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...Object.fromEntries(headers.map(([name, value]) => [name, value(values)])),
      },
      body: content === undefined ? undefined : JSON.stringify(content),
      cookies: this.#cookies,
      signal,
    };
  }

  async #read({ headers, body }: EndpointAnswer, limits: ReadingLimits): Promise<AgentReply> {
    const { response } = this.#endpoint.settings;
    const given = response.session_header && headers[response.session_header.toLowerCase()];
    if (typeof given === 'string') this.#id = given;
    switch (formatOf(response.format, headers['content-type'])) {
      case 'text':
        return { text: await readBody(body, limits) };
      case 'json':
        return this.#readJson(await readBody(body, limits));
      case 'sse':
        return this.#readStream(body, limits);
    }
  }

  #readJson(text: string): AgentReply {
    const { agent, paths, settings } = this.#endpoint;
    const quote = (said: string) => agent.quote(said);
    const message = parseJson(text);
    if (message === undefined) throw protocolFault(`The answer is not JSON: ${quote(text)}`);
    const builder = new ReplyBuilder(paths);
    const piece = builder.add(message, quote);
    this.#id = builder.session ?? this.#id;
    const reply = builder.reply();
    // An answer that only calls tools has no words.
    if (piece === null && reply.toolCalls === undefined) {
      const keys = isObject(message) ? Object.keys(message).join(', ') : typeof message;
      throw protocolFault(
        `The answer has no text at "${settings.response.text}"; it has: ${quote(keys)}. Say where the text is: runner.http.response.text.`,
      );
    }
    return reply;
  }

  async #readStream(body: AsyncIterable<Buffer>, limits: ReadingLimits): Promise<AgentReply> {
    const { agent, paths, settings } = this.#endpoint;
    const { done, events } = settings.response;
    const quote = (said: string) => agent.quote(said);
    const builder = new ReplyBuilder(paths);
    let size = 0;
    await readEvents(body, limits, ({ event, data }) => {
      if (data === done) return false;
      if (events !== undefined && !events.includes(event ?? 'message')) return true;
      const message = parseJson(data);
      const piece =
        typeof message === 'object' && message !== null
          ? builder.add(message, quote)
          : builder.addText(typeof message === 'string' ? message : data);
      if (piece === null) return true;
      size += Buffer.byteLength(piece);
      if (size > limits.maxOutput) throw tooLarge(limits.limit);
      return true;
    });
    this.#id = builder.session ?? this.#id;
    return builder.reply();
  }
}

function formatOf(
  format: HttpRunner['response']['format'],
  contentType: string | undefined,
): 'json' | 'sse' | 'text' {
  if (format !== 'auto') return format;
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/event-stream') return 'sse';
  return type.startsWith('text/') ? 'text' : 'json';
}

/** `undefined` for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
