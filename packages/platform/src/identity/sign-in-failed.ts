import { ProblemError } from '../http/problem.js';

/** The answer to a sign-in that failed, the same whether the account or the password is wrong. */
export function signInFailed(): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'sign_in_failed',
    title: 'The e-mail address or the password is wrong.',
    hint: 'Check both and try again.',
  });
}
