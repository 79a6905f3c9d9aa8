import { createClient } from '../client/create-client.js';
import type { Principal } from '../contract/principal.js';
import type { CredentialKind } from '../credentials/credential-kind.js';
import { assertSameEnvironment } from '../credentials/environment.js';
import { parseCredential } from '../credentials/parse-credential.js';
import type { LoadedProfile, ProfileStore } from '../credentials/profile-store.js';
import { originOfProfile } from '../credentials/resolve-endpoint.js';
import type { ResolvedEndpoint } from '../credentials/resolve-types.js';
import type { StoredTokens } from '../credentials/stored-tokens.js';
import { AuthenticationError, FluxLoopError, PermissionError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { signInWithBrowser } from './browser-sign-in.js';
import { type CiIdentityOptions, ciIdentity } from './ci-identity.js';
import {
  askDeviceSignIn,
  awaitDeviceSignIn,
  type DeviceSignInOptions,
  type PendingDeviceSignIn,
} from './device-sign-in.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { signInNotTrusted } from './oauth-problem.js';
import { revokeToken } from './revoke-token.js';
import { storedSession } from './stored-session.js';
import { exchangeIdentity } from './token-exchange.js';
import type { TokenSet } from './token-set.js';

/** What a person gets who names no profile. */
export const FIRST_PROFILE = 'default';
/** What a sign-in may do where nobody says otherwise. */
export const DEFAULT_SCOPE = 'read-write';

/** Where somebody signs in, and where that is kept. */
export interface SignInTarget {
  /** As `resolveEndpoint` gives it. */
  chosen: ResolvedEndpoint;
  store: ProfileStore;
  http?: OAuthHttpOptions;
}

/** Who is signed in now, and where. It holds no secret. */
export interface SignedIn {
  profile: string;
  endpoint: string;
  kind: CredentialKind;
  /** What the platform says of the credential. */
  principal: Principal;
  /** When the stored credential ends, RFC 3339; a session is renewed before that. `null` for never. */
  expiresAt: string | null;
  renewable: boolean;
  /** Where the tokens are: the credentials file, or the keyring of the system. */
  keptIn: 'file' | 'keyring';
  /** The profile had another credential before, which is gone. */
  replaced: boolean;
  /** Nothing was done: the profile was signed in already. */
  already: boolean;
}

/**
 * The profile that a sign-in is for.
 *
 * @throws AuthenticationError `endpoint_not_trusted` where only a repository's `fluxloop.yaml` has
 *   named the platform: a repository must not choose where somebody signs in
 */
export function profileToSignIn({ profile, endpoint, endpointTrusted }: ResolvedEndpoint): string {
  if (!endpointTrusted) throw signInNotTrusted(endpoint, profile);
  return profile ?? FIRST_PROFILE;
}

/**
 * Looks whether a profile is signed in already, by asking the platform.
 *
 * @param scope - what the sign-in must be able to do; whatever it can where it is not given
 * @returns `null` where there is no session of that platform, or it works no more, or has another scope
 * @throws NetworkError where the platform cannot be asked
 */
export async function existingSignIn(
  target: SignInTarget,
  scope?: string,
): Promise<SignedIn | null> {
  const profile = profileToSignIn(target.chosen);
  const { endpoint } = target.chosen;
  const loaded = await target.store.read(profile).catch(() => null);
  if (loaded?.tokens?.refresh_token === undefined) return null;
  if (originOfProfile(loaded.profile) !== new URL(endpoint).origin) return null;
  const { store, http = {} } = target;
  try {
    const credential = storedSession({ store, profile, endpoint, http });
    const principal = await clientFor(target, credential).principal.get();
    if (scope !== undefined && principal.scope !== scope) return null;
    const now = (await store.read(profile))?.tokens ?? loaded.tokens;
    const keptIn = loaded.profile.keyring_account === undefined ? 'file' : 'keyring';
    return describe(target, now, principal, { replaced: false, already: true, keptIn });
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof PermissionError) return null;
    throw error;
  }
}

/**
 * Signs in with the browser of this machine.
 *
 * @param onUrl - shows the address, and opens it
 * @throws what `signInWithBrowser` throws, `endpoint_not_trusted`, and what storing throws
 */
export async function signInHere(
  target: SignInTarget,
  options: {
    scope: string;
    onUrl: (url: string) => void | Promise<void>;
    signal?: AbortSignal;
    timeLimitMs?: number;
  },
): Promise<SignedIn> {
  profileToSignIn(target.chosen);
  return signInWithBrowser({
    ...options,
    endpoint: target.chosen.endpoint,
    ...(target.http === undefined ? {} : { http: target.http }),
    accept: (tokens) => accept(target, storedTokensOf(tokens)),
  });
}

/**
 * Finishes a sign-in by device code.
 *
 * @param pending - as `beginDeviceSignIn` gave it; it must be of the target's platform
 * @param options.wait - false asks once
 * @returns `null` where nobody has decided yet, and there is no wait
 */
