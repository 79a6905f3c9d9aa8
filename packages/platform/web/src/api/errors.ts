import type { Problem } from '@fluxloop/core/contract';

/** The server refused: its problem document (RFC 9457) says why. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** No answer came: the server is down, or the network is. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(options?: ErrorOptions) {
    super('The platform did not answer.', options);
  }
}

/** An answer came that is not what the contract promises, such as a proxy's own error page. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;

  constructor(status: number, options?: ErrorOptions) {
    super(`The answer (HTTP ${status}) is not one that this dashboard understands.`, options);
    this.status = status;
  }
}

/** Whether the error says that nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}

/** Whether the error says that the thing asked for is not there, or not for this person. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 404;
}
