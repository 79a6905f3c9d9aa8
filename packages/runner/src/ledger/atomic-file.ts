import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeError } from './ledger-error.js';

/**
 * Replaces a file as a whole: written beside it, made durable, renamed over it. Whoever reads sees
 * the old content or the new, never a part. The file is readable by its owner only.
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(error, path);
  }
}

/** Makes the names in a folder durable. Windows cannot open folders, and needs no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
