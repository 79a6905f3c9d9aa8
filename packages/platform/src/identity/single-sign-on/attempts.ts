import { sql } from 'kysely';
import type { Database } from '../../database/database.js';
import { tooManyAttempts } from '../../throttle/count-failure.js';
import { networkOf } from '../../throttle/network.js';
import { hashToken, newToken } from '../tokens.js';
import type { Challenge } from './provider.js';

/** Whoever has not come back by then begins anew. */
const LIFETIME = sql`interval '10 minutes'`;
/** Attempts of one network at a time; each is a row that waits for its end. */
const MOST_ATTEMPTS = 500;

/** An attempt that came back. */
export interface Attempt extends Challenge {
  /** The page to go to; `null` for the usual one. */
  next: string | null;
  /** Whose account is to be linked; `null` for a sign-in. */
  linkingUserId: string | null;
}

/**
 * Keeps an attempt until the browser is back.
 *
 * @returns the value of the cookie that binds it to the browser; it is kept nowhere
 * @throws ProblemError 429 `too_many_attempts`
 */
export async function keepAttempt(database: Database, attempt: Attempt, address: string) {
  const token = newToken();
  const network = networkOf(address);
  const { rows } = await sql<{ expires_at: Date }>`
    insert into single_sign_on_attempts
      (browser_sha256, network, state, nonce, code_verifier, next, linking_user_id, expires_at)
    select ${hashToken(token)}, ${network}, ${attempt.state}, ${attempt.nonce},
      ${attempt.codeVerifier}, ${attempt.next}, ${attempt.linkingUserId}::uuid, now() + ${LIFETIME}
    where ${MOST_ATTEMPTS} > (
      select count(*) from single_sign_on_attempts
      where network = ${network} and expires_at > now()
    )
    returning expires_at
  `.execute(database);
  if (rows[0] === undefined) throw tooManyAttempts('Too many sign-ins have begun.', 60);
  return { token, expiresAt: rows[0].expires_at };
}

/** Takes an attempt out, so that it comes back once; `null` when there is none any more. */
export async function takeAttempt(database: Database, token: string): Promise<Attempt | null> {
  const row = await database
    .deleteFrom('single_sign_on_attempts')
    .where('browser_sha256', '=', hashToken(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    state: row.state,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    next: row.next,
    linkingUserId: row.linking_user_id,
  };
}
