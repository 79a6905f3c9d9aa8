import { CLI_CLIENT, type OpenSession } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { endFamilies, endFamily, type LoginFamily, listFamilies } from '../oauth/families.js';

/** Where a person is signed in: the session that asks first, then what was used last. */
export async function listOpenSessions(
  database: Database,
  userId: string,
  current: Buffer,
): Promise<OpenSession[]> {
  const [sessions, families] = await Promise.all([
    database
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('expires_at', '>', sql<Date>`now()`)
      .execute(),
    listFamilies(database, userId),
  ]);
  const open: OpenSession[] = [
    ...sessions.map((session) => ({
      id: session.id,
      kind: 'browser' as const,
      client: null,
      scope: null,
      address: session.address,
      user_agent: session.user_agent,
      created_at: session.created_at.toISOString(),
      last_used_at: session.last_used_at.toISOString(),
      expires_at: session.expires_at.toISOString(),
      current: session.sha256.equals(current),
    })),
    ...families.map(describeFamily),
  ];
  return open.sort(
    (one, other) =>
      Number(other.current) - Number(one.current) ||
      other.last_used_at.localeCompare(one.last_used_at) ||
      one.id.localeCompare(other.id),
  );
}

/**
 * Ends one session or login of a person, at once and on every replica.
 *
 * @returns whether it was the session that asks
 * @throws ProblemError 404 `session_not_found`
 */
export async function endOpenSession(
  database: Database,
  userId: string,
  id: string,
  current: Buffer,
): Promise<boolean> {
  const session = await database
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('sha256')
    .executeTakeFirst();
  if (session !== undefined) return session.sha256.equals(current);
  if (await endFamily(database, id, { owner: userId })) return false;
  throw new ProblemError({
    status: 404,
    code: 'session_not_found',
    title: 'You are not signed in there, or not any more.',
    hint: 'Reload the list.',
  });
}

/**
 * Ends every sign-in of a person, at once and on every replica: sessions, logins of programs, and
 * those that have only begun. Call it in the transaction that changes the account, after a
 * statement that locks the person's row: a sign-in under way then waits, and finds the change.
 *
 * @param options.exceptSession - the session that asks, which stays
 * @returns how many sessions and logins were ended
 */
export async function endEverySignIn(
  database: Database,
  userId: string,
  { exceptSession }: { exceptSession?: Buffer } = {},
): Promise<number> {
  await database.deleteFrom('sign_in_tickets').where('user_id', '=', userId).execute();
  // Those that were approved and have not come for their tokens yet.
  await database
    .deleteFrom('authorization_requests')
    .where('user_id', '=', userId)
    .where('redeemed_at', 'is', null)
    .execute();
  await database
    .deleteFrom('device_authorizations')
    .where('user_id', '=', userId)
    .where('redeemed_at', 'is', null)
    .execute();
  const { numDeletedRows } = await database
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('sha256', 'is distinct from', exceptSession ?? null)
    .executeTakeFirst();
  return Number(numDeletedRows) + (await endFamilies(database, userId));
}

/**
 * Ends every sign-in of a person but the session that asks.
 *
 * @returns how many sessions and logins were ended
 */
export function endOtherSignIns(
  database: Database,
  userId: string,
  current: Buffer,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .forUpdate()
      .execute();
    return endEverySignIn(transaction, userId, { exceptSession: current });
  });
}

function describeFamily(family: LoginFamily): OpenSession {
  return {
    id: family.id,
    kind: 'program',
    client: { id: family.clientId, name: CLI_CLIENT.name },
    scope: family.scope,
    address: family.address,
    user_agent: family.userAgent,
    created_at: family.createdAt.toISOString(),
    last_used_at: family.lastUsedAt.toISOString(),
    expires_at: family.expiresAt.toISOString(),
    current: false,
  };
}
