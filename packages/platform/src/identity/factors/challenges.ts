import { sql } from 'kysely';
import type { Database } from '../../database/database.js';
import { tooManyAttempts } from '../../throttle/count-failure.js';
import { networkOf } from '../../throttle/network.js';
import { hashToken, newToken } from '../tokens.js';

/** How long a browser may ask for the finger or the PIN. */
export const CHALLENGE_SECONDS = 300;
/** More that wait from one network are taken for somebody who fills the table. */
const MOST_WAITING = 200;

/**
 * Makes a challenge that a passkey is to sign, good once. Kept in the database, so that any replica
 * may get the answer.
 *
 * @param userId - whose new passkey it is for; `null` for a sign-in
 * @returns 256 random bits in base64url
 * @throws ProblemError 429 `too_many_attempts`
 */
export async function issueChallenge(
  database: Database,
  userId: string | null,
  address: string,
): Promise<string> {
  const challenge = newToken();
  const network = networkOf(address);
  const { rows } = await sql`
    insert into passkey_challenges (sha256, user_id, network, expires_at)
    select ${hashToken(challenge)}, ${userId}::uuid, ${network},
      now() + make_interval(secs => ${CHALLENGE_SECONDS})
    where (
      select count(*) from passkey_challenges where network = ${network} and expires_at > now()
    ) < ${MOST_WAITING}
    returning sha256
  `.execute(database);
  if (rows.length === 0) {
    throw tooManyAttempts('Too many passkeys are being asked for from this address.', 60);
  }
  return challenge;
}

/** Uses a challenge up. @returns false for one that is not known, over, used or of somebody else */
export async function takeChallenge(
  database: Database,
  userId: string | null,
  challenge: string,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('passkey_challenges')
    .where('sha256', '=', hashToken(challenge))
    .where('user_id', 'is not distinct from', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
