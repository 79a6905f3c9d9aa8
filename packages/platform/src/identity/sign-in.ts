import type { SecondFactorNeeded } from '@fluxloop/core/contract';
import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { issueTicket } from './factors/tickets.js';
import { requirePasswordSignIn } from './password-sign-in.js';
import { verifyPassword } from './passwords.js';
import { signInFailed } from './sign-in-failed.js';
import { beginAttempt } from './sign-in-throttle.js';

/** A password that was right: whose it is, or what is missing yet. */
export type PasswordOutcome =
  | { person: Person; passwordHash: string }
  | { needed: SecondFactorNeeded };

/**
 * Checks an e-mail address and a password. The answer is the same, in words and in work, whether
 * the account or the password is wrong.
 *
 * @param from.address - the client's address, for the throttle
 * @param from.passwordSignIn - false: only admins of the platform sign in with a password
 * @throws ProblemError 401 `sign_in_failed`; 429 `too_many_attempts`; with the right password 403
 *   `account_deactivated` and `password_sign_in_off`
 */
export async function signIn(
  database: Database,
  request: { email: string; password: string },
  { address, passwordSignIn }: { address: string; passwordSignIn: boolean },
): Promise<PasswordOutcome> {
  const attempt = await beginAttempt(database, request.email, address);
  const account = await database
    .selectFrom('users')
    .selectAll()
    .where('email', '=', request.email)
    .executeTakeFirst();
  const passwordHash = account?.password_hash ?? null;
  const right = await verifyPassword(passwordHash, request.password);
  if (account === undefined || passwordHash === null || !right) throw signInFailed();
  await attempt.succeeded();
  if (account.deactivated_at !== null) throw accountDeactivated();
  requirePasswordSignIn(passwordSignIn || account.is_admin);
  const needed = await issueTicket(database, account.id, passwordHash);
  if (needed !== null) return { needed };
  return {
    person: {
      id: account.id,
      email: account.email,
      isAdmin: account.is_admin,
      createdAt: account.created_at,
    },
    passwordHash,
  };
}

/** Told only to who knows the password. */
function accountDeactivated(): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'account_deactivated',
    title: 'This account is deactivated.',
    hint: 'Ask an admin of the platform.',
  });
}
