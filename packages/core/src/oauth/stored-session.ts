import type { RenewableCredential } from '../client/client-options.js';
import type { StoredTokens } from '../credentials/stored-tokens.js';
import { type RenewOptions, renewSession } from './renew-session.js';

/**
 * A stored session as a client uses it: renewed before it ends, and when the platform refuses it.
 *
 * While the access token is still good, a renewal that fails does not stand in the way.
 */
export function storedSession(options: Omit<RenewOptions, 'instead'>): RenewableCredential {
  const { store, profile, clock = Date.now } = options;
  return {
    current: async () => {
      try {
        return (await renewSession(options)).access_token;
      } catch (error) {
        const tokens = (await store.read(profile))?.tokens ?? null;
        if (tokens === null || hasEnded(tokens, clock())) throw error;
        return tokens.access_token;
      }
    },
    renew: async (refused) => (await renewSession({ ...options, instead: refused })).access_token,
  };
}

function hasEnded({ expires_at }: StoredTokens, now: number): boolean {
  return expires_at !== undefined && Date.parse(expires_at) <= now;
}
