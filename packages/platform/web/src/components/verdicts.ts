import { type Verdict, verdict } from '@fluxloop/core/contract';
import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';

interface VerdictLook {
  /** As a badge says it. */
  label: string;
  /** After a number: `3 passed`. */
  counted: string;
  Icon: LucideIcon;
  ink: string;
  badge: string;
  /** A stretch of a bar: colour, and for the two that matter most a hatching as well. */
  bar: string;
  /** A stretch of a chart. */
  color: string;
}

/** How each verdict is written and drawn. */
export const VERDICT_LOOKS: Record<Verdict, VerdictLook> = {
  pass: {
    label: 'Passed',
    counted: 'passed',
    Icon: CircleCheck,
    ink: 'text-pass-ink',
    badge: 'bg-pass-soft text-pass-ink',
    bar: 'bg-pass',
    color: 'var(--color-pass)',
  },
  fail: {
    label: 'Failed',
    counted: 'failed',
    Icon: CircleX,
    ink: 'text-fail-ink',
    badge: 'bg-fail-soft text-fail-ink',
    bar: 'bg-fail hatched',
    color: 'var(--color-fail)',
  },
  error: {
    label: 'Error',
    counted: 'errors',
    Icon: TriangleAlert,
    ink: 'text-error-ink',
    badge: 'bg-error-soft text-error-ink',
    bar: 'bg-error dotted',
    color: 'var(--color-error)',
  },
  unjudged: {
    label: 'Unjudged',
    counted: 'unjudged',
    Icon: CircleDashed,
    ink: 'text-unjudged-ink',
    badge: 'bg-unjudged-soft text-unjudged-ink',
    bar: 'bg-unjudged',
    color: 'var(--color-unjudged)',
  },
  skipped: {
    label: 'Skipped',
    counted: 'skipped',
    Icon: CircleMinus,
    ink: 'text-skipped-ink',
    badge: 'bg-skipped-soft text-skipped-ink',
    bar: 'bg-skipped',
    color: 'var(--color-skipped)',
  },
};

/** How many of each verdict. */
export type VerdictCounts = Record<Verdict, number>;

/** The sum over all verdicts. */
export const countAll = (counts: VerdictCounts): number =>
  verdict.options.reduce((sum, one) => sum + counts[one], 0);

/** The verdicts that occur, with their counts, in the contract's order. */
export const occurring = (counts: VerdictCounts): { verdict: Verdict; count: number }[] =>
  verdict.options
    .map((one) => ({ verdict: one, count: counts[one] }))
    .filter(({ count }) => count > 0);
