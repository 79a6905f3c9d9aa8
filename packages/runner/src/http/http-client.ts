import type { IncomingHttpHeaders } from 'node:http';
import type { sessionCookies } from '@fluxloop/core/client';
import { type Dispatcher, request } from 'undici';
import { HttpProblem, unreachable } from './http-problem.js';
import { proxyDispatcher } from './proxy-dispatcher.js';
import { parseRetryAfter } from './retry-after.js';

const MAXIMUM_REDIRECTS = 5;
const MOST_DROPPED_BYTES = 4096;

/** The cookies of one conversation. */
type Cookies = ReturnType<typeof sessionCookies>;

/** A request as it is sent. */
export interface HttpRequest {
  url: URL;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  /** Left out, none are kept. */
  cookies?: Cookies;
  signal: AbortSignal;
}

/** An answer of any status. Its body is read, or dropped, by whoever asked. */
export interface HttpAnswer {
  /** Where it came from, after redirects. */
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
  /** What `Retry-After` asks for, in milliseconds; `null` without it. */
  retryAfterMs: number | null;
  body: AsyncIterable<Buffer>;
}

/** The way to every endpoint that is no platform of ours: agents, models and judges. */
export class HttpClient {
  readonly #dispatcher: Dispatcher;
  readonly #now: () => number;

  /**
   * @param protocol - of all addresses that are asked, with its colon
   * @param env - where `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` are
   * @param now - milliseconds since 1970, for a `Retry-After` that is a date
   * @throws ConfigurationError `proxy_invalid`
   */
  constructor(
    protocol: string,
    env: Readonly<Record<string, string | undefined>>,
    now: () => number = Date.now,
  ) {
    this.#dispatcher = proxyDispatcher(protocol, env);
    this.#now = now;
  }

  /**
   * Sends a request. A redirect is followed within the origin only: what is sent, credentials and words,
   * is meant for the origin that the user wrote and for no other.
   * @throws HttpProblem `unreachable`, `redirected`
   * @throws the signal's reason
   */
  async send(sent: HttpRequest): Promise<HttpAnswer> {
    let { url, method, body } = sent;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#once({ ...sent, url, method, body });
      const { statusCode: status, headers } = answer;
      for (const cookie of asList(headers['set-cookie'])) {
        await sent.cookies?.setCookie(cookie, url.href);
      }
      if (!isRedirect(status) || headers.location === undefined) {
        const retryAfterMs = parseRetryAfter(asList(headers['retry-after'])[0], this.#now());
        return { url, status, headers, retryAfterMs, body: answer.body };
      }
      await answer.body.dump({ limit: MOST_DROPPED_BYTES }).catch(() => undefined);
      url = redirected(url, String(headers.location), redirects);
      // The rules of the Fetch standard, section 4.4 (https://fetch.spec.whatwg.org/#http-redirect-fetch).
      if (status === 303 || (status < 303 && method === 'POST')) {
        method = 'GET';
        body = undefined;
      }
    }
  }

  /** Ends all connections, those in use too. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #once({ url, method, headers, body, cookies, signal }: HttpRequest) {
    const cookie = (await cookies?.getCookieString(url.href)) ?? '';
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
  throw new HttpProblem('redirected', `${from.host} sends its visitors ${why}.`);
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function asList(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
