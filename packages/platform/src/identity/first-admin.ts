import { sql } from 'kysely';
import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import type { PasswordRules } from './password-rules.js';
import { hashPassword } from './passwords.js';
import { hashToken, newToken } from './tokens.js';

/** A link lives this long; the next start prints another. */
const LINK_LIFETIME = sql`interval '1 day'`;
/** Names the advisory lock under which the first admin is created. */
const FIRST_ADMIN_LOCK = 4_741_001;

/** True until the first admin exists. */
export async function isSetupNeeded(database: Database): Promise<boolean> {
  const found = await database.selectFrom('users').select('id').limit(1).executeTakeFirst();
  return found === undefined;
}

/**
 * Issues the one-time token of the first-admin link; `null` when the platform has its admin.
 * Only its hash is kept, so each start prints a new one; those of other replicas stay good.
 */
export async function issueSetupToken(database: Database): Promise<string | null> {
  if (!(await isSetupNeeded(database))) {
    return null;
  }
  const token = newToken();
  await database.deleteFrom('setup_tokens').where('expires_at', '<', sql<Date>`now()`).execute();
  await database
    .insertInto('setup_tokens')
    .values({ sha256: hashToken(token), expires_at: sql`now() + ${LINK_LIFETIME}` })
    .execute();
  return token;
}

/**
 * Creates the first admin. Of any number of requests at once, over all replicas, one succeeds.
 *
 * @throws ProblemError 409 `setup_done`; 403 `setup_token_invalid`; 400 for a password that
 *   {@link PasswordRules} refuse
 */
export async function createFirstAdmin(
  database: Database,
  rules: PasswordRules,
  request: { token: string; email: string; password: string },
): Promise<Person> {
  // The token is looked at before the costly hash: nobody without it can make the server work.
  await requireToken(database, request.token);
  await rules.require(request.password, { email: request.email, field: 'password' });
  const passwordHash = await hashPassword(request.password);
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`.execute(transaction);
    await requireToken(transaction, request.token);
    const created = await transaction
      .insertInto('users')
      .values({ email: request.email, password_hash: passwordHash, is_admin: true })
      .returning(['id', 'email', 'created_at'])
      .executeTakeFirstOrThrow();
    await transaction.deleteFrom('setup_tokens').execute();
    return {
      id: created.id,
      email: created.email,
      isAdmin: true,
      createdAt: created.created_at,
    };
  });
}

/** Asks both in one statement, so that nobody is told of a bad link who was only too late. */
async function requireToken(database: Database, token: string): Promise<void> {
  const { rows } = await sql<{ done: boolean; good: boolean }>`
    select exists (select from users) as done,
      exists (
        select from setup_tokens where sha256 = ${hashToken(token)} and expires_at > now()
      ) as good
  `.execute(database);
  if (rows[0]?.done === true) {
    throw new ProblemError({
      status: 409,
      code: 'setup_done',
      title: 'The platform has its first admin already.',
      hint: 'Sign in with that account.',
    });
  }
  if (rows[0]?.good !== true) {
    throw new ProblemError({
      status: 403,
      code: 'setup_token_invalid',
      title: 'This link is not good, or no longer.',
      hint: 'Restart the platform and open the link that it prints.',
    });
  }
}
