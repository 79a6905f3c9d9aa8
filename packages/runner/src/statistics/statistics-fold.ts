import type { ResultRow } from '@fluxloop/core/contract';
import { ExactSum } from './exact-sum.js';
import { InputSums } from './input-sums.js';
import { addToTally, type InputTally, startTally } from './input-tally.js';
import { independentEstimate } from './interval.js';
import { rounded } from './rounding.js';
import type { RunStatistics } from './run-statistics.js';

/**
 * Statistics as a fold over rows, in any order and with the same result to the last bit.
 *
 * An input is kept in memory from its first row to its last, and then counted. Rows of the same input
 * follow each other closely, since they are begun one after the other; so as many are kept as run in
 * parallel, and with one iteration none.
 */
export class StatisticsFold {
  readonly #iterations: ReadonlyMap<string, number>;
  readonly #open = new Map<string, InputTally>();
  readonly #finished: InputSums;
  #rows = 0;
  #skipped = 0;
  #errors = 0;
  #cost: ExactSum | null = null;

  /** @param iterations - how many rows an input has, by the name of its scenario */
  constructor(iterations: ReadonlyMap<string, number>) {
    this.#iterations = iterations;
    this.#finished = new InputSums(Math.max(1, ...iterations.values()));
  }

  /** Takes one row in. */
  add(row: ResultRow): void {
    this.#rows += 1;
    if (row.verdict === 'error') this.#errors += 1;
    else if (row.verdict === 'skipped') this.#skipped += 1;
    if (row.cost !== undefined) {
      this.#cost ??= new ExactSum();
      this.#cost.add(row.cost);
    }
    const tally = this.#open.get(row.case_id) ?? startTally(row);
    addToTally(tally, row);
    // Of a scenario that the plan does not know by this name, inputs are kept to the end.
    const iterations = this.#iterations.get(row.scenario);
    if (tally.rows === iterations) {
      this.#finished.add(tally);
      if (iterations > 1) this.#open.delete(row.case_id);
    } else if (tally.rows === 1) {
      this.#open.set(row.case_id, tally);
    }
  }

  /** The statistics so far; inputs that lack iterations count with those that they have. */
  result(): Omit<RunStatistics, 'p95_ms'> {
    const all = this.#finished.copy();
    for (const tally of this.#open.values()) all.add(tally);
    return {
      ...all.result(),
      error_rate: independentEstimate(this.#errors, this.#rows - this.#skipped),
      cost: this.#cost === null ? null : rounded(this.#cost.value),
    };
  }
}
