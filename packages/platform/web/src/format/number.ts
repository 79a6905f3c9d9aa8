const counts = new Intl.NumberFormat('en');

/** A count with its thousands apart: `12,480`. */
export const formatCount = (count: number): string => counts.format(count);

/** A count with its noun: `1 case`, `12,480 cases`. */
export const formatCounted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${counts.format(count)} ${count === 1 ? noun : plural}`;

/**
 * A share as a percentage of at most one decimal. Only all is `100%` and only none is `0%`:
 * 999 of 1,000 must not look like all.
 */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const tenths = Math.round((part / whole) * 1000);
  if (part > 0 && tenths === 0) return '<0.1%';
  if (part < whole && tenths === 1000) return '>99.9%';
  return `${tenths / 10}%`;
}

/** A score in [0, 1] with two decimals. */
export const formatScore = (score: number | null): string =>
  score === null ? '–' : score.toFixed(2);
