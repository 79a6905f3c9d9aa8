import type { IncomingHttpHeaders } from 'node:http';
import type { sessionCookies } from '@fluxloop/core/client';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import type { EnvironmentReader } from './environment-reader.js';
import { parseRetryAfter } from './retry-after.js';
import { TargetFault } from './target.js';

const CONNECT_TIMEOUT_MS = 10_000;
const MAXIMUM_REDIRECTS = 5;
const EXCERPT_CHARACTERS = 200;
const EXCERPT_BYTES = 4096;
/** Nothing that is meant for this machine itself goes through a proxy. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/** The cookies of one conversation. */
type Cookies = ReturnType<typeof sessionCookies>;

/** A request as it is sent. */
export interface HttpRequest {
  url: URL;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  cookies: Cookies;
  signal: AbortSignal;
}

/** An answer with a status of success. */
export interface HttpAnswer {
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Buffer>;
}

/** What the way to an endpoint needs. */
export interface HttpClientOptions {
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are. */
  env: Readonly<Record<string, string | undefined>>;
  /** Whose values are taken out of whatever is quoted. */
  secrets: EnvironmentReader;
  sanitizer: Sanitizer;
}

/** The way to an agent behind HTTP: proxies, redirects, cookies, and what the statuses mean. */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #dispatcher: Dispatcher;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    const { env } = options;
    const proxy = (name: string) => env[name] || env[name.toUpperCase()] || '';
    const httpsProxy = proxy('https_proxy') || proxy('all_proxy');
    this.#dispatcher = new EnvHttpProxyAgent({
      httpProxy: proxy('http_proxy') || proxy('all_proxy'),
      httpsProxy,
      noProxy: [LOOPBACK, proxy('no_proxy')].filter(Boolean).join(','),
      // What needs no TLS needs no tunnel either, and most proxies give none for it.
      proxyTunnel: false,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      // The deadlines of a turn are the runner's own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Sends a request. A redirect is followed within the origin only: what a test sends, its credentials
   * and its words, is meant for the origin in `fluxloop.yaml` and for no other.
   * @throws TargetFault `target_unreachable`, `target_refused`, `target_busy`
   */
  async send(sent: HttpRequest): Promise<HttpAnswer> {
    let { url, method, body } = sent;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#once({ ...sent, url, method, body });
      const { statusCode: status, headers } = answer;
      for (const cookie of asList(headers['set-cookie'])) {
        await sent.cookies.setCookie(cookie, url.href);
      }
      if (status >= 200 && status < 300) return { headers, body: answer.body };
      if (!isRedirect(status) || headers.location === undefined) {
        throw await this.#refusal(answer, url);
      }
      await drop(answer.body);
      url = redirected(url, String(headers.location), redirects);
      // The rules of the Fetch standard, section 4.4 (https://fetch.spec.whatwg.org/#http-redirect-fetch).
      if (status === 303 || (status < 303 && method === 'POST')) {
        method = 'GET';
        body = undefined;
      }
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  /** A text of the endpoint's, without secrets and without what is sensitive, and not too long. */
  quote(text: string): string {
    const clean = this.#options.sanitizer.sanitize(this.#options.secrets.mask(text)).text;
    const line = clean.replace(/\s+/g, ' ').trim();
    return line.length > EXCERPT_CHARACTERS ? `${line.slice(0, EXCERPT_CHARACTERS)}…` : line;
  }

  async #once({ url, method, headers, body, cookies, signal }: HttpRequest) {
    const cookie = await cookies.getCookieString(url.href);
    try {
      return await request(url, {
        dispatcher: this.#dispatcher,
        method,
        headers: {
          // Nothing is unpacked, so no small answer can become a large one.
          'accept-encoding': 'identity',
          'user-agent': 'fluxloop',
          ...headers,
          ...(cookie === '' ? {} : { cookie }),
        },
        ...(body === undefined ? {} : { body }),
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw unreachable(url, error);
    }
  }

  async #refusal(answer: Dispatcher.ResponseData, url: URL): Promise<TargetFault> {
    const { statusCode: status, headers } = answer;
    const said = this.quote(await excerpt(answer.body));
    const advice = ADVICE.get(status) ?? '';
    const quoted = said === '' ? '' : ` It said: ${said}`;
    const message = `${url.host} answered with status ${status}.${advice}${quoted}`;
    const retryAfter = parseRetryAfter(asList(headers['retry-after'])[0], Date.now());
    if (status === 429 || (status === 503 && retryAfter !== null)) {
      return new TargetFault('target_busy', message, { retryable: true, retryAfterMs: retryAfter });
    }
    if (status >= 500 || status === 408 || status === 425) {
      return new TargetFault('target_unreachable', message, { retryable: true });
    }
    return new TargetFault('target_refused', message, { retryable: false });
  }
}

const ADVICE: ReadonlyMap<number, string> = new Map([
  [401, ' Check the headers or the key of the runner in fluxloop.yaml.'],
  [403, ' Check the headers or the key of the runner in fluxloop.yaml.'],
  [404, ' Check the address of the runner in fluxloop.yaml.'],
  [405, ' Check "method" of the runner in fluxloop.yaml.'],
]);

/** Why no answer came, as the system, TLS or undici names it. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing answers there'],
  ['ENOTFOUND', 'its name is not known'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['ECONNRESET', 'the connection broke'],
  ['UND_ERR_SOCKET', 'the connection broke'],
  ['UND_ERR_CONNECT_TIMEOUT', `no connection within ${CONNECT_TIMEOUT_MS / 1000} s`],
]);

/**
 * Says why a request got no answer, or not all of it. The error of the library is not kept: it holds the
 * request's headers.
 */
export function unreachable(url: URL, error: unknown): TargetFault {
  const code = errorCode(error);
  const reason = REASONS.get(code);
  const why = reason === undefined ? code || 'the request failed' : `${reason} (${code})`;
  return new TargetFault('target_unreachable', `${url.host} could not be reached: ${why}.`, {
    retryable: true,
  });
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Two addresses of one host that both failed come as an AggregateError with the code of the first.
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code)) return code;
  return error.cause === undefined ? '' : errorCode(error.cause);
}

function redirected(from: URL, location: string, redirects: number): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (to !== null && to.origin === from.origin && redirects < MAXIMUM_REDIRECTS) return to;
  const why =
    to === null
      ? 'to an address that is none'
      : to.origin === from.origin
        ? 'in circles'
        : `on to ${to.origin}; nothing was sent there. If that is the right address, write it into fluxloop.yaml`;
  return refuse(`${from.host} sends its visitors ${why}.`);
}

function refuse(message: string): never {
  throw new TargetFault('target_refused', message, { retryable: false });
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function asList(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

async function excerpt(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += chunk.toString('latin1');
      if (text.length > EXCERPT_BYTES) break;
    }
  } catch {
    // What came before the end is quoted.
  }
  return Buffer.from(text, 'latin1').toString();
}

async function drop(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: EXCERPT_BYTES }).catch(() => undefined);
}
