import type { SecondFactorNeeded } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../../database/database.js';
import { ProblemError } from '../../http/problem.js';
import { hashToken, newToken } from '../tokens.js';

/** A person has this long to find their phone. */
const TICKET_LIFETIME = sql`interval '5 minutes'`;
/** Codes that may be tried with one ticket. */
const MOST_TRIES = 5;

/**
 * Begins the second step of a sign-in whose password was right: its ticket is bound to the account
 * and kept under a hash only.
 *
 * @param passwordHash - the hash that the password was checked against: no ticket if it was changed since
 * @returns `null` when the account has no second factor
 */
export async function issueTicket(
  database: Database,
  userId: string,
  passwordHash: string,
): Promise<SecondFactorNeeded | null> {
  const token = newToken();
  const { rows } = await sql<{ expires_at: Date; codes: boolean; passkeys: boolean }>`
    insert into sign_in_tickets (sha256, user_id, expires_at)
    select ${hashToken(token)}, u.id, now() + ${TICKET_LIFETIME}
    from users u join totp_factors t on t.user_id = u.id and t.confirmed_at is not null
    where u.id = ${userId} and u.password_hash = ${passwordHash}
    for share of u
    returning expires_at,
      exists (select from recovery_codes r where r.user_id = ${userId}) as codes,
      exists (select from passkeys p where p.user_id = ${userId}) as passkeys
  `.execute(database);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    second_factor: {
      ticket: token,
      methods: [
        'totp',
        ...(row.codes ? (['recovery_code'] as const) : []),
        ...(row.passkeys ? (['passkey'] as const) : []),
      ],
      expires_at: row.expires_at.toISOString(),
    },
  };
}

/**
 * Gives the account of a ticket, and counts a try. Counted before anything is looked at, in the
 * database, so that tries made at once, or over several replicas, all count.
 *
 * @throws ProblemError 401 `sign_in_expired`
 */
export async function tryTicket(database: Database, ticket: string): Promise<string> {
  const row = await database
    .updateTable('sign_in_tickets')
    .set((update) => ({ tries: update('tries', '+', 1) }))
    .where('sha256', '=', hashToken(ticket))
    .where('expires_at', '>', sql<Date>`now()`)
    .where('tries', '<', MOST_TRIES)
    .returning('user_id')
    .executeTakeFirst();
  if (row === undefined) throw signInExpired();
  return row.user_id;
}

/**
 * Gives the account of a ticket, without a try.
 *
 * @throws ProblemError 401 `sign_in_expired`
 */
export async function readTicket(database: Database, ticket: string): Promise<string> {
  const row = await database
    .selectFrom('sign_in_tickets')
    .select('user_id')
    .where('sha256', '=', hashToken(ticket))
    .where('expires_at', '>', sql<Date>`now()`)
    .where('tries', '<', MOST_TRIES)
    .executeTakeFirst();
  if (row === undefined) throw signInExpired();
  return row.user_id;
}

/**
 * Uses a ticket up, once. A new password takes all tickets away: then there is none to use.
 *
 * @param database - the transaction that begins the session
 * @throws ProblemError 401 `sign_in_expired`
 */
export async function spendTicket(database: Database, ticket: string): Promise<void> {
  const { numDeletedRows } = await database
    .deleteFrom('sign_in_tickets')
    .where('sha256', '=', hashToken(ticket))
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw signInExpired();
}

function signInExpired(): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'sign_in_expired',
    title: 'The time to give the code is over, or too many codes were wrong.',
    hint: 'Sign in again with your e-mail address and password.',
  });
}
