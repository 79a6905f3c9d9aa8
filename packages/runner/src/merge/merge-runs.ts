import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { replaceFile } from '../ledger/atomic-file.js';
import { systemCode, writeError } from '../ledger/ledger-error.js';
import type { Plan } from '../ledger/plan.js';
import { createRunFolder, RUN_FILES, readPlan } from '../ledger/run-folder.js';
import { type RunSummary, summarize, writeSummary } from '../ledger/summary.js';
import { makeRunId } from '../pipeline/run-id.js';
import { formatShard, type Shard } from '../shards/shard.js';
import { type MergedPart, mergePlans } from './merge-plans.js';
import { MergeRefusedError } from './merge-refused-error.js';
import { mergeJoined, mergeRows } from './merge-rows.js';

/** What {@link mergeRuns} takes. */
export interface MergeRunsOptions {
  /** The project's folder. */
  root: string;
  /** The folders of the runs. */
  folders: readonly string[];
  /** The folder to write; it must be empty or new. Default: a new run of the project. */
  out?: string;
  /** Merges although shards or rows are missing. Default: refuse. */
  allowMissing?: boolean;
  /** Milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
  /** In [0, 1). Default: `Math.random`. */
  random?: () => number;
}

/** What {@link mergeRuns} gives. */
export interface MergeOutcome {
  runId: string;
  folder: string;
  summary: RunSummary;
  /** The runs that went in, in the order of their shards, and how many rows each brought. */
  parts: { runId: string; shard: Shard | null; rows: number; planned: number }[];
  /** Rows that came more than once, word for word, and were taken once. */
  duplicates: number;
  missing: Shard[];
}

/**
 * Puts the shards of a run together, or brings one run into the canonical order: by scenario, case and
 * iteration. The rows are taken over byte by byte, and all figures are computed anew from them; so what
 * comes out is the same bytes however the cases were divided, and in whatever order they finished.
 * Memory does not grow with the rows.
 * @throws MergeRefusedError `plans_differ`, `shards_missing`, `run_unfinished`, `rows_conflict`
 * @throws NotFoundError `run_not_found`, ConfigurationError `plan_unreadable` of a folder
 * @throws UsageError `merge_nothing`, `folder_not_empty`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function mergeRuns(options: MergeRunsOptions): Promise<MergeOutcome> {
  const complete = options.allowMissing !== true;
  const parts = await readParts(options.folders);
  const { plan: whole, missing } = mergePlans(parts);
  if (complete) refuseMissing(missing);
  const { runId, folder } = await outputFolder(options);
  const plan: Plan = { ...whole, run_id: runId };
  try {
    const { fold, duplicates, rows } = await mergeRows({ parts, plan, folder, complete });
    for (const name of [RUN_FILES.leaks, RUN_FILES.events]) await mergeJoined(parts, folder, name);
    const configuration = RUN_FILES.configuration;
    await copyFile(join(parts[0].folder, configuration), join(folder, configuration)).catch(
      (error: unknown) => {
        if (systemCode(error) !== 'ENOENT') throw writeError(error, folder);
      },
    );
    const summary = summarize(plan, fold);
    await writeSummary(folder, summary);
    // Last of all: a folder without a plan is no run, so a merge that was cut off leaves none behind.
    await replaceFile(join(folder, RUN_FILES.plan), `${JSON.stringify(plan, null, 2)}\n`);
    const described = parts.map(({ plan: { run_id, shard, rows: planned } }, index) => ({
      runId: run_id,
      shard,
      rows: rows[index] ?? 0,
      planned,
    }));
    return { runId, folder, summary, parts: described, duplicates, missing };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function readParts(folders: readonly string[]): Promise<[MergedPart, ...MergedPart[]]> {
  const parts: MergedPart[] = [];
  for (const folder of new Set(folders)) parts.push({ folder, plan: await readPlan(folder) });
  const index = ({ plan }: MergedPart) => plan.shard?.index ?? 0;
  const [first, ...others] = parts.sort(
    (one, other) => index(one) - index(other) || (one.plan.run_id < other.plan.run_id ? -1 : 1),
  );
  if (first !== undefined) return [first, ...others];
  throw new UsageError('merge_nothing', 'There is no run to merge.', {
    hint: 'Name the runs: fluxloop results merge RUN RUN',
  });
}

function refuseMissing(missing: readonly Shard[]): void {
  const [first] = missing;
  if (first === undefined) return;
  const { total } = first;
  throw new MergeRefusedError(
    'shards_missing',
    `Of ${total} shards ${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing:`,
    missing.map((shard) => `shard ${formatShard(shard)}`),
    `Run them (fluxloop test --shard ${formatShard(first)}), or merge what is there with --allow-missing.`,
  );
}

async function outputFolder(options: MergeRunsOptions): Promise<{ runId: string; folder: string }> {
  const { root, out, clock = Date.now, random = Math.random } = options;
  if (out !== undefined) {
    await makeEmpty(out);
    const name = basename(out);
    return { runId: isRunId(name) ? name : makeRunId(clock(), random), folder: out };
  }
  for (;;) {
    const runId = makeRunId(clock(), random);
    const folder = await createRunFolder(root, runId);
    if (folder !== null) return { runId, folder };
  }
}

function isRunId(name: string): boolean {
  return /^run_[a-z0-9_]{1,60}$/.test(name);
}

async function makeEmpty(folder: string): Promise<void> {
  let entries: string[];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    entries = await readdir(folder);
  } catch (error) {
    throw writeError(error, folder);
  }
  if (entries.length === 0) return;
  throw new UsageError('folder_not_empty', `${folder} is not empty.`, {
    hint: 'Name a new folder, or leave --out away.',
  });
}
