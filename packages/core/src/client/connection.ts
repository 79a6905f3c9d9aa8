import { got, type OptionsInit } from 'got';
import type { Environment } from '../storage/home.js';
import type { Answer } from './answer.js';
import { DEFAULT_RETRIES, DEFAULT_TIMEOUT_MS, type RetryNotice } from './client-options.js';
import { networkProblem } from './network-problem.js';
import type { OutgoingRequest } from './outgoing.js';
import { proxyAgent, proxyFor } from './proxy.js';
import { repetition } from './repetition.js';
import { RequestGuard } from './request-guard.js';
import { type CookieJar, sessionCookies } from './session-cookies.js';
import { userAgent } from './user-agent.js';

const CONNECT_TIMEOUT_MS = 10_000;
const MAXIMUM_REDIRECTS = 3;

/** How a connection behaves; as in `ClientOptions`. */
export interface ConnectionOptions {
  session?: boolean;
  userAgent?: string;
  timeoutMs?: number;
  retries?: number;
  env?: Environment;
  onRetry?: (retry: RetryNotice) => void;
  random?: () => number;
}

/** A way to one origin: what stays the same from request to request. */
export interface Connection {
  options: ConnectionOptions;
  endpoint: URL;
  proxy: string | null;
  agent: OptionsInit['agent'];
  cookieJar: CookieJar | undefined;
}

/** How one request is sent. */
export interface SendOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  /** Whether a passing fault may be met by sending it again. */
  repeatable: boolean;
  /** Follow a redirect within the origin, or hand it back as the answer. Default: follow. */
  redirects?: 'follow' | 'hand_back';
}

/**
 * Opens a way to an origin, through the proxy that the environment names.
 *
 * @param endpoint - checked: https, or http on loopback
 */
export async function openConnection(
  options: ConnectionOptions,
  endpoint: URL,
): Promise<Connection> {
  const proxy = proxyFor(endpoint, options.env ?? process.env);
  return {
    options,
    endpoint,
    proxy,
    agent: proxy === null ? undefined : { https: await proxyAgent(proxy) },
    cookieJar: options.session ? sessionCookies(endpoint.origin) : undefined,
  };
}

/**
 * Sends one request and gives the answer as it came, whatever its status.
 *
 * @throws NetworkError for no answer, a redirect to another origin, or an answer without an end
 * @throws the signal's reason, when it was aborted
 */
export async function sendRequest(
  connection: Connection,
  request: OutgoingRequest,
  sendOptions: SendOptions,
): Promise<Answer> {
  const { signal } = sendOptions;
  signal?.throwIfAborted();
  const guard = new RequestGuard(connection.endpoint.origin, proxyHost(connection.proxy));
  const signals = signal === undefined ? [guard.signal] : [guard.signal, signal];
  try {
    const response = await got(
      gotOptions(connection, request, sendOptions, guard, AbortSignal.any(signals)),
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
      timeoutMs: timeoutOf(connection.options, sendOptions),
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
  sendOptions: SendOptions,
  guard: RequestGuard,
  signal: AbortSignal,
): OptionsInit & { isStream?: false; responseType: 'buffer'; resolveBodyOnly: false } {
  return {
    url: request.url,
    method: request.method,
    headers: {
      // Nothing is unpacked, so no small answer can become a large one.
      'accept-encoding': 'identity',
      'user-agent': userAgent(options.userAgent),
      ...request.headers,
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
    followRedirect: sendOptions.redirects !== 'hand_back',
    maxRedirects: MAXIMUM_REDIRECTS,
    methodRewriting: false,
    timeout: {
      lookup: CONNECT_TIMEOUT_MS,
      connect: CONNECT_TIMEOUT_MS,
      secureConnect: CONNECT_TIMEOUT_MS,
      request: timeoutOf(options, sendOptions),
    },
    retry: repetition(request.method, sendOptions.repeatable, {
      ...options,
      retries: options.retries ?? DEFAULT_RETRIES,
    }),
    hooks: { beforeRedirect: [({ url }) => guard.redirect(url)] },
  };
}

function timeoutOf(options: ConnectionOptions, { timeoutMs }: SendOptions): number {
  return timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
}

/** A proxy's address may hold a password; its host does not. */
function proxyHost(proxy: string | null): string | null {
  if (proxy === null) return null;
  return URL.canParse(proxy) ? new URL(proxy).host : 'of HTTPS_PROXY';
}
