import type { Person } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { verifyPassword } from './passwords.js';
import { beginAttempt } from './sign-in-throttle.js';

/**
 * Checks the password of a person who is signed in; guesses count like those of a sign-in.
 *
 * @param address - the client's address
 * @returns the hash that the password fits
 * @throws ProblemError 403 `password_wrong`; 409 `password_missing` for an account that signs in
 *   without one; 429 `too_many_attempts`
 */
export async function requirePassword(
  database: Database,
  person: Person,
  password: string,
  address: string,
): Promise<string> {
  const attempt = await beginAttempt(database, person.email, address);
  const { password_hash } = await database
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  if (password_hash === null) {
    throw new ProblemError({
      status: 409,
      code: 'password_missing',
      title: 'Your account has no password.',
      hint: 'Sign out and in again, the way that you always do; then try again.',
    });
  }
  if (!(await verifyPassword(password_hash, password)) || password_hash === null) {
    throw new ProblemError({
      status: 403,
      code: 'password_wrong',
      title: 'The password is wrong.',
      hint: 'Try again; it is the one that you sign in with.',
    });
  }
  await attempt.succeeded();
  return password_hash;
}

/** Whether a person signs in with a password; else single sign-on or a passkey is their way. */
export async function hasPassword(database: Database, userId: string): Promise<boolean> {
  const { password_hash } = await database
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return password_hash !== null;
}
