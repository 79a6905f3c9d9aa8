import { AuthenticationError, FluxLoopError } from '../errors/index.js';
import { assertPageUrl, discoverServer, type PlatformServer } from './authorization-server.js';
import { type AuthorizationResponse, openLoopbackReceiver } from './loopback-receiver.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { oauthErrorName, oauthProblem, SIGN_IN_CHECKS } from './oauth-problem.js';
import { type TokenSet, tokenSetOf } from './token-set.js';

/** A person who has not finished after five minutes has gone elsewhere. */
const TIME_LIMIT_MS = 5 * 60_000;

/** What {@link signInWithBrowser} works with. */
export interface BrowserSignInOptions<T> {
  /** The platform's address, which the user has chosen. */
  endpoint: string;
  /** `read`, `write`, `read-write` or `admin`. */
  scope: string;
  /** Is told the address to open; it should both show it and open a browser. */
  onUrl: (url: string) => void | Promise<void>;
  /** Stores the tokens; the browser says that the sign-in has worked once this has. */
  accept: (tokens: TokenSet) => Promise<T>;
  http?: OAuthHttpOptions;
  /** Ends the wait; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Default: five minutes. */
  timeLimitMs?: number;
  /** Now, in milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
}

/**
 * Signs in with the browser of this machine: the authorization code grant (RFC 6749, section 4.1) of a
 * native public client (RFC 8252) with PKCE by S256 (RFC 7636), over a loopback redirect. `state` and
 * `iss` (RFC 9207) are compared before the code is sent anywhere.
 *
 * @returns what `accept` gives
 * @throws what `accept` throws
 * @throws AuthenticationError `oauth_access_denied`, `sign_in_timed_out`, and others as `oauthProblem` says
 * @throws NetworkError as `discoverServer` says, and `loopback_unavailable`
 */
export async function signInWithBrowser<T>(options: BrowserSignInOptions<T>): Promise<T> {
  const { signal, timeLimitMs = TIME_LIMIT_MS } = options;
  const oauth = await import('oauth4webapi');
  const server = await discoverServer(options.endpoint, options.http);
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const receiver = await openLoopbackReceiver(state);
  try {
    const url = assertPageUrl(server.as.authorization_endpoint, server.origin);
    const parameters = {
      client_id: server.client.client_id,
      response_type: 'code',
      redirect_uri: receiver.redirectUri,
      scope: options.scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    await options.onUrl(url.href);
    const response = await withinLimit(receiver.received(), timeLimitMs, signal);
    return await finish(response, { options, server, state, verifier, receiver });
  } finally {
    await receiver.close();
  }
}

async function finish<T>(
  response: AuthorizationResponse,
  {
    options: { accept, clock = Date.now },
    server: { as, client, origin, requestOptions },
    state,
    verifier,
    receiver,
  }: {
    options: BrowserSignInOptions<T>;
    server: PlatformServer;
    state: string;
    verifier: string;
    receiver: { redirectUri: string };
  },
): Promise<T> {
  const oauth = await import('oauth4webapi');
  try {
    const parameters = oauth.validateAuthResponse(as, client, response.parameters, state);
    const sentAt = clock();
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      receiver.redirectUri,
      verifier,
      // A code is good for one request: a second one ends what the first has made.
      requestOptions({ repeatable: false }),
    );
    const issued = await oauth.processAuthorizationCodeResponse(as, client, answer);
    const accepted = await accept(tokenSetOf(issued, sentAt));
    await response.show({ kind: 'signed_in' });
    return accepted;
  } catch (error) {
    const denied = oauthErrorName(error) === 'access_denied';
    const problem = oauthProblem(error, { origin });
    const reason =
      problem instanceof FluxLoopError ? problem.message : 'Something unexpected happened.';
    await response.show(denied ? { kind: 'denied' } : { kind: 'failed', reason });
    throw problem;
  }
}

async function withinLimit<T>(
  waiting: Promise<T>,
  timeLimitMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const cleanup: (() => void)[] = [];
  const ended = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(timedOut(timeLimitMs)), timeLimitMs);
    const onAbort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    cleanup.push(
      () => clearTimeout(timer),
      () => signal?.removeEventListener('abort', onAbort),
    );
  });
  try {
    return await Promise.race([waiting, ended]);
  } finally {
    for (const end of cleanup) end();
  }
}

function timedOut(timeLimitMs: number): AuthenticationError {
  const limit =
    timeLimitMs % 60_000 === 0
      ? `${timeLimitMs / 60_000} minutes`
      : `${timeLimitMs / 1_000} seconds`;
  return new AuthenticationError(
    'sign_in_timed_out',
    `Authentication failed: the browser did not come back within ${limit}.`,
    { hint: SIGN_IN_CHECKS },
  );
}
