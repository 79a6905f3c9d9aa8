import { join } from 'node:path';
import type { ResultRow } from '@fluxloop/core/contract';
import { RunFold } from '../totals/run-fold.js';
import { damagedLedger } from './ledger-error.js';
import { decodeLine } from './ledger-line.js';
import type { Plan } from './plan.js';
import { type Line, readLines } from './read-lines.js';
import { RUN_FILES, readPlan, readSummary } from './run-folder.js';
import { lockRun } from './run-lock.js';
import { type RunSummary, summarize, writeSummary } from './summary.js';

/** A run as it is stored. */
export interface LoadedRun {
  plan: Plan;
  /** `null` when the run was killed before it could write one. */
  summary: RunSummary | null;
  /** The rows in the order in which they were finished, one at a time. */
  rows(): AsyncIterable<ResultRow>;
}

/** A row and the line that it was read from. */
export interface StoredRow {
  row: ResultRow;
  line: Line;
}

/**
 * Opens a run for reading.
 * @throws NotFoundError `run_not_found`
 * @throws ConfigurationError `plan_unreadable`
 */
export async function readRun(folder: string): Promise<LoadedRun> {
  const plan = await readPlan(folder);
  return {
    plan,
    summary: await readSummary(folder),
    async *rows() {
      for await (const { row } of readRows(folder)) yield row;
    },
  };
}

/**
 * The rows of a run. A torn end, as a kill or a power cut leaves it, is where they end; a line that is
 * damaged with whole ones behind it is a fault of something else, and those are not passed over.
 * @throws LedgerError `ledger_damaged` behind the last whole row before the damage
 */
export async function* readRows(folder: string): AsyncGenerator<StoredRow> {
  const path = join(folder, RUN_FILES.results);
  let number = 0;
  let damaged = 0;
  for await (const line of readLines(path)) {
    number += 1;
    const row = decodeLine(line.bytes);
    if (row === null) damaged ||= number;
    else if (damaged > 0) throw damagedLedger(path, damaged);
    else yield { row, line };
  }
}

/**
 * The summary of the rows as they are now, also of a run that was killed or still goes on. Nothing is
 * written.
 * @param onRow - is given each row on the way
 * @throws NotFoundError `run_not_found`
 * @throws ConfigurationError `plan_unreadable`
 */
export async function summarizeRun(
  folder: string,
  onRow: (row: ResultRow) => void = () => undefined,
): Promise<RunSummary> {
  const plan = await readPlan(folder);
  const fold = new RunFold(plan);
  for await (const { row } of readRows(folder)) {
    fold.add(row);
    onRow(row);
  }
  return summarize(plan, fold);
}

/**
 * Makes `summary.json` anew from the rows.
 * @throws NotFoundError `run_not_found`
 * @throws UsageError `run_in_use` while the run is being written
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function rebuildSummary(folder: string): Promise<RunSummary> {
  const plan = await readPlan(folder);
  const lock = await lockRun(folder);
  try {
    const fold = new RunFold(plan);
    for await (const { row } of readRows(folder)) fold.add(row);
    const summary = summarize(plan, fold);
    await writeSummary(folder, summary);
    return summary;
  } finally {
    await lock.release();
  }
}
