import { sql } from 'kysely';
import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { requirePassword } from './require-password.js';

/** A person who proved who they are may change how they sign in for this long. */
const CONFIRMATION_LIFETIME = sql`interval '10 minutes'`;

/** A session and its person. */
export interface Signed {
  person: Person;
  sessionHash: Buffer;
}

/** Until when the session's last proof holds; may be past. */
export async function confirmedUntil(database: Database, sessionHash: Buffer): Promise<Date> {
  const { until } = await database
    .selectFrom('sessions')
    .select(sql<Date>`confirmed_at + ${CONFIRMATION_LIFETIME}`.as('until'))
    .where('sha256', '=', sessionHash)
    .executeTakeFirstOrThrow();
  return until;
}

/**
 * Lets a change to the ways to sign in pass only a short time after a sign-in or a
 * {@link confirmPerson}: a browser that was left open for a moment must not be enough.
 *
 * @throws ProblemError 403 `confirmation_required`
 */
export async function requireConfirmation(database: Database, sessionHash: Buffer): Promise<void> {
  const recent = await database
    .selectFrom('sessions')
    .select('sha256')
    .where('sha256', '=', sessionHash)
    .where('confirmed_at', '>', sql<Date>`now() - ${CONFIRMATION_LIFETIME}`)
    .executeTakeFirst();
  if (recent !== undefined) return;
  throw new ProblemError({
    status: 403,
    code: 'confirmation_required',
    title: 'This needs a sign-in of the last ten minutes, or your password.',
    hint: 'Confirm with your password, or sign out and in again.',
  });
}

/**
 * Confirms a session with the person's password.
 *
 * @param address - the client's address, for the throttle
 * @returns until when it holds
 * @throws ProblemError 403 `password_wrong`; 429 `too_many_attempts`
 */
export async function confirmPerson(
  database: Database,
  { person, sessionHash }: Signed,
  password: string,
  address: string,
): Promise<Date> {
  await requirePassword(database, person, password, address);
  await database
    .updateTable('sessions')
    .set({ confirmed_at: sql<Date>`now()` })
    .where('sha256', '=', sessionHash)
    .execute();
  return confirmedUntil(database, sessionHash);
}
