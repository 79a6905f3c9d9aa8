import type { ResultRow, RunTotals } from '@fluxloop/core/contract';
import type { MeasuredScenario } from '../criteria/run-criteria.js';
import type { Plan } from '../ledger/plan.js';
import type { RunStatistics } from '../statistics/run-statistics.js';
import { StatisticsFold } from '../statistics/statistics-fold.js';
import { type ScenarioTotals, TotalsFold } from './totals-fold.js';

/**
 * All that a summary says of the rows: totals, totals by scenario, statistics, and when the last one
 * ended.
 */
export class RunFold {
  readonly #scenarios = new Map<string, TotalsFold>();
  #rows = 0;
  #finished = 0;
  #latest = { text: '', time: 0 };
  readonly #statistics: StatisticsFold;

  /** @param plan - it says how many rows the inputs of each scenario have */
  constructor({ iterations, scenarios }: Pick<Plan, 'iterations' | 'scenarios'>) {
    this.#statistics = new StatisticsFold(
      new Map(scenarios.map(({ name, iterations: own }) => [name, own ?? iterations])),
    );
  }

  /** How many rows went in. */
  get rows(): number {
    return this.#rows;
  }

  /** When the last row ended, in milliseconds since 1970; 0 without rows. */
  get finishedAt(): number {
    return this.#finished;
  }

  /** Takes one row in. */
  add(row: ResultRow): void {
    this.#rows += 1;
    this.#statistics.add(row);
    let scenario = this.#scenarios.get(row.scenario);
    if (scenario === undefined) {
      scenario = new TotalsFold();
      this.#scenarios.set(row.scenario, scenario);
    }
    scenario.add(row);
    // Fast agents begin many cases within one millisecond.
    if (row.started_at !== this.#latest.text) {
      this.#latest = { text: row.started_at, time: Date.parse(row.started_at) };
    }
    const finished = Math.round(this.#latest.time + row.duration_ms);
    this.#finished = Math.max(this.#finished, finished);
  }

  /** What run criteria measure a scenario by; one without rows has nothing to show. */
  measured(name: string): MeasuredScenario {
    const scenario = this.#scenarios.get(name) ?? new TotalsFold();
    return { name, totals: scenario.totals(), cost: scenario.cost };
  }

  /** The totals over all rows. */
  totals(): RunTotals {
    return this.#all().totals();
  }

  /** What the rows say about the agent, and how sure that is. */
  statistics(): RunStatistics {
    return { ...this.#statistics.result(), p95_ms: this.#all().p95Bounds() };
  }

  /** The totals of every scenario, by name. */
  scenarios(): ScenarioTotals[] {
    return [...this.#scenarios.keys()]
      .sort()
      .map((name) => ({ name, totals: this.#scenarios.get(name)?.totals() }))
      .filter((one): one is ScenarioTotals => one.totals !== undefined);
  }

  /** Every row is in one scenario; a fold over all of them would add each row once more. */
  #all(): TotalsFold {
    const all = new TotalsFold();
    for (const scenario of this.#scenarios.values()) all.merge(scenario);
    return all;
  }
}
