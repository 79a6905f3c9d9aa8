import type { LoadedProfile, ProfileStore } from '../credentials/profile-store.js';
import { loginCommand, sessionEnded } from '../credentials/resolve-credential.js';
import { originOfProfile } from '../credentials/resolve-endpoint.js';
import type { StoredTokens } from '../credentials/stored-tokens.js';
import { AuthenticationError } from '../errors/index.js';
import type { Secret } from '../secret.js';
import { discoverServer } from './authorization-server.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { oauthErrorName, oauthProblem } from './oauth-problem.js';
import { type TokenSet, tokenSetOf } from './token-set.js';

/** What has less left is renewed before it is used. */
export const RENEWAL_MARGIN_MS = 5 * 60_000;

/** What {@link renewSession} works with. */
export interface RenewOptions {
  store: ProfileStore;
  profile: string;
  /** The platform's address that the session is to be used with. */
  endpoint: string;
  /**
   * The access token that is not good enough: the platform has refused it, or somebody asks for another.
   * Without it a session is renewed when it has less than five minutes left.
   */
  instead?: Secret;
  http?: OAuthHttpOptions;
  /** Now, in milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
}

/** Renewals of this process that are under way, by the credentials file and the profile. */
const underWay = new Map<string, Promise<StoredTokens>>();

/**
 * Gives a session whose access token is good for a while, renewing it (RFC 6749, section 6) where it must
 * be. One renewal at a time happens in a process, and one over all processes: whoever waited for the
 * lock looks again before it asks the platform. A refresh token that the platform does not replace is kept.
 *
 * The sign-in ends only when the platform says `invalid_grant` to the refresh token that is still the
 * stored one; no fault of the network ends it.
 *
 * @throws AuthenticationError `session_ended`, `session_not_renewable` (an API key, or a token alone),
 *   `profile_missing`, `credential_wrong_origin`
 * @throws NetworkError where the platform could not be asked
 */
export async function renewSession(options: RenewOptions): Promise<StoredTokens> {
  const { store, profile } = options;
  const loaded = await load(options);
  if (isGood(loaded.tokens, options)) return loaded.tokens;
  const key = `${store.file.path}\0${profile}`;
  const waiting = underWay.get(key);
  if (waiting !== undefined) {
    const tokens = await waiting;
    return isGood(tokens, options) ? tokens : renewSession(options);
  }
  const renewal = store
    .lock(profile, () => renewUnderLock(options))
    .finally(() => underWay.delete(key));
  underWay.set(key, renewal);
  return renewal;
}

/**
 * Renews a session although its access token may be good for a while yet. Several callers at once share one
 * renewal.
 *
 * @throws what {@link renewSession} throws
 */
export async function renewNow(options: Omit<RenewOptions, 'instead'>): Promise<StoredTokens> {
  const { tokens } = await load(options);
  return renewSession({ ...options, instead: tokens.access_token });
}

async function renewUnderLock(options: RenewOptions): Promise<StoredTokens> {
  const { store, profile, endpoint } = options;
  const { tokens } = await load(options);
  if (isGood(tokens, options)) return tokens;
  const refreshToken = tokens.refresh_token;
  if (refreshToken === undefined) throw notRenewable(profile);
  try {
    const issued = await refresh(endpoint, refreshToken, options);
    const renewed: StoredTokens = {
      access_token: issued.accessToken,
      // RFC 6749, section 6: the platform may issue a new one; if not, the old one goes on.
      refresh_token: issued.refreshToken ?? refreshToken,
      expires_at: issued.expiresAt ?? undefined,
    };
    await store.renew(profile, renewed, issued.scope === null ? {} : { scope: issued.scope });
    return renewed;
  } catch (error) {
    if (oauthErrorName(error) !== 'invalid_grant') {
      throw oauthProblem(error, { origin: new URL(endpoint).origin });
    }
    return afterRefusal(refreshToken, options);
  }
}

/** Another process, of a version that knows no lock or that lost it, may have been faster. */
async function afterRefusal(refused: Secret, options: RenewOptions): Promise<StoredTokens> {
  const { store, profile, clock = Date.now } = options;
  const { tokens } = await load(options);
  if (tokens.refresh_token !== undefined && !tokens.refresh_token.equals(refused)) return tokens;
  const when = new Date(clock()).toISOString();
  await store.end(profile, when);
  throw sessionEnded(profile, when);
}

async function refresh(
  endpoint: string,
  refreshToken: Secret,
  { http, clock = Date.now }: RenewOptions,
): Promise<TokenSet> {
  const oauth = await import('oauth4webapi');
  const { as, client, requestOptions } = await discoverServer(endpoint, http);
  const sentAt = clock();
  const answer = await oauth.refreshTokenGrantRequest(
    as,
    client,
    oauth.None(),
    refreshToken.reveal(),
    // An answer that was lost is asked for again at once, while the platform still gives the same.
    requestOptions({ repeatable: true }),
  );
  return tokenSetOf(await oauth.processRefreshTokenResponse(as, client, answer), sentAt);
}

async function load(options: RenewOptions): Promise<LoadedProfile & { tokens: StoredTokens }> {
  const { store, profile, endpoint } = options;
  const loaded = await store.read(profile);
  if (loaded === null) {
    throw new AuthenticationError('profile_missing', `There is no profile "${profile}".`, {
      hint: `Sign in: ${loginCommand(profile)}`,
    });
  }
  const { tokens } = loaded;
  const ended = loaded.profile.session_ended_at;
  if (tokens === null) {
    if (ended !== undefined) throw sessionEnded(profile, ended);
    throw notRenewable(profile);
  }
  const origin = originOfProfile(loaded.profile);
  if (origin !== new URL(endpoint).origin) {
    throw new AuthenticationError(
      'credential_wrong_origin',
      `The session of the profile "${profile}" was issued by ${origin ?? 'an unknown platform'}, so it is not sent to ${endpoint}.`,
      { hint: `Sign in there: ${loginCommand(profile)} --endpoint ${endpoint}` },
    );
  }
  return { profile: loaded.profile, tokens };
}

function isGood(
  tokens: StoredTokens,
  { instead, clock = Date.now }: Pick<RenewOptions, 'instead' | 'clock'>,
): boolean {
  if (instead !== undefined && tokens.access_token.equals(instead)) return false;
  if (tokens.expires_at === undefined) return true;
  return Date.parse(tokens.expires_at) - clock() > RENEWAL_MARGIN_MS;
}

function notRenewable(profile: string): AuthenticationError {
  return new AuthenticationError(
    'session_not_renewable',
    `What the profile "${profile}" holds cannot be refreshed: it is a key, or a token without a refresh token.`,
    { hint: `Sign in again when it ends: ${loginCommand(profile)}` },
  );
}
