import type { SingleSignOnFailure } from '@fluxloop/core/contract';
import type { Database } from '../../database/database.js';
import { acceptAllInvitations, isInvited } from '../../projects/accept-invitation.js';
import { isSetupNeeded } from '../first-admin.js';
import type { ProvedIdentity } from './provider.js';

/** Why an identity does not lead to an account. */
export class SingleSignOnError extends Error {
  override readonly name = 'SingleSignOnError';
  readonly reason: SingleSignOnFailure;

  constructor(reason: SingleSignOnFailure) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Finds the account that an identity signs in to, and makes it where the settings or an invitation
 * allow that. An account is known by issuer and subject (OpenID Connect Core 1.0, section 5.7): an
 * address alone never opens one that is there already, for it may be given to another person.
 *
 * @returns the account's id
 * @throws SingleSignOnError
 */
export function findAccount(
  database: Database,
  identity: ProvedIdentity,
  allowedDomains: readonly string[],
): Promise<string> {
  return database.transaction().execute(async (transaction) => {
    const linked = await findLink(transaction, identity);
    if (linked !== undefined) {
      if (linked.deactivated_at !== null) throw new SingleSignOnError('sso_deactivated');
      await noteAddress(transaction, identity);
      return linked.user_id;
    }
    const email = requireAddress(identity);
    const account = await transaction
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (account !== undefined) throw new SingleSignOnError('sso_link_needed');
    const domain = email.slice(email.lastIndexOf('@') + 1);
    if (!allowedDomains.includes(domain) && !(await isInvited(transaction, email))) {
      throw new SingleSignOnError('sso_not_allowed');
    }
    // The first account is an admin's, and comes by the link that the platform printed.
    if (await isSetupNeeded(transaction)) throw new SingleSignOnError('sso_not_allowed');
    return createAccount(transaction, identity, email);
  });
}

/**
 * Links an identity with an account whose person is signed in.
 *
 * @throws SingleSignOnError
 */
export async function linkAccount(
  database: Database,
  identity: ProvedIdentity,
  userId: string,
): Promise<void> {
  const email = requireAddress(identity);
  const { issuer, subject } = identity;
  await database
    .insertInto('single_sign_on_links')
    .values({ issuer, subject, user_id: userId, email })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const linked = await findLink(database, identity);
  if (linked?.user_id !== userId) throw new SingleSignOnError('sso_linked_elsewhere');
}

/** The identity that signs in to an account. */
export async function describeLink(
  database: Database,
  userId: string,
): Promise<{ email: string; linked_at: string } | null> {
  const link = await database
    .selectFrom('single_sign_on_links')
    .select(['email', 'linked_at'])
    .where('user_id', '=', userId)
    .orderBy('linked_at', 'desc')
    .executeTakeFirst();
  return link === undefined ? null : { email: link.email, linked_at: link.linked_at.toISOString() };
}

async function createAccount(
  database: Database,
  identity: ProvedIdentity,
  email: string,
): Promise<string> {
  const created = await database
    .insertInto('users')
    .values({ email, password_hash: null, is_admin: false })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (created === undefined) throw new SingleSignOnError('sso_link_needed');
  await linkAccount(database, identity, created.id);
  await acceptAllInvitations(database, { id: created.id, email });
  return created.id;
}

function findLink(database: Database, { issuer, subject }: ProvedIdentity) {
  return database
    .selectFrom('single_sign_on_links as l')
    .innerJoin('users as u', 'u.id', 'l.user_id')
    .select(['l.user_id', 'u.deactivated_at'])
    .where('l.issuer', '=', issuer)
    .where('l.subject', '=', subject)
    .executeTakeFirst();
}

async function noteAddress(
  database: Database,
  { issuer, subject, email }: ProvedIdentity,
): Promise<void> {
  if (email === null) return;
  await database
    .updateTable('single_sign_on_links')
    .set({ email })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('email', '<>', email)
    .execute();
}

function requireAddress({ email, emailVerified }: ProvedIdentity): string {
  if (email === null || !emailVerified) throw new SingleSignOnError('sso_unverified');
  return email;
}
