import { setTimeout as sleepFor } from 'node:timers/promises';
import { AuthenticationError, NetworkError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { assertPageUrl, discoverServer, type PlatformServer } from './authorization-server.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { NETWORK_FAULTS, oauthErrorName, oauthProblem } from './oauth-problem.js';
import { type TokenSet, tokenSetOf } from './token-set.js';

/** RFC 8628, section 3.2: where the platform names no interval. */
const DEFAULT_INTERVAL_S = 5;
/** RFC 8628, section 3.5: by how much `slow_down` lengthens the interval, for this and all later requests. */
const SLOW_DOWN_S = 5;
/** Exponential backoff after a lost connection ends here (RFC 8628, section 3.5). */
const LONGEST_INTERVAL_S = 60;

const START_AGAIN = 'Start again: fluxloop auth login --device';

/** A sign-in that waits for a person to confirm a code in any browser. */
export interface PendingDeviceSignIn {
  /** The platform's address. */
  endpoint: string;
  /** What is exchanged for the tokens; never shown. */
  deviceCode: Secret;
  /** What the person types or compares: `BCDF-GHJK`. */
  userCode: string;
  /** The page to open. */
  verificationUri: string;
  /** The same page with the code filled in; `null` where the platform offers none. */
  verificationUriComplete: string | null;
  /** When the code ends, RFC 3339. */
  expiresAt: string;
  /** Seconds between two questions. */
  intervalS: number;
  /** What was asked for. */
  scope: string;
}

/** What the device flow works with. */
export interface DeviceSignInOptions {
  http?: OAuthHttpOptions;
  /** Ends the wait; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Now, in milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
  /** Waits. Default: a timer. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Asks for a code (RFC 8628, section 3.1).
 *
 * @throws NetworkError, AuthenticationError as `discoverServer` and `oauthProblem` say
 */
export async function beginDeviceSignIn(
  endpoint: string,
  scope: string,
  { http, clock = Date.now }: DeviceSignInOptions = {},
): Promise<PendingDeviceSignIn> {
  const oauth = await import('oauth4webapi');
  const { as, client, origin, requestOptions } = await discoverServer(endpoint, http);
  try {
    const sentAt = clock();
    const answer = await oauth.deviceAuthorizationRequest(
      as,
      client,
      oauth.None(),
      { scope },
      requestOptions(),
    );
    const started = await oauth.processDeviceAuthorizationResponse(as, client, answer);
    const complete = started.verification_uri_complete;
    return {
      endpoint,
      scope,
      deviceCode: new Secret(started.device_code),
      userCode: assertUserCode(started.user_code, origin),
      verificationUri: assertPageUrl(started.verification_uri, origin).href,
      verificationUriComplete: complete === undefined ? null : assertPageUrl(complete, origin).href,
      expiresAt: new Date(sentAt + started.expires_in * 1_000).toISOString(),
      intervalS: started.interval ?? DEFAULT_INTERVAL_S,
    };
  } catch (error) {
    throw oauthProblem(error, { origin });
  }
}

/**
 * Asks once whether the person has decided (RFC 8628, section 3.4).
 *
 * @returns the tokens; or how many seconds to wait before the next question
 * @throws AuthenticationError `oauth_access_denied`, `oauth_expired_token`, …
 */
export async function askDeviceSignIn(
  pending: PendingDeviceSignIn,
  options: DeviceSignInOptions = {},
): Promise<{ tokens: TokenSet } | { waitS: number }> {
  return ask(await discoverServer(pending.endpoint, options.http), pending, options);
}

async function ask(
  { as, client, origin, requestOptions }: PlatformServer,
  pending: PendingDeviceSignIn,
  { clock = Date.now }: DeviceSignInOptions,
): Promise<{ tokens: TokenSet } | { waitS: number }> {
  const oauth = await import('oauth4webapi');
  try {
    const sentAt = clock();
    const answer = await oauth.deviceCodeGrantRequest(
      as,
      client,
      oauth.None(),
      pending.deviceCode.reveal(),
      requestOptions(),
    );
    const issued = await oauth.processDeviceCodeResponse(as, client, answer);
    return { tokens: tokenSetOf(issued, sentAt) };
  } catch (error) {
    const name = oauthErrorName(error);
    if (name === 'authorization_pending') return { waitS: pending.intervalS };
    if (name === 'slow_down') return { waitS: pending.intervalS + SLOW_DOWN_S };
    throw oauthProblem(error, { origin, hint: START_AGAIN });
  }
}

/**
 * Waits until the person has decided, or the code has ended. `slow_down` is honoured for all later
 * questions; after a lost connection the interval doubles (RFC 8628, section 3.5).
 *
 * @throws AuthenticationError `oauth_access_denied`, `oauth_expired_token`
 */
export async function awaitDeviceSignIn(
  pending: PendingDeviceSignIn,
  options: DeviceSignInOptions = {},
): Promise<TokenSet> {
  const { clock = Date.now, sleep = defaultSleep, signal } = options;
  const server = await discoverServer(pending.endpoint, options.http);
  let intervalS = pending.intervalS;
  for (;;) {
    await sleep(intervalS * 1_000, signal);
    signal?.throwIfAborted();
    if (clock() >= Date.parse(pending.expiresAt)) throw expired();
    try {
      const answer = await ask(server, { ...pending, intervalS }, options);
      if ('tokens' in answer) return answer.tokens;
      intervalS = answer.waitS;
    } catch (error) {
      if (!(error instanceof NetworkError) || !NETWORK_FAULTS.has(error.code)) throw error;
      intervalS = Math.min(intervalS * 2, LONGEST_INTERVAL_S);
    }
  }
}

function expired(): AuthenticationError {
  return new AuthenticationError(
    'oauth_expired_token',
    'Authentication failed: the code was not confirmed in time.',
    { hint: START_AGAIN },
  );
}

/** It is printed to a terminal and compared by a person. */
function assertUserCode(code: string, origin: string): string {
  if (/^[A-Za-z0-9-]{4,24}$/.test(code)) return code;
  throw new NetworkError(
    'unexpected_response',
    `Authentication failed: ${origin} gave a code that cannot be shown.`,
    { hint: 'It may not be a FluxLoop platform. Check the endpoint: fluxloop doctor' },
  );
}

async function defaultSleep(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
