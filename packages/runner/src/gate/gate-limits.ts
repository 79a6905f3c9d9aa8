import type { Estimate } from '../statistics/interval.js';
import { Z_975 } from '../statistics/student-t.js';

/** `insufficient_data`: the interval holds the limit, so the data do not tell on which side the truth lies. */
export type GateOutcome = 'met' | 'missed' | 'insufficient_data';

/** One thing that a gate asks for, and whether a run has it. */
export interface GateCheck {
  /** The key of `gate:`, or `every_case_passes` and `no_errors` where it has none for that. */
  name: string;
  outcome: GateOutcome;
  /** What was found and what was wanted, in one sentence. */
  message: string;
}

/** Figures that are held against a limit. */
interface Bounds {
  low: number | null;
  high: number | null;
}

/** What the interval says about a lower limit. */
export function atLeast({ low, high }: Bounds, limit: number): GateOutcome {
  if (high !== null && high < limit) return 'missed';
  return low !== null && low >= limit ? 'met' : 'insufficient_data';
}

/** What the interval says about an upper limit. */
export function atMost({ low, high }: Bounds, limit: number): GateOutcome {
  if (low !== null && low > limit) return 'missed';
  return high !== null && high <= limit ? 'met' : 'insufficient_data';
}

const MOST_ROWS = 1_000_000;

/**
 * About how many rows more would tell a share from a limit, were the share what it seems to be.
 * @returns `null` where it is so close that no run will tell
 */
export function rowsLacking({ value, effective_size }: Estimate, limit: number): number | null {
  const distance = Math.abs(value - limit);
  if (distance === 0) return null;
  const spread = Math.max(value * (1 - value), limit * (1 - limit));
  const lacking = Math.ceil((Z_975 * Z_975 * spread) / (distance * distance) - effective_size);
  return lacking > MOST_ROWS ? null : Math.max(1, lacking);
}
