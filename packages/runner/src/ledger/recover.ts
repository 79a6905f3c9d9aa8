import { rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunFold } from '../totals/run-fold.js';
import { AppendGroup } from './append-group.js';
import { CaseCounter } from './case-counter.js';
import { systemCode, writeError } from './ledger-error.js';
import type { Plan } from './plan.js';
import { readLines } from './read-lines.js';
import { readRows } from './read-run.js';
import { RUN_FILES } from './run-folder.js';

/** What a run's folder holds once it is in order again. */
export interface Recovered {
  /** The (case, iteration) pairs that have a row. */
  done: CaseCounter;
  fold: RunFold;
  /** How many bytes at the end were cut off because they were not whole. */
  lost: number;
}

/**
 * Puts the folder of a run that was killed in order: a torn end of the rows is cut off, counters are
 * rebuilt from the rows, and leaks and events without a row are dropped.
 * @throws LedgerError `folder_not_writable`, `disk_full`; `ledger_damaged`, and nothing is changed
 */
export async function recover(folder: string, plan: Plan): Promise<Recovered> {
  const path = join(folder, RUN_FILES.results);
  const done = new CaseCounter();
  const fold = new RunFold(plan);
  let end = 0;
  try {
    const { size } = await ensured(path);
    for await (const { row, line } of readRows(folder)) {
      end = line.end;
      if (done.increment(row.case_id, row.iteration) === 0) fold.add(row);
    }
    if (end < size) await truncate(path, end);
    for (const name of [RUN_FILES.leaks, RUN_FILES.events]) {
      await keepJoined(join(folder, name), done);
    }
    return { done, fold, lost: size - end };
  } catch (error) {
    throw writeError(error, path);
  }
}

/** Keeps the lines that belong to a row, and drops those that were on their way. */
async function keepJoined(path: string, done: CaseCounter): Promise<void> {
  await ensured(path);
  const temporary = `${path}.tmp-${process.pid}`;
  await writeFile(temporary, '', { mode: 0o600 });
  const kept = await AppendGroup.open([{ path: temporary }]);
  for await (const { bytes } of readLines(path)) {
    const line = bytes.toString('utf8');
    const key = joinKey(line);
    if (key !== null && done.has(key.caseId, key.iteration)) await kept.append(0, `${line}\n`);
  }
  await kept.close();
  await rename(temporary, path);
}

function joinKey(line: string): { caseId: string; iteration: number } | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return null;
    const { case_id, iteration } = value as { case_id?: unknown; iteration?: unknown };
    if (typeof case_id !== 'string' || typeof iteration !== 'number') return null;
    return { caseId: case_id, iteration };
  } catch {
    return null;
  }
}

async function ensured(path: string): Promise<{ size: number }> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    await writeFile(path, '', { mode: 0o600 });
    return { size: 0 };
  }
}
