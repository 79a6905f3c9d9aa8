import type { Run } from '@fluxloop/core/contract';
import type { OutputMode, Surroundings } from '@fluxloop/plugin-kit';
import { followUpload } from '../runs/upload-progress.js';
import type { SyncedProject } from './sync-project.js';

/** A run whose results are on the platform now. */
interface UploadedRun {
  run: Run;
  chunks: number;
  rows: number;
  /** Rows that the platform had already. */
  duplicates: number;
}

/** What became of the runs of a project. */
export interface UploadedRuns {
  uploaded: UploadedRun[];
  /** Runs that are not finished, and were left here. */
  unfinished: { run_id: string }[];
}

/**
 * Uploads the results of one run, or of all that are finished and not there yet, oldest first.
 *
 * @param run - its id, or `latest`; `undefined` for all
 * @throws as `uploadRun` does; what was uploaded before is not sent again
 */
export async function uploadRuns(
  { root, client, project, sanitizer, sanitize }: SyncedProject,
  run: string | undefined,
  { surroundings, mode }: { surroundings: Surroundings; mode: OutputMode },
): Promise<UploadedRuns> {
  const { findRun, listUploads, uploadRun } = await import('@fluxloop/runner');
  const outcome: UploadedRuns = { uploaded: [], unfinished: [] };
  const folders: string[] = [];
  if (run === undefined) {
    const uploads = await listUploads(root, { platform: client.endpoint, project });
    for (const { runId, folder, standing } of uploads.reverse()) {
      if (standing === 'pending') folders.push(folder);
      if (standing === 'unfinished') outcome.unfinished.push({ run_id: runId });
    }
  } else {
    folders.push((await findRun(root, run)).folder);
  }
  const signal = surroundings.interruption();
  for (const folder of folders) {
    const { follow, end } = followUpload(surroundings.stderr, mode);
    const options = { folder, client, project, sanitizer, sanitize, signal, onEvent: follow };
    outcome.uploaded.push(await uploadRun(options).finally(end));
  }
  return outcome;
}
