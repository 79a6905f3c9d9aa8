import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import type { RequestOrigin } from '../oauth/origin.js';
import { spendTicket } from './factors/tickets.js';
import { createSession } from './sessions.js';

/** A session that has just begun. */
export interface BegunSession {
  person: Person;
  /** The value of its cookie. */
  token: string;
  expiresAt: Date;
}

/**
 * Begins the session of a person who has proved who they are by more than a password.
 *
 * @param how.ticket - of the password's step; it is spent with the session, or there is none
 * @throws ProblemError 401 `sign_in_expired` when the ticket is gone, `sign_in_failed` when the
 *   account is
 */
export function beginSession(
  database: Database,
  userId: string,
  how: { origin: RequestOrigin; ticket: string | undefined },
): Promise<BegunSession> {
  return database.transaction().execute(async (transaction) => {
    // It locks the person's row first, as every change of an account does: no two of them then wait
    // for each other.
    const session = await createSession(transaction, userId, { origin: how.origin });
    if (how.ticket !== undefined) await spendTicket(transaction, how.ticket);
    const account = await transaction
      .selectFrom('users')
      .select(['id', 'email', 'is_admin', 'created_at'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow();
    return {
      person: {
        id: account.id,
        email: account.email,
        isAdmin: account.is_admin,
        createdAt: account.created_at,
      },
      ...session,
    };
  });
}
