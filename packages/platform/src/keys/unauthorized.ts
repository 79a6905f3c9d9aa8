import { ProblemError } from '../http/problem.js';

/** A 401 with the challenge that RFC 9110, section 11.6.1, demands. */
export function unauthorized(
  code: string,
  title: string,
  options: { hint?: string } = {},
): ProblemError {
  return new ProblemError({
    status: 401,
    code,
    title,
    hint:
      options.hint ??
      'Create another key (fluxloop apikeys create, or the dashboard under API keys) and put it where this one is.',
    headers: { 'www-authenticate': 'Bearer realm="fluxloop"' },
  });
}
