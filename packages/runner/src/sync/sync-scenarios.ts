import { join } from 'node:path';
import { takeLock } from '../ledger/run-lock.js';
import { type CarriedOut, carryOut } from './carry-out.js';
import { conflictError } from './conflict-message.js';
import type { SyncOperation } from './operations.js';
import { Preparer } from './prepare.js';
import { survey } from './survey.js';
import type { SyncOutcome, SyncPlan, SyncScenariosOptions } from './sync-options.js';
import { ensureSyncFolder } from './sync-state.js';

/**
 * Brings the scenarios of a project here and on the platform together: what changed on one side
 * since they were synced last goes to the other. What changed on both is a conflict; then nothing
 * is changed until a person has decided (`keep`, `mergeFile`).
 *
 * A sync may be cut off at any moment, and any number of machines may sync at once: what was done
 * is recognised by its digest, is not done twice, and no version overwrites one that its author has
 * not seen. A text that is replaced here and that the platform does not have is kept in
 * `.fluxloop/sync/replaced`.
 *
 * @throws SyncConflictError `sync_conflict` (exit 12)
 * @throws UsageError `sync_in_use` while another process syncs this folder;
 *   `scenario_changed_meanwhile`; `merge_file_exists`, `merge_unfinished`, `keep_remote_uploads`
 * @throws ConfigurationError for files that cannot be read or sent, and `scenario_refused` for
 *   scenarios from the platform that are not written
 * @throws NotFoundError `scenario_not_found`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 * @throws the errors of the client, and what `confirm` throws
 */
export async function syncScenarios(options: SyncScenariosOptions): Promise<SyncOutcome> {
  const { root, direction, mergeFile = false } = options;
  const lock = await takeLock(join(await ensureSyncFolder(root), 'sync.lock'), {
    code: 'sync_in_use',
    doing: 'syncs this project',
  });
  try {
    const { items, state } = await survey({ ...options, blind: direction === 'push' });
    const { operations, conflicts, left, inSync } = await new Preparer(options).prepare(items);
    if (conflicts.length > 0) {
      // What a person has merged is their word, also where another version has come meanwhile.
      await carryOut(operations.filter(isMerged), options, state);
      const outcome = mergeFile
        ? 'both versions were written side by side:'
        : 'nothing was changed:';
      throw conflictError(conflicts, direction, outcome);
    }
    const plan = planOf(operations);
    if (Object.values(plan).some((list) => list.length > 0)) await options.confirm?.(plan);
    const { late, ...done } = await carryOut(inOrder(operations), options, state);
    if (late.length > 0) {
      throw conflictError(late, direction, `somebody else was faster; ${describe(done)}:`);
    }
    return { ...done, left, in_sync: inSync };
  } finally {
    await lock.release();
  }
}

function isMerged(operation: SyncOperation): boolean {
  return operation.type === 'write' && operation.merged !== null;
}

/** What comes, then what goes out: who is interrupted has lost nothing of others' work. */
function inOrder(operations: readonly SyncOperation[]): SyncOperation[] {
  const isOut = ({ type }: SyncOperation) => type === 'push' || type === 'remove-there';
  return [...operations.filter((one) => !isOut(one)), ...operations.filter(isOut)];
}

function planOf(operations: readonly SyncOperation[]): SyncPlan {
  const writes = operations.filter((one) => one.type === 'write');
  return {
    create: writes.filter(({ present }) => present === null).map(({ file }) => file),
    replace: writes.filter(({ present }) => present !== null).map(({ file }) => file),
    remove: operations.flatMap((one) => (one.type === 'remove' ? [one.present.file] : [])),
    upload: operations.flatMap((one) => (one.type === 'push' ? [one.name] : [])),
    removeThere: operations.flatMap((one) => (one.type === 'remove-there' ? [one.name] : [])),
  };
}

function describe({ pulled, pushed, removed, removed_there }: Omit<CarriedOut, 'late'>): string {
  const count = pulled.length + pushed.length + removed.length + removed_there.length;
  return count === 0 ? 'nothing was changed' : `the other ${count} were synced`;
}