export async function finishDeviceSignIn(
  target: SignInTarget,
  pending: PendingDeviceSignIn,
  options: DeviceSignInOptions & { wait: boolean },
): Promise<SignedIn | null> {
  const { wait, ...device } = options;
  if (wait) return accept(target, storedTokensOf(await awaitDeviceSignIn(pending, device)));
  const answer = await askDeviceSignIn(pending, device);
  return 'tokens' in answer ? accept(target, storedTokensOf(answer.tokens)) : null;
}

/**
 * Signs in with the OIDC identity of a CI job, for some minutes.
 *
 * @throws what `ciIdentity` and `exchangeIdentity` throw
 */
export async function signInWithIdentity(
  target: SignInTarget,
  options: Omit<CiIdentityOptions, 'audience' | 'http'> & {
    audience?: string;
    scope?: string;
    project?: string;
  },
): Promise<SignedIn & { identitySource: string }> {
  profileToSignIn(target.chosen);
  const { endpoint } = target.chosen;
  const { scope, project, audience = endpoint, ...rest } = options;
  const http = target.http === undefined ? {} : { http: target.http };
  const identity = await ciIdentity({ ...rest, ...http, audience });
  const tokens = await exchangeIdentity({
    endpoint,
    identity: identity.token,
    ...http,
    ...(scope === undefined ? {} : { scope }),
    ...(project === undefined ? {} : { project }),
  });
  const signedIn = await accept(target, storedTokensOf(tokens));
  return { ...signedIn, identitySource: identity.source };
}

/**
 * Signs in with a key or a token that somebody made on the platform: its form is checked without a
 * request, then the platform is asked, then it is stored, bound to that platform.
 *
 * @throws AuthenticationError when it is no FluxLoop token, is of another environment than the profile, or the
 *   platform does not accept it
 */
export async function signInWithToken(target: SignInTarget, token: string): Promise<SignedIn> {
  const source = 'the key on standard input';
  const { kind, text } = parseCredential(token, {
    source,
    allow: ['api', 'sa', 'dev', 'staging', 'prod', 'at'],
  });
  const profile = profileToSignIn(target.chosen);
  // What the profile held so far is replaced; only its name and its own word count.
  assertSameEnvironment(kind, profile, undefined, source);
  return accept(target, { access_token: new Secret(text) });
}

/** Asks the platform whom the tokens speak for, stores them, and ends the sign-in that they replace. */
async function accept(target: SignInTarget, tokens: StoredTokens): Promise<SignedIn> {
  const { chosen, store } = target;
  const principal = await clientFor(target, tokens.access_token).principal.get();
  const complete: StoredTokens = {
    ...tokens,
    expires_at: tokens.expires_at ?? principal.expires_at ?? undefined,
  };
  const { before, keptIn } = await store.signIn(profileToSignIn(chosen), complete, {
    user_email: principal.user?.email,
    scope: principal.scope,
    api_endpoint: chosen.endpoint,
  });
  await endReplaced(before, tokens, target.http);
  const replaced = before?.tokens != null;
  return describe(target, complete, principal, { replaced, already: false, keptIn });
}

/** A sign-in that nobody has the tokens of any more is one that nobody would miss. */
async function endReplaced(
  before: LoadedProfile | null,
  now: StoredTokens,
  http: OAuthHttpOptions | undefined,
): Promise<void> {
  const old = before?.tokens?.refresh_token;
  const endpoint = before?.profile.api_endpoint;
  if (old === undefined || endpoint === undefined) return;
  if (now.refresh_token?.equals(old)) return;
  try {
    await revokeToken(endpoint, old, 'refresh_token', http);
  } catch (error) {
    // It ends by itself; the new one is what was asked for.
    if (!(error instanceof FluxLoopError)) throw error;
  }
}

function clientFor(
  { chosen: { endpoint }, http = {} }: SignInTarget,
  credential: Parameters<typeof createClient>[0]['credential'] & object,
) {
  const { env, userAgent } = http;
  return createClient({
    endpoint,
    credential,
    credentialOrigin: new URL(endpoint).origin,
    ...(env === undefined ? {} : { env }),
    ...(userAgent === undefined ? {} : { userAgent }),
  });
}

function storedTokensOf({ accessToken, refreshToken, expiresAt }: TokenSet): StoredTokens {
  return {
    access_token: accessToken,
    refresh_token: refreshToken ?? undefined,
    expires_at: expiresAt ?? undefined,
  };
}

function describe(
  { chosen }: SignInTarget,
  tokens: StoredTokens,
  principal: Principal,
  how: Pick<SignedIn, 'replaced' | 'already' | 'keptIn'>,
): SignedIn {
  return {
    profile: chosen.profile ?? FIRST_PROFILE,
    endpoint: chosen.endpoint,
    kind: parseCredential(tokens.access_token.reveal()).kind,
    principal,
    expiresAt: tokens.expires_at ?? null,
    renewable: tokens.refresh_token !== undefined,
    ...how,
  };
}
