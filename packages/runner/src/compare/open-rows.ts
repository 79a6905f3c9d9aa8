import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ResultRow } from '@fluxloop/core/contract';
import { ConfigurationError, NotFoundError } from '@fluxloop/core/errors';
import { findRunFolders } from '../ledger/find-run-folders.js';
import { decodeLine } from '../ledger/ledger-line.js';
import { readLines } from '../ledger/read-lines.js';
import { readRows } from '../ledger/read-run.js';
import { listRuns, readPlan } from '../ledger/run-folder.js';

/** Rows of an earlier run, wherever they are kept. */
export interface RowSource {
  /** The run's id, or the name of the file. */
  name: string;
  /** The folder of the run, or the file. */
  path: string;
  /** When the run began; `null` for a file. */
  startedAt: string | null;
  /** How many rows there should be; `null` where nobody knows, as of a file. */
  planned: number | null;
  /** The rows one at a time. */
  rows(): AsyncIterable<ResultRow>;
}

/** Where {@link openRows} looks. */
export interface OpenRowsOptions {
  /** The project's folder. */
  root: string;
  /** What paths are relative to. */
  cwd: string;
}

/**
 * Opens the rows that a word names: a run's id, `latest`, `previous` (the one before it), the folder of
 * a run, or a file with a row a line, as `results.jsonl` is and the report `jsonl` writes.
 * @throws NotFoundError `run_not_found`
 * @throws ConfigurationError `plan_unreadable`; `rows_unreadable` of a file, while it is read
 */
export async function openRows(word: string, options: OpenRowsOptions): Promise<RowSource> {
  if (word === 'previous') return openFolder(await previousFolder(options.root));
  const path = resolve(options.cwd, word);
  const entry = await stat(path).catch(() => null);
  if (entry?.isFile() === true) return openFile(path);
  const folders = await findRunFolders(options.root, options.cwd, word);
  const [folder, second] = folders;
  if (folder === undefined || second !== undefined) {
    throw new NotFoundError('run_not_found', `${path} holds ${folders.length} runs.`, {
      hint: 'Name one of them, or put shards together first: fluxloop results merge RUN RUN',
    });
  }
  return openFolder(folder);
}

/** Opens the rows of a run's folder. */
export async function openFolder(folder: string): Promise<RowSource> {
  const plan = await readPlan(folder);
  return {
    name: plan.run_id,
    path: folder,
    startedAt: plan.started_at,
    planned: plan.rows,
    async *rows() {
      for await (const { row } of readRows(folder)) yield row;
    },
  };
}

/**
 * Opens the latest complete run of a project, to compare the next one with.
 * @param except - the id of a run that does not count
 * @returns `null` where there is none
 */
export async function openLatestComplete(root: string, except?: string): Promise<RowSource | null> {
  const runs = await listRuns(root);
  const latest = runs.find(
    ({ runId, plan, summary }) => runId !== except && !plan.shard && summary?.complete === true,
  );
  return latest === undefined ? null : openFolder(latest.folder);
}

async function previousFolder(root: string): Promise<string> {
  const [, previous] = await listRuns(root);
  if (previous !== undefined) return previous.folder;
  throw new NotFoundError('run_not_found', `There is no run before the latest in ${root}.`, {
    hint: 'Run fluxloop test once more.',
  });
}

function openFile(path: string): RowSource {
  return { name: basename(path), path, startedAt: null, planned: null, rows: () => fileRows(path) };
}

/** Unlike a ledger's, the last lines of a file are not made good by anybody: each must be a row. */
async function* fileRows(path: string): AsyncGenerator<ResultRow> {
  // With the contract comes zod, which those who only run tests need not load.
  const { resultRow } = await import('@fluxloop/core/contract');
  let line = 0;
  for await (const { bytes } of readLines(path, { torn: true })) {
    line += 1;
    if (bytes.length === 0) continue;
    const row = decodeLine(bytes) ?? resultRow.safeParse(plainValue(bytes)).data;
    if (row === undefined) {
      throw new ConfigurationError('rows_unreadable', 'The line is no row of results.', {
        location: { file: path, line },
        hint: 'Name the folder of a run, its results.jsonl, or a file that --report jsonl wrote.',
      });
    }
    yield row;
  }
}

/** A line without a checksum. One with a checksum that is wrong was altered, and is no row. */
function plainValue(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && 'crc32' in value ? null : value;
  } catch {
    return null;
  }
}
