import { rounded } from './rounding.js';
import { studentT975, Z_975 } from './student-t.js';

/** Where a share lies: the estimate, and the bounds that hold it in 95 of 100 such runs. */
export interface Estimate {
  /** In [0, 1]. */
  value: number;
  low: number;
  high: number;
  confidence: 0.95;
  /** `wilson` for independent rows, `wilson-clustered` where rows of the same input belong together. */
  method: 'wilson' | 'wilson-clustered';
  /** How many independent rows would tell as much as these. */
  effective_size: number;
}

/**
 * The 95 % score interval of a share (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 1927). It never leaves [0, 1], and has a width at 0 and 1 too.
 * @param value - the share, in [0, 1]
 * @param size - of how many; need not be whole
 */
export function wilsonBounds(value: number, size: number): { low: number; high: number } {
  const z2 = Z_975 * Z_975;
  const scale = 1 + z2 / size;
  const center = (value + z2 / (2 * size)) / scale;
  const half = (Z_975 * Math.sqrt((value * (1 - value)) / size + z2 / (4 * size * size))) / scale;
  return {
    low: value === 0 ? 0 : Math.max(0, center - half),
    high: value === 1 ? 1 : Math.min(1, center + half),
  };
}

/**
 * The interval of a share of independent rows.
 * @returns `null` without rows
 */
export function independentEstimate(hits: number, rows: number): Estimate | null {
  if (rows === 0) return null;
  return estimate(hits / rows, rows, 'wilson');
}

/** Inputs as clusters: each brings a sum of values in [0, 1] and how many there were (or their weight). */
export interface ClusterSums {
  inputs: number;
  /** How many rows there are in all inputs. */
  rows: number;
  /** Σ value, Σ weight. */
  value: number;
  weight: number;
  /** Σ value², Σ value · weight, Σ weight², over inputs. */
  value2: number;
  valueWeight: number;
  weight2: number;
}

/**
 * The interval of a ratio Σ value / Σ weight over inputs whose rows belong together. The variance is
 * that of the ratio estimator with whole inputs as its units; it says how many independent rows would
 * tell as much; and with that many Wilson's interval is taken, corrected for the few inputs that the
 * variance was estimated from (E. L. Korn and B. I. Graubard, "Confidence intervals for proportions
 * with small expected number of positive counts estimated from survey data", Survey Methodology 24,
 * 1998). Half an input that always fails and half a one that always passes are added for the variance,
 * as Agresti and Min do for pairs: that no such input was drawn does not mean that there is none.
 *
 * Never more than the rows; where all values are 0 or all are 1, each input counts once.
 * @returns `null` without inputs or weight
 */
export function clusteredEstimate(sums: ClusterSums): Estimate | null {
  const { inputs, rows, weight } = sums;
  if (inputs === 0 || weight <= 0) return null;
  const value = Math.min(1, Math.max(0, sums.value / weight));
  const method = inputs === rows ? 'wilson' : 'wilson-clustered';
  return estimate(value, effectiveSize(value, sums), method);
}

function effectiveSize(value: number, sums: ClusterSums): number {
  const { inputs, rows, weight, weight2 } = sums;
  // Unequal weights make some inputs count for more than others (L. Kish, "Survey Sampling", 1965).
  const distinct = (weight * weight) / weight2;
  // Of single tries the spread is known: no score in [0, 1] varies more than passes and fails do.
  if (inputs === 1 || inputs === rows || value === 0 || value === 1) return Math.max(1, distinct);
  const share = inputs / (inputs + 1);
  const { mean, variance } = withOneMore(sums);
  const spread = mean * (1 - mean);
  const few = (Z_975 / studentT975(inputs - 1)) ** 2;
  const most = distinct * (rows / inputs);
  return Math.min(most, Math.max(1, (spread / variance) * few * share));
}

/** The ratio and its variance with one input more of mean weight, half of which passes. */
function withOneMore(sums: ClusterSums): { mean: number; variance: number } {
  const inputs = sums.inputs + 1;
  const added = sums.weight / sums.inputs;
  const weight = sums.weight + added;
  const mean = (sums.value + added / 2) / weight;
  const half = (added * added) / 2;
  const squares =
    sums.value2 +
    half -
    2 * mean * (sums.valueWeight + half) +
    mean * mean * (sums.weight2 + 2 * half);
  return { mean, variance: ((squares / (weight * weight)) * inputs) / (inputs - 1) };
}

function estimate(value: number, size: number, method: Estimate['method']): Estimate {
  const { low, high } = wilsonBounds(value, size);
  return {
    value: rounded(value),
    low: rounded(low),
    high: rounded(high),
    confidence: 0.95,
    method,
    effective_size: rounded(size),
  };
}
