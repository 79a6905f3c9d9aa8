import type { ChangePersonRequest, Person as PersonAnswer } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { endEverySignIn } from './open-sessions.js';

/** Names the advisory lock under which admins of the platform come and go. */
const ADMINS_LOCK = 4_741_003;

/**
 * Lets an admin of the platform pass.
 *
 * @throws ProblemError 403 `platform_admin_required`
 */
export function requirePlatformAdmin(person: Person): void {
  if (person.isAdmin) return;
  throw new ProblemError({
    status: 403,
    code: 'platform_admin_required',
    title: 'Only an admin of the platform looks after its people.',
    hint: 'Ask an admin of the platform.',
  });
}

/** All accounts, by address. */
export async function listPeople(database: Database): Promise<PersonAnswer[]> {
  const rows = await select(database).orderBy('u.email').execute();
  return rows.map(describe);
}

/**
 * Changes what a person may do on the platform. Who is deactivated is signed out of everything at
 * once, on every replica: sessions, logins, links and API keys. Activated again, they sign in anew
 * and make new keys; those of service accounts were never theirs.
 *
 * @throws ProblemError 404 `account_not_found`; 409 `last_platform_admin`
 */
export async function changePerson(
  database: Database,
  id: string,
  { is_admin, may_create_projects, active }: ChangePersonRequest,
): Promise<PersonAnswer> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${ADMINS_LOCK})`.execute(transaction);
    await requirePerson(transaction, id);
    await transaction
      .updateTable('users')
      .set((set) => ({
        is_admin: is_admin ?? set.ref('is_admin'),
        may_create_projects: may_create_projects ?? set.ref('may_create_projects'),
        deactivated_at:
          active === undefined
            ? set.ref('deactivated_at')
            : active
              ? null
              : sql<Date>`coalesce(deactivated_at, now())`,
      }))
      .where('id', '=', id)
      .execute();
    await requireAdmin(transaction);
    // Also of who comes back: what was made while they were leaving must not wake up.
    if (active !== undefined) await endEverything(transaction, id);
    return requirePerson(transaction, id);
  });
}

async function endEverything(database: Database, userId: string): Promise<void> {
  await endEverySignIn(database, userId);
  await database.deleteFrom('password_resets').where('user_id', '=', userId).execute();
  await database
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Asked after the change, under the lock: two admins who end each other do not both succeed. */
async function requireAdmin(database: Database): Promise<void> {
  const left = await database
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', true)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (left !== undefined) return;
  throw new ProblemError({
    status: 409,
    code: 'last_platform_admin',
    title: 'The platform keeps at least one admin, and this is its last.',
    hint: 'Make another person an admin first.',
  });
}

async function requirePerson(database: Database, id: string): Promise<PersonAnswer> {
  const row = await select(database).where('u.id', '=', id).executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'account_not_found',
      title: 'There is no such account.',
      hint: 'List the people of the platform to see their ids.',
    });
  }
  return describe(row);
}

function select(database: Database) {
  return database
    .selectFrom('users as u')
    .select([
      'u.id',
      'u.email',
      'u.is_admin',
      'u.may_create_projects',
      'u.deactivated_at',
      'u.created_at',
      sql<boolean>`u.password_hash is not null`.as('has_password'),
      sql<boolean>`exists (select from single_sign_on_links l where l.user_id = u.id)`.as(
        'single_sign_on',
      ),
      sql<number>`(select count(*)::int from project_members m where m.user_id = u.id)`.as(
        'projects',
      ),
    ]);
}

function describe(
  row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>,
): PersonAnswer {
  const { deactivated_at, created_at, ...person } = row;
  return { ...person, active: deactivated_at === null, created_at: created_at.toISOString() };
}
