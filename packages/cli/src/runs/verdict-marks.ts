import type { Verdict } from '@fluxloop/core/contract';
import type { Mark } from '@fluxloop/plugin-kit';

/** The sign before a case, or before what a criterion says. */
export const VERDICT_MARKS = {
  pass: 'good',
  fail: 'bad',
  error: 'bad',
  unjudged: 'unknown',
  skipped: 'none',
} as const satisfies Record<Verdict, Mark>;
