import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { verifyPassword } from './passwords.js';
import { beginAttempt } from './sign-in-throttle.js';

/**
 * Checks an e-mail address and a password. The answer is the same, in words and in work, whether
 * the account or the password is wrong.
 *
 * @param address - the client's address, for the throttle
 * @throws ProblemError 401 `sign_in_failed`; 429 `too_many_attempts`
 */
export async function signIn(
  database: Database,
  request: { email: string; password: string },
  address: string,
): Promise<Person> {
  const attempt = await beginAttempt(database, request.email, address);
  const account = await database
    .selectFrom('users')
    .selectAll()
    .where('email', '=', request.email)
    .executeTakeFirst();
  const right = await verifyPassword(account?.password_hash ?? null, request.password);
  if (account === undefined || !right) {
    throw new ProblemError({
      status: 401,
      code: 'sign_in_failed',
      title: 'The e-mail address or the password is wrong.',
      hint: 'Check both and try again.',
    });
  }
  await attempt.succeeded();
  return {
    id: account.id,
    email: account.email,
    isAdmin: account.is_admin,
    createdAt: account.created_at,
  };
}
