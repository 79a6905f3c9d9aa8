import type { OpenedInvitation, Role } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import type { PasswordRules } from '../identity/password-rules.js';
import { hashPassword } from '../identity/passwords.js';
import { hashToken } from '../identity/tokens.js';

/**
 * Shows an invitation to who holds its link.
 *
 * @throws ProblemError 404 `invitation_unknown`
 */
export async function openInvitation(database: Database, token: string): Promise<OpenedInvitation> {
  const row = await select(database)
    .where('i.sha256', '=', hashToken(token))
    .select((expression) =>
      expression
        .exists(
          expression.selectFrom('users as u').select('u.id').whereRef('u.email', '=', 'i.email'),
        )
        .as('has_account'),
    )
    .executeTakeFirst();
  if (row === undefined) throw invitationUnknown();
  return {
    project: { slug: row.slug, name: row.name },
    role: row.role,
    email: row.email,
    invited_by: row.invited_by,
    expires_at: row.expires_at.toISOString(),
    has_account: row.has_account === true,
  };
}

/**
 * Makes the account of the invited address, and lets it into the project. Of two at once one
 * succeeds.
 *
 * @throws ProblemError 404 `invitation_unknown`; 409 `account_exists`; 400 for a password that
 *   {@link PasswordRules} refuse
 */
export async function acceptInvitation(
  database: Database,
  rules: PasswordRules,
  request: { token: string; password: string },
): Promise<Person> {
  const { email, has_account } = await openInvitation(database, request.token);
  if (has_account) throw accountExists(email);
  await rules.require(request.password, { email, field: 'password' });
  const passwordHash = await hashPassword(request.password);
  return database.transaction().execute(async (transaction) => {
    const invitation = await takeInvitation(transaction, request.token);
    const created = await transaction
      .insertInto('users')
      .values({ email: invitation.email, password_hash: passwordHash, is_admin: false })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning(['id', 'email', 'created_at'])
      .executeTakeFirst();
    if (created === undefined) throw accountExists(invitation.email);
    await addToProject(transaction, invitation, created.id);
    return {
      id: created.id,
      email: created.email,
      isAdmin: false,
      createdAt: created.created_at,
    };
  });
}

/**
 * Lets the account that is signed in into the project. The link is the invitation: who holds it may
 * use the account that they have, also one of another address.
 *
 * @throws ProblemError 404 `invitation_unknown`
 */
export async function joinByInvitation(
  database: Database,
  person: Person,
  token: string,
): Promise<{ project: string; role: Role }> {
  return database.transaction().execute(async (transaction) => {
    const invitation = await takeInvitation(transaction, token);
    await addToProject(transaction, invitation, person.id);
    const { slug, role } = await transaction
      .selectFrom('project_members as m')
      .innerJoin('projects as p', 'p.id', 'm.project_id')
      .select(['p.slug', 'm.role'])
      .where('m.project_id', '=', invitation.project_id)
      .where('m.user_id', '=', person.id)
      .executeTakeFirstOrThrow();
    return { project: slug, role };
  });
}

/**
 * Lets an account into every project that its address is invited to: for who has just proved that
 * the address is theirs. Call it in the transaction that made the account.
 */
export async function acceptAllInvitations(
  database: Database,
  account: { id: string; email: string },
): Promise<void> {
  const invitations = await database
    .deleteFrom('invitations')
    .where('email', '=', account.email)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['project_id', 'role'])
    .execute();
  for (const invitation of invitations) await addToProject(database, invitation, account.id);
}

/** True when an invitation of the address waits for an answer. */
export async function isInvited(database: Database, email: string): Promise<boolean> {
  const found = await database
    .selectFrom('invitations')
    .select('id')
    .where('email', '=', email)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return found !== undefined;
}

/** Deletes it, so that of any number of requests with one link a single one goes on. */
async function takeInvitation(database: Database, token: string) {
  const taken = await database
    .deleteFrom('invitations')
    .where('sha256', '=', hashToken(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['project_id', 'email', 'role'])
    .executeTakeFirst();
  if (taken === undefined) throw invitationUnknown();
  return taken;
}

/** Who is in the project already keeps the role that they have. */
async function addToProject(
  database: Database,
  invitation: { project_id: string; role: Role },
  userId: string,
): Promise<void> {
  await database
    .insertInto('project_members')
    .values({ project_id: invitation.project_id, user_id: userId, role: invitation.role })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function select(database: Database) {
  return database
    .selectFrom('invitations as i')
    .innerJoin('projects as p', 'p.id', 'i.project_id')
    .select(['p.slug', 'p.name', 'i.role', 'i.email', 'i.invited_by', 'i.expires_at'])
    .where('i.expires_at', '>', sql<Date>`now()`);
}

function invitationUnknown(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'invitation_unknown',
    title: 'This invitation is not good, or no longer: it works once, and for seven days.',
    hint: 'Ask who invited you for another one.',
  });
}

function accountExists(email: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'account_exists',
    title: `${email} has an account already.`,
    hint: 'Sign in with it, and open the invitation again.',
  });
}
