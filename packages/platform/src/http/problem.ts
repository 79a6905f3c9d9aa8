import type { Problem, Scope } from '@fluxloop/core/contract';

/** What {@link ProblemError} takes. */
export interface ProblemOptions {
  /** The HTTP status, 400 to 599. */
  status: number;
  /** Stable, lower-case, with underscores. */
  code: string;
  /** What happened, in one sentence. */
  title: string;
  /** More of it, when there is more to say. */
  detail?: string;
  /** What to do next. */
  hint?: string;
  errors?: Problem['errors'];
  neededScope?: Scope;
  grantedScope?: Scope;
  /** What to type for a key that may. */
  command?: string;
  /** With `scenario_conflict`: the version that is the latest. */
  currentVersion?: number;
  /** Extra response headers, such as `retry-after`. */
  headers?: Record<string, string>;
}

/** A request that is answered with a problem (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly options: ProblemOptions;

  constructor(options: ProblemOptions) {
    super(options.title);
    this.options = options;
  }
}

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** The body of the answer. */
export function problemBody(options: ProblemOptions, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: options.title,
    status: options.status,
    code: options.code,
    request_id: requestId,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
    ...(options.neededScope === undefined ? {} : { needed_scope: options.neededScope }),
    ...(options.grantedScope === undefined ? {} : { granted_scope: options.grantedScope }),
    ...(options.command === undefined ? {} : { command: options.command }),
    ...(options.currentVersion === undefined ? {} : { current_version: options.currentVersion }),
  };
}
