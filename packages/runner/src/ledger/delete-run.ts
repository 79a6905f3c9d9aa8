import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from './ledger-error.js';
import { RUN_FILES, readPlan } from './run-folder.js';
import { lockRun } from './run-lock.js';

/**
 * Deletes a run from this machine, for good. What was uploaded of it is not touched.
 *
 * The plan goes last: a deletion that is cut off leaves a run that is still listed, and can be deleted
 * again.
 * @throws NotFoundError `run_not_found` when the folder is none of a run
 * @throws UsageError `run_in_use` while the run is being written
 * @throws LedgerError `folder_not_writable`
 */
export async function deleteRun(folder: string): Promise<void> {
  await readPlan(folder);
  const lock = await lockRun(folder);
  try {
    for (const name of await readdir(folder)) {
      if (name === RUN_FILES.plan || name.startsWith('run.lock')) continue;
      await rm(join(folder, name), { recursive: true, force: true });
    }
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, folder, 'Make the folder writable for this user, and delete it again.');
  } finally {
    await lock.release();
  }
}
