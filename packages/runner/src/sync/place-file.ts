import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../ledger/atomic-file.js';
import { writeError } from '../ledger/ledger-error.js';

const HINT = 'Free some space, or make the folder writable for this user, and sync again.';
const TEMPORARY = '.fluxloop-tmp';

/**
 * Replaces a file as a whole: written beside it, made durable, renamed over it. Whoever is killed
 * leaves the old content or the new; what they left beside it is removed the next time. Callers hold
 * the lock of syncing, so that nobody else's is.
 *
 * @param options.mode - the rights of a new file, from which the system takes what nobody is to have
 * @param options.keep - the rights of the file that is replaced, which stay as they are
 * @param options.check - called before the rename; what it throws keeps the old content
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function placeFile(
  path: string,
  content: string,
  options: { mode: number; keep?: number | undefined; check?: () => Promise<void> },
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}${TEMPORARY}`);
  try {
    await removeLeftovers(path);
    const handle = await open(temporary, 'wx', options.mode);
    try {
      if (options.keep !== undefined) await handle.chmod(options.keep);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await options.check?.();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(error, path, HINT);
  }
}

/** {@link writeError} with what to do about it here. */
export function syncWriteError(error: unknown, path: string): unknown {
  return writeError(error, path, HINT);
}

async function removeLeftovers(path: string): Promise<void> {
  const prefix = `.${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix) || !name.endsWith(TEMPORARY)) continue;
    await rm(join(dirname(path), name), { force: true });
  }
}
