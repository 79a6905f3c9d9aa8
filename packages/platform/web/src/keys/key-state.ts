import type { ApiKey } from '@fluxloop/core/contract';

/** Whether a key is taken, and if not, why. */
export type KeyState = 'active' | 'expired' | 'revoked';

/** What a key is worth at a moment, in milliseconds since 1970. A revocation outlasts an expiry. */
export function keyState(
  { revoked_at, expires_at }: Pick<ApiKey, 'revoked_at' | 'expires_at'>,
  now: number,
): KeyState {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= now ? 'expired' : 'active';
}
