import { join } from 'node:path';
import type { ResultRow } from '@fluxloop/core/contract';
import { AppendGroup } from '../ledger/append-group.js';
import { type SortRecord, sortRecords } from '../ledger/external-sort.js';
import { systemCode } from '../ledger/ledger-error.js';
import type { Plan } from '../ledger/plan.js';
import { readLines } from '../ledger/read-lines.js';
import { readRows } from '../ledger/read-run.js';
import { RUN_FILES } from '../ledger/run-folder.js';
import { RunFold } from '../totals/run-fold.js';
import { describePart, type MergedPart } from './merge-plans.js';
import { MergeRefusedError } from './merge-refused-error.js';

const ITERATION_DIGITS = 6;

/** What {@link mergeRows} takes. */
export interface MergeRowsOptions {
  parts: readonly MergedPart[];
  /** Of the run that comes out. */
  plan: Plan;
  /** Where its rows go. */
  folder: string;
  /** Whether every part must have all of its rows. */
  complete: boolean;
}

/** What {@link mergeRows} gives. */
export interface MergedRows {
  fold: RunFold;
  duplicates: number;
  /** How many whole rows each part had. */
  rows: number[];
}

/**
 * Writes the rows of several runs in the canonical order, each of them once.
 * @throws MergeRefusedError `run_unfinished`, `rows_conflict`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function mergeRows(options: MergeRowsOptions): Promise<MergedRows> {
  const { parts, plan, folder } = options;
  const rows = parts.map(() => 0);
  const fold = new RunFold(plan);
  const written = await AppendGroup.open([{ path: join(folder, RUN_FILES.results) }]);
  let duplicates = 0;
  const before = { key: '', content: '', part: 0 };
  try {
    for await (const { key, line } of sortRecords(rowRecords(options, rows), { folder })) {
      const { part, content } = splitOrigin(line);
      if (before.key === key) {
        if (before.content !== content) throw conflict(parts, before.part, part, content);
        duplicates += 1;
        continue;
      }
      Object.assign(before, { key, content, part });
      fold.add(JSON.parse(content) as ResultRow & { crc32?: string });
      await written.append(0, `${content}\n`);
    }
  } finally {
    await written.close();
  }
  return { fold, duplicates, rows };
}

/** Every row with its place in the canonical order, and the part that it comes from. */
async function* rowRecords(
  { parts, complete }: MergeRowsOptions,
  rows: number[],
): AsyncGenerator<SortRecord> {
  for (const [index, { folder }] of parts.entries()) {
    for await (const { row, line } of existing(readRows(folder))) {
      rows[index] = (rows[index] ?? 0) + 1;
      const iteration = String(row.iteration).padStart(ITERATION_DIGITS, '0');
      const key = `${row.scenario}\u0000${row.case_id}\u0000${iteration}`;
      yield { key, line: `${index} ${line.bytes.toString('utf8')}` };
    }
  }
  // Nothing comes out of the sort before all has gone in, so this is before the first row is written.
  if (complete) refuseUnfinished(parts, rows);
}

function splitOrigin(line: string): { part: number; content: string } {
  const space = line.indexOf(' ');
  return { part: Number(line.slice(0, space)), content: line.slice(space + 1) };
}

function refuseUnfinished(parts: readonly MergedPart[], rows: readonly number[]): void {
  const reasons = parts.flatMap((part, index) => {
    const whole = rows[index] ?? 0;
    return whole >= part.plan.rows
      ? []
      : [`${describePart(part)} has ${whole} of ${part.plan.rows} rows that are whole.`];
  });
  if (reasons.length === 0) return;
  throw new MergeRefusedError(
    'run_unfinished',
    'Not every run has finished:',
    reasons,
    'Finish each where it was run (fluxloop test --resume), or merge what is there with --allow-missing.',
  );
}

function conflict(
  parts: readonly MergedPart[],
  first: number,
  second: number,
  content: string,
): MergeRefusedError {
  const row = JSON.parse(content) as ResultRow;
  const names = [first, second].map((index) => {
    const part = parts[index];
    return part === undefined ? 'a run' : describePart(part);
  });
  return new MergeRefusedError(
    'rows_conflict',
    'A case was run twice, with two results:',
    [
      `${row.case_id}, iteration ${row.iteration + 1} of "${row.scenario}", is in ${names.join(' and in ')}.`,
    ],
    'Leave one of the two runs away; which of them counts, nobody but you can say.',
  );
}

/**
 * Puts the lines of another file of the runs together, by case and iteration; of equal lines one is kept.
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function mergeJoined(
  parts: readonly MergedPart[],
  folder: string,
  name: string,
): Promise<void> {
  const written = await AppendGroup.open([{ path: join(folder, name) }]);
  let before: SortRecord | null = null;
  try {
    for await (const record of sortRecords(joinedRecords(parts, name), { folder })) {
      if (before?.key === record.key && before.line === record.line) continue;
      before = record;
      await written.append(0, `${record.line}\n`);
    }
  } finally {
    await written.close();
  }
}

async function* joinedRecords(
  parts: readonly MergedPart[],
  name: string,
): AsyncGenerator<SortRecord> {
  for (const { folder } of parts) {
    for await (const { bytes } of existing(readLines(join(folder, name)))) {
      const line = bytes.toString('utf8');
      const key = /"case_id":"(c_[0-9a-f]{20})","iteration":(\d+)/.exec(line);
      // A line that is not whole has no case, and is left behind.
      if (key === null || !line.endsWith('}')) continue;
      yield { key: `${key[1]} ${String(key[2]).padStart(ITERATION_DIGITS, '0')}`, line };
    }
  }
}

/** A file that is not there has no lines. */
async function* existing<T>(lines: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* lines;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
