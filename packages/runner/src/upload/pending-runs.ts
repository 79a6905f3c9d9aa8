import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../ledger/ledger-error.js';
import { listRuns } from '../ledger/run-folder.js';
import { isUploaded } from './outbox.js';

const LOCAL_ONLY = 'local-only';

/** Whether a run's results are on the platform. */
export type UploadStanding =
  | 'uploaded'
  /** Finished, and not there, or not all of it. */
  | 'pending'
  /** It has not come to its end: it may go on yet. */
  | 'unfinished'
  /** Somebody has said that its results stay on this machine. */
  | 'local_only';

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
    const standing = (await isUploaded(folder, destination))
      ? 'uploaded'
      : (await isLocalOnly(folder))
        ? 'local_only'
        : summary?.complete === true
          ? 'pending'
          : 'unfinished';
    uploads.push({ runId, folder, standing });
  }
  return uploads;
}

/**
 * Notes that a run's results stay on this machine: an upload of all runs leaves it out. Naming it
 * uploads it all the same.
 *
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function keepRunLocal(folder: string): Promise<void> {
  const path = join(folder, LOCAL_ONLY);
  await writeFile(path, '', { mode: 0o600 }).catch((error: unknown) => {
    throw writeError(error, path);
  });
}

async function isLocalOnly(folder: string): Promise<boolean> {
  return access(join(folder, LOCAL_ONLY)).then(
    () => true,
    () => false,
  );
}
