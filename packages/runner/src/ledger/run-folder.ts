import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError, NotFoundError } from '@fluxloop/core/errors';
import { systemCode, writeError } from './ledger-error.js';
import type { Plan } from './plan.js';
import type { RunSummary } from './summary.js';

/** The files of a run. */
export const RUN_FILES = {
  plan: 'plan.json',
  configuration: 'config.yaml',
  results: 'results.jsonl',
  events: 'events.jsonl',
  leaks: 'leaks.jsonl',
  summary: 'summary.json',
  upload: 'upload.jsonl',
} as const;

/** A run on this machine. */
export interface StoredRun {
  runId: string;
  folder: string;
  plan: Plan;
  /** `null` when the run was killed before it could write one; `rebuildSummary` makes it. */
  summary: RunSummary | null;
}

/** Where a project keeps what FluxLoop writes: `.fluxloop` in its root. */
export function stateFolder(root: string): string {
  return join(root, '.fluxloop');
}

/**
 * Makes the folder of a new run, for its owner only.
 * @returns its path, or `null` when the name is taken
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function createRunFolder(root: string, runId: string): Promise<string | null> {
  const results = join(stateFolder(root), 'results');
  const folder = join(results, runId);
  await ensureStateFolder(root);
  // One by one: a recursive mkdir says ENOENT where the file system is read-only.
  await makeFolder(results).catch((error: unknown) => {
    throw writeError(error, results);
  });
  try {
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return null;
    throw writeError(error, folder);
  }
}

/**
 * Makes the folder of what FluxLoop writes into a project, for its owner only and for no repository.
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function ensureStateFolder(root: string): Promise<void> {
  const folder = stateFolder(root);
  try {
    await makeFolder(folder);
    // What the agent and its users said does not belong into a repository.
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw writeError(error, folder);
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
  });
}

/**
 * The runs of a project, newest first. Folders without a readable plan are left out.
 * @param root - the project's folder
 */
export async function listRuns(root: string): Promise<StoredRun[]> {
  const results = join(stateFolder(root), 'results');
  const names = await readdir(results).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw writeError(error, results);
  });
  const runs: StoredRun[] = [];
  for (const name of names.filter((one) => one.startsWith('run_'))) {
    const folder = join(results, name);
    const plan = await readJson<Plan>(join(folder, RUN_FILES.plan));
    if (plan === null) continue;
    runs.push({ runId: plan.run_id, folder, plan, summary: await readSummary(folder) });
  }
  return runs.sort((a, b) =>
    a.plan.started_at === b.plan.started_at
      ? compare(b.runId, a.runId)
      : compare(b.plan.started_at, a.plan.started_at),
  );
}

/**
 * Finds a run.
 * @param id - a run's id, or `latest`
 * @throws NotFoundError `run_not_found`
 */
export async function findRun(root: string, id: string): Promise<StoredRun> {
  const runs = await listRuns(root);
  const run = id === 'latest' ? runs[0] : runs.find(({ runId }) => runId === id);
  if (run !== undefined) return run;
  throw new NotFoundError(
    'run_not_found',
    runs.length === 0 ? `There are no runs in ${root} yet.` : `There is no run "${id}" in ${root}.`,
    {
      hint: runs[0] === undefined ? 'Run fluxloop test first.' : `The newest is ${runs[0].runId}.`,
    },
  );
}

/**
 * Reads the plan of a run.
 * @throws NotFoundError `run_not_found` when the folder is none of a run
 * @throws ConfigurationError `plan_unreadable`
 */
export async function readPlan(folder: string): Promise<Plan> {
  const path = join(folder, RUN_FILES.plan);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) {
    throw new NotFoundError('run_not_found', `${folder} is not the folder of a run.`);
  }
  const plan = parse<Plan>(text);
  if (plan?.version === 1) return plan;
  throw new ConfigurationError('plan_unreadable', `${path} is damaged or of another version.`, {
    location: { file: path },
  });
}

/** The summary of a run; `null` when there is none that can be read. */
export async function readSummary(folder: string): Promise<RunSummary | null> {
  return readJson<RunSummary>(join(folder, RUN_FILES.summary));
}

async function readJson<T>(path: string): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : parse<T>(text);
}

/** What this engine wrote, atomically, has the shape that it was written with. */
function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
