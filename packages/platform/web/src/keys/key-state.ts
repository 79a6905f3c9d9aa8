import type { ApiKey } from '@fluxloop/core/contract';

/** Whether a key is taken, and if not, why. One that was rotated is taken until its grace is over. */
export type KeyState = 'active' | 'rotated' | 'expired' | 'revoked';

/** What a key is worth at a moment, in milliseconds since 1970. A revocation outlasts an expiry. */
export function keyState(
  { revoked_at, expires_at, rotated_at }: Pick<ApiKey, 'revoked_at' | 'expires_at' | 'rotated_at'>,
  now: number,
): KeyState {
  if (revoked_at !== null) return 'revoked';
  if (expires_at !== null && Date.parse(expires_at) <= now) return 'expired';
  return rotated_at === null ? 'active' : 'rotated';
}
