import { Z_975 } from '../statistics/student-t.js';

/** Up to this many values, quantiles are exact. */
const EXACT_VALUES = 1024;
/** Neighbouring bins differ by 2 %, so a quantile is at most 1 % off. */
const GROWTH = 1.02;
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.001;
/** Up to about 3 years. */
const BINS = 1632;

/**
 * Quantiles of durations in bounded memory (about 13 KB, and 8 KB until there are 1,024 values).
 *
 * Beyond the exact part it is a histogram with bins of constant relative width, as in DDSketch
 * (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees", VLDB 2019). A t-digest would be a little finer at the tails, but what it gives depends
 * on the order of the values; here equal sets give equal answers, so a run that was killed and
 * continued, or split and merged, reports the same figures as one that was not.
 */
export class LatencyDigest {
  #exact: number[] | null = [];
  #bins: Float64Array | null = null;
  #count = 0;
  #max = 0;
  #min = Number.POSITIVE_INFINITY;

  /** How many values were added. */
  get count(): number {
    return this.#count;
  }

  /** The largest value; `null` without values. */
  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  /** @param value - milliseconds, not negative */
  add(value: number): void {
    this.#count += 1;
    this.#max = Math.max(this.#max, value);
    this.#min = Math.min(this.#min, value);
    if (this.#exact !== null && this.#exact.length < EXACT_VALUES) {
      this.#exact.push(value);
      return;
    }
    this.#spill();
    this.#tally(value);
  }

  /** Adds all that another digest holds. */
  merge(other: LatencyDigest): void {
    if (other.#count === 0) return;
    if (
      this.#exact !== null &&
      other.#exact !== null &&
      this.#count + other.#count <= EXACT_VALUES
    ) {
      this.#exact.push(...other.#exact);
    } else {
      this.#spill();
      for (const value of other.#exact ?? []) this.#tally(value);
      other.#bins?.forEach((count, index) => {
        if (this.#bins !== null) this.#bins[index] = (this.#bins[index] ?? 0) + count;
      });
    }
    this.#count += other.#count;
    this.#max = Math.max(this.#max, other.#max);
    this.#min = Math.min(this.#min, other.#min);
  }

  /**
   * The value below which a share of all values lies (nearest rank).
   * @param share - in (0, 1]
   * @returns milliseconds; `null` without values
   */
  quantile(share: number): number | null {
    return this.#ranked(Math.max(1, Math.ceil(share * this.#count)));
  }

  /** The value of a rank, from 1. */
  #ranked(rank: number): number | null {
    if (this.#count === 0) return null;
    if (this.#exact !== null) {
      return [...this.#exact].sort((a, b) => a - b)[rank - 1] ?? null;
    }
    let seen = 0;
    const bin = (this.#bins ?? new Float64Array()).findIndex((count) => {
      seen += count;
      return seen >= rank;
    });
    return Math.min(this.#max, Math.max(this.#min, middle(bin)));
  }

  /**
   * Bounds that hold a quantile of the agent's latency in 95 of 100 runs, whatever its distribution:
   * the values whose ranks are as far off as the number of values below the quantile varies (W. J.
   * Conover, "Practical Nonparametric Statistics", section 3.2).
   * @param share - in (0, 1)
   * @returns milliseconds; a bound is `null` where there are too few values to give it
   */
  bounds(share: number): { low: number | null; high: number | null } {
    const count = this.#count;
    const middle = share * count;
    const half = Z_975 * Math.sqrt(middle * (1 - share));
    const low = Math.floor(middle - half);
    const high = Math.ceil(middle + half) + 1;
    return {
      low: low < 1 ? null : this.#ranked(low),
      high: high > count ? null : this.#ranked(high),
    };
  }

  #spill(): void {
    if (this.#exact === null) return;
    const values = this.#exact;
    this.#exact = null;
    this.#bins = new Float64Array(BINS);
    for (const value of values) this.#tally(value);
  }

  #tally(value: number): void {
    if (this.#bins === null) return;
    const index = Math.ceil(Math.log(Math.max(value, SMALLEST_MS) / SMALLEST_MS) / LOG_GROWTH);
    const bin = Math.min(BINS - 1, index);
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
  }
}

/** A bin's value: its relative distance to both edges is the same. Three decimals, as rows have. */
function middle(bin: number): number {
  return Math.round(((SMALLEST_MS * 2 * GROWTH ** bin) / (GROWTH + 1)) * 1000) / 1000;
}
