import type { CustomFetchOptions } from 'oauth4webapi';
import type { Answer } from '../client/answer.js';
import type { ConnectionOptions } from '../client/connection.js';
import { NetworkError } from '../errors/index.js';
import type { Environment } from '../storage/home.js';

/** How requests of a sign-in are sent. */
export interface OAuthHttpOptions {
  /** Who calls, before the SDK's own name in `User-Agent`: `fluxloop-cli/1.0.0`. */
  userAgent?: string;
  /** Read for HTTPS_PROXY, ALL_PROXY and NO_PROXY. Default: `process.env`. */
  env?: Environment;
  /** The longest that one attempt may take, in milliseconds. Default: ten seconds. */
  timeoutMs?: number;
  /** How often a request that may be repeated is, after a passing fault. Default: 2. */
  retries?: number;
  /** Ends the request; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** Three attempts of this length fit into the grace in which a refresh may be repeated. */
const TIMEOUT_MS = 10_000;

/** A `fetch` as oauth4webapi takes it. */
type Fetch = (
  url: string,
  options: CustomFetchOptions<string, URLSearchParams | undefined>,
) => Promise<Response>;

/**
 * Lets oauth4webapi speak through FluxLoop's own way to a platform: proxies, extra certificate
 * authorities, limits of time and size, and errors that hold nothing of the request.
 *
 * @param repeatable - whether a passing fault may be met by sending the request again. GET always may
 * @returns a function that throws NetworkError where there is no answer, and `redirect_refused`:
 *   no answer of a sign-in is a redirect (RFC 9700, section 4.12)
 */
export function oauthFetch(options: OAuthHttpOptions, repeatable: boolean): Fetch {
  return async (url, { method, headers, body }) => {
    // oauth4webapi names itself; the person at the consent page is to see who asks.
    const { 'user-agent': _, ...others } = headers;
    // The HTTP library costs 100 ms to load, and most commands never come here.
    const { openConnection, sendRequest } = await import('../client/connection.js');
    const target = new URL(url);
    const connection = await openConnection(connectionOptions(options), target);
    const answer = await sendRequest(
      connection,
      {
        method: method === 'GET' ? 'GET' : 'POST',
        url: target,
        headers: {
          ...others,
          ...(body === undefined ? {} : { 'content-type': FORM }),
        },
        body: body?.toString(),
      },
      {
        signal: options.signal,
        repeatable: method === 'GET' || repeatable,
        redirects: 'hand_back',
      },
    );
    return responseOf(answer, target.origin);
  };
}

/** RFC 6749, appendix B. */
const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';

function connectionOptions(options: OAuthHttpOptions): ConnectionOptions {
  const { userAgent, env, retries, timeoutMs = TIMEOUT_MS } = options;
  return {
    timeoutMs,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(env === undefined ? {} : { env }),
    ...(retries === undefined ? {} : { retries }),
  };
}

function responseOf(answer: Answer, origin: string): Response {
  if (answer.status >= 300 && answer.status < 400) {
    const { location } = answer.headers;
    const target = typeof location === 'string' && URL.canParse(location, origin) ? location : '';
    throw new NetworkError(
      'redirect_refused',
      `${origin} sends its visitors on${target === '' ? '' : ` to ${new URL(target, origin).origin}`}; nothing was sent there.`,
      { hint: 'If that is the right platform, name it yourself with --endpoint.' },
    );
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) headers.append(name, one);
    }
  }
  const empty = answer.status === 204 || answer.status === 205;
  return new Response(empty ? null : new Uint8Array(answer.body), {
    status: answer.status,
    headers,
  });
}
