import type { TokenEndpointResponse } from 'oauth4webapi';
import { Secret } from '../secret.js';

/** What a token endpoint issues (RFC 6749, section 5.1). */
export interface TokenSet {
  accessToken: Secret;
  /** `null` where the platform issues none. */
  refreshToken: Secret | null;
  /** When the access token ends, RFC 3339; `null` where the platform did not say. */
  expiresAt: string | null;
  /** What it may do; `null` where it is as asked for. */
  scope: string | null;
}

/**
 * Wraps an answer's tokens at once.
 *
 * @param receivedAt - when the request was sent, in milliseconds since 1970: the lifetime has begun by
 *   the time the answer arrives, so a slow answer never makes a token live longer here than there
 */
export function tokenSetOf(answer: TokenEndpointResponse, receivedAt: number): TokenSet {
  const { access_token, refresh_token, expires_in, scope } = answer;
  return {
    accessToken: new Secret(access_token),
    refreshToken: refresh_token === undefined ? null : new Secret(refresh_token),
    expiresAt:
      expires_in === undefined
        ? null
        : new Date(receivedAt + expires_in * 1_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    scope: scope ?? null,
  };
}
