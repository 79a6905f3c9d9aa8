import { DEFAULT_ENDPOINT } from '../credentials/endpoint.js';
import type { ProfileStore } from '../credentials/profile-store.js';
import { FluxLoopError } from '../errors/index.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { revokeToken } from './revoke-token.js';

/** What became of one profile. */
export interface SignedOut {
  profile: string;
  /** The platform that it was signed in to. */
  endpoint: string;
  /** `session` for a sign-in, `key` for an API key that somebody made, `none` where there was nothing left. */
  kind: 'session' | 'key' | 'none';
  /** Whether the platform has ended it; `null` where that is not for a sign-out to do. */
  revoked: boolean | null;
  /** Why it was not revoked. */
  problem: FluxLoopError | null;
}

/**
 * Ends the sign-ins of profiles on their platforms (RFC 7009) and forgets them here. A platform that
 * cannot be asked does not keep somebody signed in on this machine. API keys go on working: they are
 * revoked where they were made.
 *
 * @param profiles - names; one that does not exist is passed over
 */
export async function signOut(
  store: ProfileStore,
  profiles: readonly string[],
  http: OAuthHttpOptions = {},
): Promise<SignedOut[]> {
  const results: SignedOut[] = [];
  for (const profile of profiles) {
    const result = await store.lock(profile, async () => {
      const ended = await endOnPlatform(store, profile, http);
      return ended === null ? null : forget(store, ended);
    });
    if (result !== null) results.push(result);
  }
  return results;
}

/** A keyring that does not answer cannot be emptied, but what refers to it is gone. */
async function forget(store: ProfileStore, ended: SignedOut): Promise<SignedOut> {
  try {
    await store.remove(ended.profile);
    return ended;
  } catch (error) {
    if (!(error instanceof FluxLoopError) || error.code !== 'keyring_unavailable') throw error;
    return { ...ended, problem: ended.problem ?? error };
  }
}

async function endOnPlatform(
  store: ProfileStore,
  profile: string,
  http: OAuthHttpOptions,
): Promise<SignedOut | null> {
  const stored = (await store.file.read()).profiles;
  if (!Object.hasOwn(stored, profile)) return null;
  const endpoint = stored[profile]?.api_endpoint ?? DEFAULT_ENDPOINT;
  try {
    const tokens = (await store.read(profile))?.tokens ?? null;
    if (tokens === null) return { profile, endpoint, kind: 'none', revoked: null, problem: null };
    const { refresh_token: refresh, access_token: access } = tokens;
    const isSession = refresh !== undefined || access.reveal().startsWith('flx_at_');
    if (!isSession) return { profile, endpoint, kind: 'key', revoked: null, problem: null };
    await revokeToken(
      endpoint,
      refresh ?? access,
      refresh === undefined ? 'access_token' : 'refresh_token',
      http,
    );
    return { profile, endpoint, kind: 'session', revoked: true, problem: null };
  } catch (error) {
    if (!(error instanceof FluxLoopError)) throw error;
    return { profile, endpoint, kind: 'session', revoked: false, problem: error };
  }
}
