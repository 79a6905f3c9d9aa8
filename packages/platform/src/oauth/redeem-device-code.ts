import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { beginFamily, endFamily } from './families.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { keepTokens, newTokens, type TokenAnswer } from './tokens.js';

/** RFC 8628, section 3.5: how much longer a device waits after each `slow_down`. */
const SLOW_DOWN_SECONDS = 5;
/** How much too early a device may ask: timers and networks are not exact. */
const TOLERANCE = sql`interval '250 milliseconds'`;

/**
 * The device code grant (RFC 8628, section 3.4): tells whether the person has decided, and gives
 * the tokens once.
 *
 * @throws OAuthError `authorization_pending`, `slow_down`, `access_denied`, `expired_token`,
 *   `invalid_grant`, `invalid_request`
 */
export async function redeemDeviceCode(
  database: Database,
  clientId: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const deviceCode = parameters.required('device_code');
  const sha256 = hashToken(deviceCode);
  const outcome = await database.transaction().execute(async (transaction) => {
    const device = await transaction
      .selectFrom('device_authorizations')
      .selectAll()
      .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
      .select(
        sql<boolean>`coalesce(clock_timestamp() + ${TOLERANCE} <
          last_polled_at + make_interval(secs => interval_seconds), false)`.as('too_soon'),
      )
      .where('device_code_sha256', '=', sha256)
      .forUpdate()
      .executeTakeFirst();
    if (device === undefined) {
      return new OAuthError('invalid_grant', 'The device code is not known.', { isGuess: true });
    }
    if (device.client_id !== clientId) {
      return new OAuthError('invalid_grant', 'The device code was given to another client.');
    }
    if (device.redeemed_at !== null) {
      if (device.family_id !== null) {
        await endFamily(transaction, device.family_id, { reason: 'code_reused' });
      }
      return new OAuthError(
        'invalid_grant',
        'The device code was used before; the login that it began has been ended.',
      );
    }
    if (device.expired) {
      return new OAuthError('expired_token', 'Nobody approved the device in time.');
    }
    await transaction
      .updateTable('device_authorizations')
      .set({
        last_polled_at: sql<Date>`clock_timestamp()`,
        ...(device.too_soon
          ? { interval_seconds: device.interval_seconds + SLOW_DOWN_SECONDS }
          : {}),
      })
      .where('device_code_sha256', '=', sha256)
      .execute();
    if (device.too_soon) {
      return new OAuthError(
        'slow_down',
        `Ask every ${device.interval_seconds + SLOW_DOWN_SECONDS} seconds from now on.`,
      );
    }
    if (device.decision === null || device.user_id === null) {
      return new OAuthError('authorization_pending', 'The person has not decided yet.');
    }
    if (device.decision === 'deny') {
      return new OAuthError('access_denied', 'The person said no.');
    }
    const familyId = await beginFamily(transaction, {
      userId: device.user_id,
      clientId,
      grant: 'device_code',
      scope: device.scope,
      origin: { address: device.address, userAgent: device.user_agent },
    });
    await transaction
      .updateTable('device_authorizations')
      .set({ redeemed_at: sql<Date>`now()`, family_id: familyId })
      .where('device_code_sha256', '=', sha256)
      .execute();
    return keepTokens(transaction, familyId, newTokens(), device.scope);
  });
  // Not inside: what a refusal changes must stay.
  if (outcome instanceof OAuthError) throw outcome;
  return outcome;
}
