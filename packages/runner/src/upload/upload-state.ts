import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_FILES } from '../ledger/run-folder.js';
import type { OutboxEntry } from './outbox.js';

/** How much of a run one platform has. */
export interface UploadState {
  /** The platform's address. */
  platform: string;
  project: string;
  /** How many rows it has received. */
  rows: number;
}

/**
 * Where a run was uploaded to, by its outbox; no request is made.
 * @param folder - the run's
 * @returns for each platform and project the most that was sent; none when nothing was
 */
export async function readUploadStates(folder: string): Promise<UploadState[]> {
  const text = await readFile(join(folder, RUN_FILES.upload), 'utf8').catch(() => '');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const chunks = new Map<string, OutboxEntry>();
  for (const line of lines.filter((one) => one !== '')) {
    // The outbox wrote the line, and a torn one is cut off above.
    const entry = JSON.parse(line) as OutboxEntry;
    const { platform, project, sanitizer, chunk } = entry;
    chunks.set(JSON.stringify([platform, project, sanitizer, chunk]), entry);
  }
  const uploads = new Map<string, UploadState>();
  for (const { platform, project, sanitizer, rows, state } of chunks.values()) {
    if (state !== 'sent') continue;
    const key = JSON.stringify([platform, project, sanitizer]);
    const known = uploads.get(key) ?? { platform, project, rows: 0 };
    uploads.set(key, { ...known, rows: known.rows + rows });
  }
  const best = new Map<string, UploadState>();
  for (const upload of uploads.values()) {
    const key = JSON.stringify([upload.platform, upload.project]);
    if ((best.get(key)?.rows ?? -1) < upload.rows) best.set(key, upload);
  }
  return [...best.values()];
}
