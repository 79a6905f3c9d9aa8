import { got, type OptionsInit, RequestError } from 'got';
import type { RouteName } from '../contract/routes.js';
import { NetworkError } from '../errors/index.js';
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
import type { RequestFunction, RouteOutput } from './request-types.js';
import { type CookieJar, sessionCookies } from './session-cookies.js';
import { userAgent } from './user-agent.js';

/** Sends requests to one platform. */
export type Transport = RequestFunction;

/** The longest answer that is read; a list of a hundred runs is a hundredth of it. */
export const MAXIMUM_RESPONSE_BYTES = 32 * 1024 * 1024;
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
  const guard = new Guard(connection.endpoint.origin);
  const signals = signal === undefined ? [guard.signal] : [guard.signal, signal];
  try {
    const response = await got(
      gotOptions(connection, request, callOptions, guard, AbortSignal.any(signals)),
    ).on('downloadProgress', ({ transferred }) => guard.watch(transferred));
    return { status: response.statusCode, headers: response.headers, body: response.rawBody };
  } catch (error) {
    if (guard.refusal !== null) throw guard.refusal;
    signal?.throwIfAborted();
    throw networkProblem({
      code: error instanceof RequestError ? error.code : '',
      origin: connection.endpoint.origin,
      proxyHost: proxyHost(connection.proxy),
      timeoutMs: timeoutOf(connection.options, callOptions),
    });
  }
}

function gotOptions(
  { options, endpoint, agent, cookieJar }: Connection,
  request: OutgoingRequest,
  callOptions: CallOptions,
  guard: Guard,
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

/** Ends a request that goes where it must not, or brings more than it may. */
class Guard {
  readonly #origin: string;
  readonly #controller = new AbortController();
  /** Why the request was ended; `null` while it was not. */
  refusal: NetworkError | null = null;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  watch(transferred: number): void {
    if (transferred <= MAXIMUM_RESPONSE_BYTES) return;
    this.#refuse(
      new NetworkError(
        'response_too_large',
        `${this.#origin} answered with more than ${MAXIMUM_RESPONSE_BYTES} bytes.`,
        { hint: 'Check that the endpoint is a FluxLoop platform: fluxloop doctor' },
      ),
    );
  }

  /**
   * Lets a redirect pass only within the origin. The HTTP library would follow one from https to
   * http and keep the credential, and one to another host with the body.
   */
  redirect(target: string | URL | undefined): void {
    const origin = target === undefined ? 'nowhere' : new URL(target).origin;
    if (origin === this.#origin) return;
    this.#refuse(
      new NetworkError(
        'redirect_refused',
        `${this.#origin} sends its visitors on to ${origin}; the request was not repeated there.`,
        { hint: `If that is the right platform, name it yourself: --endpoint ${origin}` },
      ),
    );
    throw new Error('redirect refused');
  }

  #refuse(error: NetworkError): void {
    this.refusal ??= error;
    this.#controller.abort();
  }
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
