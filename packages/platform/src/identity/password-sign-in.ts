import { ProblemError } from '../http/problem.js';

/**
 * Lets what is done with a password pass where people sign in with one.
 *
 * @param allowed - whether they do
 * @throws ProblemError 403 `password_sign_in_off`
 */
export function requirePasswordSignIn(allowed: boolean): void {
  if (allowed) return;
  throw new ProblemError({
    status: 403,
    code: 'password_sign_in_off',
    title: 'People of this platform sign in by single sign-on only.',
    hint: 'Use the button for it on the sign-in page.',
  });
}
