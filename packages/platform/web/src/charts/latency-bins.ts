import type { RunTotals } from '@fluxloop/core/contract';
import { formatDuration } from '../format/duration.js';

/** About how many marks an axis has. */
const TICKS = 5;

/** Round steps from 0 up to `end`, for the marks of an axis: 1, 2 or 5 times a power of ten. */
export function axisTicks(end: number): number[] {
  if (!(end > 0)) return [0];
  const rough = end / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (([1, 2, 5] as const).find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  // Multiplied, not added up: sums of fractions would drift (0.1 + 0.2).
  for (let mark = 0; mark * step <= end * (1 + 1e-9); mark++) ticks.push(mark * step);
  return ticks;
}

/** What a bin spans: `120 ms – 180 ms`. */
export const binRange = ({ from, to }: { from: number; to: number }): string =>
  `${formatDuration(from)} – ${formatDuration(to)}`;

/** The chart in a sentence, for those who do not see it. */
export function describeLatency({ p50, p95, max }: RunTotals['latency_ms']): string {
  if (p50 === null || p95 === null || max === null) return 'No case was answered.';
  return (
    `Half of the cases were answered within ${formatDuration(p50)}, ` +
    `95% within ${formatDuration(p95)}, all within ${formatDuration(max)}.`
  );
}
