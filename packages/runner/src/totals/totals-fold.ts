import type { RedactionCounts, ResultRow, RunTotals, Verdict } from '@fluxloop/core/contract';
import { ExactSum } from '../statistics/exact-sum.js';
import { rounded } from '../statistics/rounding.js';
import { LatencyDigest } from './latency-digest.js';

/** What a summary tells of one scenario. */
export interface ScenarioTotals {
  name: string;
  totals: RunTotals;
}

/** Totals as a fold over rows: nothing else goes in, and the order of the rows does not matter. */
export class TotalsFold {
  readonly #verdicts: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    error: 0,
    unjudged: 0,
    skipped: 0,
  };
  readonly #latency = new LatencyDigest();
  readonly #redactions = new Map<string, number>();
  #cases = 0;
  readonly #score = new ExactSum();
  readonly #weight = new ExactSum();
  #cost: ExactSum | null = null;

  /** What the rows cost in US dollars, as far as they tell; `null` where none does. */
  get cost(): number | null {
    return this.#cost === null ? null : rounded(this.#cost.value);
  }

  /** Takes one row in. */
  add(row: ResultRow): void {
    this.#cases += 1;
    this.#verdicts[row.verdict] += 1;
    if (row.verdict === 'pass' || row.verdict === 'fail') {
      const weight = row.weight ?? 1;
      this.#score.add(weight * row.score);
      this.#weight.add(weight);
    }
    if (row.cost !== undefined) {
      this.#cost ??= new ExactSum();
      this.#cost.add(row.cost);
    }
    if (row.verdict !== 'error' && row.verdict !== 'skipped') this.#latency.add(row.latency_ms);
    for (const type in row.redactions) {
      const count = row.redactions[type] ?? 0;
      this.#redactions.set(type, (this.#redactions.get(type) ?? 0) + count);
    }
  }

  /** Takes in all that another fold holds. */
  merge(other: TotalsFold): void {
    this.#cases += other.#cases;
    for (const verdict of Object.keys(other.#verdicts) as Verdict[]) {
      this.#verdicts[verdict] += other.#verdicts[verdict];
    }
    this.#score.merge(other.#score);
    this.#weight.merge(other.#weight);
    if (other.#cost !== null) {
      this.#cost ??= new ExactSum();
      this.#cost.merge(other.#cost);
    }
    this.#latency.merge(other.#latency);
    for (const [type, count] of other.#redactions) {
      this.#redactions.set(type, (this.#redactions.get(type) ?? 0) + count);
    }
  }

  /** The bounds of the 95th percentile of the latency, in milliseconds. */
  p95Bounds(): { low: number | null; high: number | null } {
    return this.#latency.bounds(0.95);
  }

  /** The totals so far. The score is of the cases that were judged, latency of those that were answered. */
  totals(): RunTotals {
    const weight = this.#weight.value;
    const redactions: RedactionCounts = {};
    for (const type of [...this.#redactions.keys()].sort()) {
      redactions[type] = this.#redactions.get(type) ?? 0;
    }
    return {
      cases: this.#cases,
      verdicts: { ...this.#verdicts },
      score: weight === 0 ? null : rounded(this.#score.value / weight),
      latency_ms: {
        p50: this.#latency.quantile(0.5),
        p95: this.#latency.quantile(0.95),
        p99: this.#latency.quantile(0.99),
        max: this.#latency.max,
      },
      redactions,
    };
  }
}
