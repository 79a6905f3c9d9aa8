import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from './outbox.js';
import { readUploadStates } from './upload-state.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-outbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const platform = 'https://one.example.com';

/** Notes chunks of ten rows; the last of them is on its way only. */
async function send(
  to: { platform: string; project: string; sanitizer: string | null },
  chunks: number,
): Promise<void> {
  const outbox = await Outbox.open(folder, to);
  for (let chunk = 0; chunk <= chunks; chunk++) {
    const entry = { chunk, from: 0, to: 1, rows: 10, content: '', sha256: '', duplicates: 0 };
    await outbox.note({ ...entry, state: 'pending' });
    if (chunk < chunks) await outbox.note({ ...entry, state: 'sent' });
  }
  await outbox.close();
}

describe('where a run was uploaded to', () => {
  it('is nowhere before an upload', async () => {
    expect(await readUploadStates(folder)).toEqual([]);
  });

  it('counts what a platform has received, each project for itself', async () => {
    await send({ platform, project: 'a', sanitizer: 'x' }, 2);
    await send({ platform, project: 'b', sanitizer: 'x' }, 1);
    expect(await readUploadStates(folder)).toEqual([
      { platform, project: 'a', rows: 20 },
      { platform, project: 'b', rows: 10 },
    ]);
  });

  it('does not count twice what was sent again with other rules', async () => {
    await send({ platform, project: 'a', sanitizer: 'x' }, 2);
    await send({ platform, project: 'a', sanitizer: 'y' }, 3);
    expect(await readUploadStates(folder)).toEqual([{ platform, project: 'a', rows: 30 }]);
  });

  it('does not mind a torn line', async () => {
    await send({ platform, project: 'a', sanitizer: null }, 1);
    await appendFile(join(folder, 'upload.jsonl'), '{"chunk":7,"sta');
    expect(await readUploadStates(folder)).toEqual([{ platform, project: 'a', rows: 10 }]);
  });
});
