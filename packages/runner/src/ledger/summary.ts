import { join } from 'node:path';
import type { RunTotals } from '@fluxloop/core/contract';
import { judgeRun, type RunCriterionResult } from '../criteria/run-criteria.js';
import type { RunStatistics } from '../statistics/run-statistics.js';
import type { RunFold } from '../totals/run-fold.js';
import type { ScenarioTotals } from '../totals/totals-fold.js';
import { replaceFile } from './atomic-file.js';
import type { Plan } from './plan.js';

/** `summary.json`: what a run came to. It is derived from the plan and the rows and from nothing else. */
export interface RunSummary {
  run_id: string;
  started_at: string;
  /** When the last row ended; never before it began, whatever was done to the clock. */
  finished_at: string;
  sanitized: boolean;
  totals: RunTotals;
  scenarios: ScenarioTotals[];
  statistics: RunStatistics;
  /** What the criteria of whole scenarios came to; left out where there are none. */
  criteria?: RunCriterionResult[];
  plan_digest: string;
  /** Whether there is a row for every case and iteration of the plan. */
  complete: boolean;
}

/** The summary of the rows that went into a fold. */
export function summarize(plan: Plan, fold: RunFold): RunSummary {
  const complete = fold.rows === plan.rows;
  const criteria = runCriteria(plan, fold, complete);
  return {
    run_id: plan.run_id,
    started_at: plan.started_at,
    finished_at: new Date(Math.max(Date.parse(plan.started_at), fold.finishedAt)).toISOString(),
    sanitized: plan.sanitized,
    totals: fold.totals(),
    scenarios: fold.scenarios(),
    statistics: fold.statistics(),
    ...(criteria.length === 0 ? {} : { criteria }),
    plan_digest: plan.digest,
    complete,
  };
}

/** A shard is a part too, and says nothing about the whole. */
function runCriteria(plan: Plan, fold: RunFold, complete: boolean): RunCriterionResult[] {
  return plan.scenarios.flatMap(({ name, run_criteria: criteria = [] }) => {
    if (criteria.length === 0) return [];
    return judgeRun(criteria, fold.measured(name), complete && plan.shard === null);
  });
}

/**
 * Writes `summary.json`.
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function writeSummary(folder: string, summary: RunSummary): Promise<void> {
  await replaceFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
}
