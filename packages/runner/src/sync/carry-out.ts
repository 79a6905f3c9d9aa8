import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConflictError } from '@fluxloop/core/errors';
import { systemCode } from '../ledger/ledger-error.js';
import { rulesDigest } from '../ledger/plan.js';
import type { PushOperation, SyncOperation, WriteOperation } from './operations.js';
import { placeFile, syncWriteError } from './place-file.js';
import { removeProjectFile, writeProjectFile } from './project-files.js';
import { digestOf, withLineEnds } from './scenario-text.js';
import type { SurveyedFile } from './survey.js';
import type { SyncConflict } from './sync-error.js';
import type { SyncEvent, SyncOutcome, SyncScenariosOptions } from './sync-options.js';
import { ensureSyncFolder, type SyncState } from './sync-state.js';

/** What has become of the operations. */
export type CarriedOut = Pick<SyncOutcome, 'pulled' | 'pushed' | 'removed' | 'removed_there'> & {
  /** Scenarios that somebody else has changed meanwhile. */
  late: SyncConflict[];
};

/**
 * Carries out the steps of a sync one after the other, and notes each as soon as it is done: a
 * process that is killed leaves nothing that the next sync does not recognise by its digest.
 */
export async function carryOut(
  operations: readonly SyncOperation[],
  options: SyncScenariosOptions,
  state: SyncState,
): Promise<CarriedOut> {
  const { client, project, root, signal, onEvent = () => undefined } = options;
  const done: CarriedOut = { pulled: [], pushed: [], removed: [], removed_there: [], late: [] };
  const tell = (event: SyncEvent) => onEvent(event);
  for (const operation of operations) {
    signal?.throwIfAborted();
    const { name } = operation;
    switch (operation.type) {
      case 'note':
        await state.set(name, operation.note);
        break;
      case 'forget':
        await state.forget(name);
        break;
      case 'write': {
        await write(root, operation, state);
        const pulled = { name, file: operation.file, version: operation.note.version };
        done.pulled.push(pulled);
        tell({ type: 'scenario-pulled', ...pulled });
        break;
      }
      case 'remove': {
        const { present } = operation;
        await keepAside(root, name, present);
        await removeProjectFile(root, present.file, present.bytes);
        await state.forget(name);
        done.removed.push({ name, file: present.file });
        tell({ type: 'scenario-removed', name, file: present.file });
        break;
      }
      case 'push': {
        const version = await unlessLate(done, operation, () => push(operation, options, state));
        if (version === null) break;
        done.pushed.push({ name, version });
        tell({ type: 'scenario-pushed', name, version });
        break;
      }
      case 'remove-there': {
        const { base } = operation;
        const call = signal === undefined ? {} : { signal };
        const gone = await unlessLate(done, { name, file: null }, async () => {
          await client.scenarios.delete(project, name, { base }, call);
          await state.forget(name);
          return true;
        });
        if (gone === null) break;
        done.removed_there.push({ name });
        tell({ type: 'scenario-removed-there', name });
        break;
      }
    }
  }
  return done;
}

async function write(root: string, operation: WriteOperation, state: SyncState): Promise<void> {
  const { name, file, text, present, keepPresent, note, merged } = operation;
  if (present?.text !== text) {
    if (present !== null && keepPresent) await keepAside(root, name, present);
    const content = withLineEnds(text, present?.crlf ?? false);
    await writeProjectFile(root, file, content, present?.bytes ?? null);
  }
  await state.set(name, note);
  if (merged !== null) await removeProjectFile(root, merged.file, merged.bytes);
}

/** @returns the version that it has become */
async function push(
  { name, text, base, file, raw }: PushOperation,
  { client, project, sanitize, sanitizer, signal }: SyncScenariosOptions,
  state: SyncState,
): Promise<number> {
  const { version, digest } = await client.scenarios.put(
    project,
    name,
    { text, base, sanitizer_digest: sanitize ? rulesDigest(sanitizer) : null },
    signal === undefined ? {} : { signal },
  );
  await state.set(name, { version, digest, file, local: raw });
  return version;
}

/** @returns `null` when somebody else was faster, which is noted as a conflict */
async function unlessLate<T>(
  done: CarriedOut,
  { name, file }: { name: string; file: string | null },
  send: () => Promise<T>,
): Promise<T | null> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    done.late.push({ name, kind: 'both_changed', file, version: null, mergeFile: null });
    return null;
  }
}

/**
 * Keeps a text that is about to be replaced or removed, and that the platform does not have:
 * `.fluxloop/sync/replaced/NAME-DIGEST.yaml`, for its owner only.
 */
async function keepAside(root: string, name: string, { text }: SurveyedFile): Promise<void> {
  const folder = join(await ensureSyncFolder(root), 'replaced');
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw syncWriteError(error, folder);
  });
  const readable = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
  const path = join(folder, `${readable}-${digestOf(text).slice(0, 12)}.yaml`);
  await placeFile(path, text, { access: 'owner' });
}
