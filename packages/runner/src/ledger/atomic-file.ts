import { writeWholeFile } from '@fluxloop/core/storage';
import { writeError } from './ledger-error.js';

/**
 * Replaces a file of a run as a whole. It is readable by its owner only.
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  try {
    await writeWholeFile(path, content, { access: 'owner' });
  } catch (error) {
    throw writeError(error, path);
  }
}
