import { got, type OptionsInit } from 'got';
import type { RouteName } from '../contract/routes.js';
import { type Answer, readAnswer } from './answer.js';
import {
  type CallOptions,
  type ClientOptions,
  DEFAULT_RETRIES,
  DEFAULT_TIMEOUT_MS,
} from './client-options.js';
import { networkProblem } from './network-problem.js';
import { type OutgoingRequest, outgoingRequest } from './outgoing.js';
import { proxyAgent, proxyFor } from './proxy.js';
import { repetition } from './repetition.js';
import { RequestGuard } from './request-guard.js';
import type { RequestFunction, RouteOutput } from './request-types.js';
import { type CookieJar, sessionCookies } from './session-cookies.js';
import { userAgent } from './user-agent.js';

/** Sends requests to one platform. */
export type Transport = RequestFunction;

/** The longest text of the platform's that gets into an error. */
const MAXIMUM_TEXT = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;
const MAXIMUM_REDIRECTS = 3;

/** What stays the same from request to request. */
interface Connection {
  options: ClientOptions;
  endpoint: URL;
  proxy: string | null;
  agent: OptionsInit['agent'];
  cookieJar: CookieJar | undefined;
}

/** Opens a way to a platform; `createClient` has checked the options. */
export async function createTransport(options: ClientOptions, endpoint: URL): Promise<Transport> {
  const proxy = proxyFor(endpoint, options.env ?? process.env);
  const connection: Connection = {
    options,
    endpoint,
    proxy,
    agent: proxy === null ? undefined : { https: await proxyAgent(proxy) },
    cookieJar: options.session ? sessionCookies(endpoint.origin) : undefined,
  };
  return async <N extends RouteName>(name: N, input: object, callOptions: CallOptions = {}) => {
    const request = outgoingRequest(name, input, endpoint);
    const answer = await send(connection, request, callOptions);
    const context = {
      route: name,
      origin: endpoint.origin,
      clean: (text: string) => clean(text, options),
    };
    // The route's own schema has just given it this type.
    return readAnswer(answer, context) as RouteOutput<N>;
  };
}

async function send(
  connection: Connection,
  request: OutgoingRequest,
  callOptions: CallOptions,
): Promise<Answer> {
  const { signal } = callOptions;
  signal?.throwIfAborted();
  const guard = new RequestGuard(connection.endpoint.origin, proxyHost(connection.proxy));
  const signals = signal === undefined ? [guard.signal] : [guard.signal, signal];
  try {
    const response = await got(
      gotOptions(connection, request, callOptions, guard, AbortSignal.any(signals)),
    )
      .on('request', (sent) => sent.once('proxyConnect', (tunnel) => guard.tunnel(tunnel)))
      .on('downloadProgress', ({ transferred }) => guard.watch(transferred));
    return { status: response.statusCode, headers: response.headers, body: response.rawBody };
  } catch (error) {
    if (guard.refusal !== null) throw guard.refusal;
    signal?.throwIfAborted();
    throw networkProblem({
      code: codeOf(error),
      origin: connection.endpoint.origin,
      proxyHost: proxyHost(connection.proxy),
      timeoutMs: timeoutOf(connection.options, callOptions),
    });
  }
}

/** On Node 24 the end of a socket that never connected can come before got wraps it. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function gotOptions(
  { options, endpoint, agent, cookieJar }: Connection,
  request: OutgoingRequest,
  callOptions: CallOptions,
  guard: RequestGuard,
  signal: AbortSignal,
): OptionsInit & { isStream?: false; responseType: 'buffer'; resolveBodyOnly: false } {
  const { idempotencyKey } = callOptions;
  return {
    url: request.url,
    method: request.method,
    headers: {
      accept: 'application/json, application/problem+json',
      // Nothing is unpacked, so no small answer can become a large one.
      'accept-encoding': 'identity',
      'user-agent': userAgent(options.userAgent),
      ...request.headers,
      ...(options.credential === undefined
        ? {}
        : { authorization: `Bearer ${options.credential.reveal()}` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      // The platform compares it before it takes a cookie for more than reading.
      ...(cookieJar === undefined ? {} : { origin: endpoint.origin }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(agent === undefined ? {} : { agent }),
    ...(cookieJar === undefined ? {} : { cookieJar }),
    signal,
    decompress: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    resolveBodyOnly: false,
    https: { rejectUnauthorized: true },
    maxRedirects: MAXIMUM_REDIRECTS,
    methodRewriting: false,
    timeout: {
      lookup: CONNECT_TIMEOUT_MS,
      connect: CONNECT_TIMEOUT_MS,
      secureConnect: CONNECT_TIMEOUT_MS,
      request: timeoutOf(options, callOptions),
    },
    retry: repetition(request.method, request.method === 'GET' || idempotencyKey !== undefined, {
      ...options,
      retries: options.retries ?? DEFAULT_RETRIES,
    }),
    hooks: { beforeRedirect: [({ url }) => guard.redirect(url)] },
  };
}

function timeoutOf(options: ClientOptions, callOptions: CallOptions): number {
  return callOptions.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
}

/** A proxy's address may hold a password; its host does not. */
function proxyHost(proxy: string | null): string | null {
  if (proxy === null) return null;
  return URL.canParse(proxy) ? new URL(proxy).host : 'of HTTPS_PROXY';
}

/** A server, or something in front of it, may repeat the credential or try to steer the terminal. */
function clean(text: string, { credential }: ClientOptions): string {
  const secret = credential?.reveal();
  const masked = secret ? text.replaceAll(secret, '***') : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return masked.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, MAXIMUM_TEXT);
}
