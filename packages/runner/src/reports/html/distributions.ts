import type { ResultRow } from '@fluxloop/core/contract';

/** Bins of the score, each a tenth; the last holds 1 too. */
const SCORE_BINS = 10;
/** Edges of the bins of latency in each decade: round numbers, about equally far apart by logarithm. */
const STEPS = [1, 1.5, 2, 3, 5, 7] as const;
/** From 10 microseconds to 28 hours, in milliseconds. */
const EDGES: readonly number[] = Array.from({ length: 10 }, (_, decade) =>
  STEPS.map((step) => (step * 10 ** decade) / 100),
).flat();

/** A bin of a histogram. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** How scores and latencies are spread, in bounded memory. */
export class Distributions {
  readonly #scores = new Array<number>(SCORE_BINS).fill(0);
  readonly #latencies = new Array<number>(EDGES.length).fill(0);

  /** Takes a row: scores are of cases that were judged, latencies of those that were answered. */
  add({ verdict, score, latency_ms }: ResultRow): void {
    if (verdict === 'pass' || verdict === 'fail') {
      increment(this.#scores, Math.floor(score * SCORE_BINS));
    }
    if (verdict !== 'error' && verdict !== 'skipped') {
      const above = EDGES.findIndex((edge) => edge > latency_ms);
      increment(this.#latencies, above === -1 ? EDGES.length - 1 : Math.max(0, above - 1));
    }
  }

  /** All ten bins; none when nothing was judged. */
  scores(): Bin[] {
    if (this.#scores.every((count) => count === 0)) return [];
    return this.#scores.map((count, index) => ({
      from: index / SCORE_BINS,
      to: (index + 1) / SCORE_BINS,
      count,
    }));
  }

  /** The bins from the fastest case to the slowest, in milliseconds. */
  latencies(): Bin[] {
    const first = this.#latencies.findIndex((count) => count > 0);
    const last = this.#latencies.findLastIndex((count) => count > 0);
    return first === -1
      ? []
      : this.#latencies.slice(first, last + 1).map((count, index) => ({
          from: edge(first + index),
          to: edge(first + index + 1),
          count,
        }));
  }
}

function increment(bins: number[], index: number): void {
  const bin = Math.min(index, bins.length - 1);
  bins[bin] = (bins[bin] ?? 0) + 1;
}

function edge(index: number): number {
  return EDGES[index] ?? 10 * (EDGES.at(-1) ?? 0);
}
