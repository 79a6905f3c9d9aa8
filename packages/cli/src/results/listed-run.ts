import type { RunTotals } from '@fluxloop/core/contract';
import {
  isBeingWritten,
  readUploadStates,
  type StoredRun,
  type UploadState,
} from '@fluxloop/runner';

/** A run in a list. */
export interface ListedRun {
  run_id: string;
  folder: string;
  started_at: string;
  /** When its last row ended; `null` when it was killed, or still runs. */
  finished_at: string | null;
  /** `stopped`: there is something left to run. */
  state: 'complete' | 'running' | 'stopped';
  /** The names of its scenarios. */
  scenarios: string[];
  /** How many rows it is to have. */
  planned: number;
  /** `null` when it was killed before it could add them up. */
  totals: RunTotals | null;
  sanitized: boolean;
  /** Where it was uploaded to. */
  uploads: UploadState[];
}

/** What a list tells of a run. */
export async function listedRun({ runId, folder, plan, summary }: StoredRun): Promise<ListedRun> {
  const running = await isBeingWritten(folder);
  return {
    run_id: runId,
    folder,
    started_at: plan.started_at,
    finished_at: running ? null : (summary?.finished_at ?? null),
    state: running ? 'running' : summary?.complete === true ? 'complete' : 'stopped',
    scenarios: plan.scenarios.map(({ name }) => name),
    planned: plan.rows,
    totals: running ? null : (summary?.totals ?? null),
    sanitized: plan.sanitized,
    uploads: await readUploadStates(folder),
  };
}
