import type { ResetLink } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { passwordChangedLetter, resetLetter } from '../mail/letters.js';
import type { Mailer } from '../mail/mailer.js';
import { bucketOf, countFailure, tooManyAttempts } from '../throttle/count-failure.js';
import { networkOf } from '../throttle/network.js';
import { endEverySignIn } from './open-sessions.js';
import type { PasswordRules } from './password-rules.js';
import { hashPassword } from './passwords.js';
import { hashToken, newToken } from './tokens.js';

/** A link works this long. */
const LIFETIME = sql`interval '1 hour'`;
/** Letters that cost nothing: to one address, and from one network. */
const FREE_LETTERS = { account: 3, network: 20 };

/** What resets work on. */
export interface ResetContext {
  database: Database;
  mailer: Mailer;
  rules: PasswordRules;
  /** The platform's public address, without a slash at the end. */
  publicUrl: string;
}

/**
 * Mails a link to the account of an address, if there is one. The answer and the work are the same
 * whether there is one or not; the letter itself is sent afterwards.
 *
 * @param address - the client's, for the throttle
 * @throws ProblemError 429 `too_many_attempts`, for the network; an address that was written to often
 *   gets no letter, and nobody is told
 */
export async function requestPasswordReset(
  { database, mailer, publicUrl }: ResetContext,
  email: string,
  address: string,
): Promise<void> {
  const [ofNetwork, ofAccount] = await Promise.all([
    countFailure(
      database,
      bucketOf('password reset of network', networkOf(address)),
      FREE_LETTERS.network,
    ),
    countFailure(database, bucketOf('password reset', email), FREE_LETTERS.account),
  ]);
  if (ofNetwork.wait > 0) {
    throw tooManyAttempts('Too many new passwords were asked for.', ofNetwork.wait);
  }
  const token = newToken();
  const isWanted = mailer.enabled && ofAccount.wait === 0;
  const { rows } = await sql<{ user_id: string }>`
    insert into password_resets (sha256, user_id, expires_at)
    select ${hashToken(token)}, id, now() + ${LIFETIME} from users
    where email = ${email} and deactivated_at is null and ${isWanted}
    returning user_id
  `.execute(database);
  if (rows.length === 0) return;
  mailer.post(resetLetter(email, { url: resetUrl(publicUrl, token), publicUrl }));
}

/**
 * Makes a link for an admin to hand over.
 *
 * @param who - the account's id, or its address
 * @throws ProblemError 404 `account_not_found`; 409 `account_deactivated`
 */
export async function createResetLink(
  database: Database,
  publicUrl: string,
  who: { id: string } | { email: string },
): Promise<ResetLink & { email: string }> {
  const person = await database
    .selectFrom('users')
    .select(['id', 'email', 'deactivated_at'])
    .where((where) => ('id' in who ? where('id', '=', who.id) : where('email', '=', who.email)))
    .executeTakeFirst();
  if (person === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'account_not_found',
      title: 'There is no such account.',
      hint: 'List the people of the platform to see their addresses.',
    });
  }
  if (person.deactivated_at !== null) {
    throw new ProblemError({
      status: 409,
      code: 'account_deactivated',
      title: `The account of ${person.email} is deactivated.`,
      hint: 'Activate it first.',
    });
  }
  const token = newToken();
  const { expires_at } = await database
    .insertInto('password_resets')
    .values({ sha256: hashToken(token), user_id: person.id, expires_at: sql`now() + ${LIFETIME}` })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return {
    email: person.email,
    url: resetUrl(publicUrl, token),
    expires_at: expires_at.toISOString(),
  };
}

/**
 * Sets a new password by a link, once, and ends every session and login of the account. A second
 * factor stays what it is.
 *
 * @throws ProblemError 403 `reset_link_invalid`; 400 for a password that {@link PasswordRules} refuse
 */
export async function completePasswordReset(
  { database, mailer, rules, publicUrl }: ResetContext,
  request: { token: string; new_password: string },
): Promise<void> {
  const sha256 = hashToken(request.token);
  // The link is looked at before the costly hash: nobody without one can make the server work.
  const { email } = await requireLink(database, sha256);
  await rules.require(request.new_password, { email, field: 'new_password' });
  const passwordHash = await hashPassword(request.new_password);
  await database.transaction().execute(async (transaction) => {
    const { userId } = await requireLink(transaction, sha256);
    // Sign-ins with the old password wait for this row, and then find another hash in it.
    await transaction
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where('id', '=', userId)
      .execute();
    const { numDeletedRows } = await transaction
      .deleteFrom('password_resets')
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw linkInvalid();
    await transaction.deleteFrom('password_resets').where('user_id', '=', userId).execute();
    await endEverySignIn(transaction, userId);
  });
  mailer.post(passwordChangedLetter(email, publicUrl));
}

async function requireLink(
  database: Database,
  sha256: Buffer,
): Promise<{ userId: string; email: string }> {
  const found = await database
    .selectFrom('password_resets as r')
    .innerJoin('users as u', 'u.id', 'r.user_id')
    .select(['u.id as userId', 'u.email'])
    .where('r.sha256', '=', sha256)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw linkInvalid();
  return found;
}

function linkInvalid(): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'reset_link_invalid',
    title: 'This link is not good, or no longer: it works once, and for an hour.',
    hint: 'Ask for another one.',
  });
}

/** In the fragment, which no server and no log sees. */
function resetUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/reset#token=${token}`;
}
