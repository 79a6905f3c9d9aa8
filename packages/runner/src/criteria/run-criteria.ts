import type { RunTotals, Verdict } from '@fluxloop/core/contract';

/** What a run criterion measures: of all rows of a scenario, once the run is over. */
export const RUN_METRICS = [
  'pass_rate',
  'error_rate',
  'mean_score',
  'p50_latency',
  'p95_latency',
  'p99_latency',
  'max_latency',
  'cost',
] as const;
export type RunMetric = (typeof RUN_METRICS)[number];

/** A bound on a number of the whole run. Latencies are in milliseconds, cost in US dollars. */
export interface RunBound {
  metric: RunMetric;
  min?: number;
  max?: number;
}

/** A criterion of a scenario that is judged once, over the rows; as plans keep it. */
export interface RunCriterion extends RunBound {
  /** As it was written: `metric`, `not-metric`. */
  type: string;
  expected: string;
  negated: boolean;
  /** With 0 it is only told. */
  weight: number;
}

/** What a run criterion came to. */
export interface RunCriterionResult {
  scenario: string;
  type: string;
  /** What was expected, in one line. */
  expected: string;
  verdict: Exclude<Verdict, 'skipped' | 'error'>;
  reason: string;
  weight: number;
}

/** What the rows of a scenario came to, as far as run criteria go. */
export interface MeasuredScenario {
  name: string;
  totals: RunTotals;
  /** In US dollars, of the rows that tell it; `null` where none does. */
  cost: number | null;
}

/**
 * Judges a scenario by its run criteria. What nothing was measured for is `unjudged`, and so is all of a
 * run that is not complete: a part of the rows says nothing about the whole.
 */
export function judgeRun(
  criteria: readonly RunCriterion[],
  scenario: MeasuredScenario,
  complete: boolean,
): RunCriterionResult[] {
  return criteria.map(({ type, expected, negated, weight, ...bound }) => {
    const value = complete ? measure(bound.metric, scenario) : null;
    const within =
      value !== null &&
      value >= (bound.min ?? Number.NEGATIVE_INFINITY) &&
      value <= (bound.max ?? Number.POSITIVE_INFINITY);
    return {
      scenario: scenario.name,
      type,
      expected,
      verdict: value === null ? 'unjudged' : within !== negated ? 'pass' : 'fail',
      reason: inWords(bound.metric, value, complete),
      weight,
    };
  });
}

/** Those for which a run has failed. */
export function missedRunCriteria(
  criteria: readonly RunCriterionResult[] | undefined,
): RunCriterionResult[] {
  return (criteria ?? []).filter(({ verdict, weight }) => verdict === 'fail' && weight > 0);
}

function measure(metric: RunMetric, { totals, cost }: MeasuredScenario): number | null {
  const { pass, fail, error, skipped } = totals.verdicts;
  switch (metric) {
    case 'pass_rate':
      return pass + fail === 0 ? null : pass / (pass + fail);
    case 'error_rate':
      return totals.cases === skipped ? null : error / (totals.cases - skipped);
    case 'mean_score':
      return totals.score;
    case 'p50_latency':
      return totals.latency_ms.p50;
    case 'p95_latency':
      return totals.latency_ms.p95;
    case 'p99_latency':
      return totals.latency_ms.p99;
    case 'max_latency':
      return totals.latency_ms.max;
    case 'cost':
      return cost;
  }
}

function inWords(metric: RunMetric, value: number | null, complete: boolean): string {
  if (!complete) return 'The run is not complete.';
  return value === null
    ? `There is nothing to measure ${metric} by.`
    : `${metric} is ${Number(value.toPrecision(6))}.`;
}
