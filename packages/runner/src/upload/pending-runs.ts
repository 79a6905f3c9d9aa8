import { listRuns } from '../ledger/run-folder.js';
import { isUploaded } from './outbox.js';

/** Whether a run's results are on the platform. */
export type UploadStanding =
  | 'uploaded'
  /** Finished, and not there, or not all of it. */
  | 'pending'
  /** It has not come to its end: it may go on yet. */
  | 'unfinished';

/** A run and where its results are. */
export interface RunUpload {
  runId: string;
  folder: string;
  standing: UploadStanding;
}

/**
 * Where the results of a project's runs are, newest first.
 *
 * @param root - the project's folder
 * @param destination - the platform's address, and the project's name there
 */
export async function listUploads(
  root: string,
  destination: { platform: string; project: string },
): Promise<RunUpload[]> {
  const uploads: RunUpload[] = [];
  for (const { runId, folder, summary } of await listRuns(root)) {
    const done = await isUploaded(folder, destination);
    const standing = done ? 'uploaded' : summary?.complete === true ? 'pending' : 'unfinished';
    uploads.push({ runId, folder, standing });
  }
  return uploads;
}
