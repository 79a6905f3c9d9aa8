import { removeLeftovers, type WholeFileOptions, writeWholeFile } from '@fluxloop/core/storage';
import { writeError } from '../ledger/ledger-error.js';

const HINT = 'Free some space, or make the folder writable for this user, and sync again.';

/**
 * Replaces a file as a whole. What a killed process left beside it is removed; callers hold the lock of
 * syncing, so that nobody else's is.
 * @param options.check - called before the rename; what it throws keeps the old content
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function placeFile(
  path: string,
  content: string,
  options: Pick<WholeFileOptions, 'access'> & { check?: () => Promise<void> },
): Promise<void> {
  try {
    await removeLeftovers(path);
    await writeWholeFile(path, content, options);
  } catch (error) {
    throw syncWriteError(error, path);
  }
}

/** {@link writeError} with what to do about it here. */
export function syncWriteError(error: unknown, path: string): unknown {
  return writeError(error, path, HINT);
}
