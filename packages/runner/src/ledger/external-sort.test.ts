import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SortRecord, sortRecords } from './external-sort.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-runner-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function* stream(records: readonly SortRecord[]) {
  yield* records;
}

async function sorted(records: readonly SortRecord[], budget?: number): Promise<SortRecord[]> {
  const result: SortRecord[] = [];
  const options = budget === undefined ? { folder } : { folder, budget };
  for await (const { key, line } of sortRecords(stream(records), options))
    result.push({ key, line });
  return result;
}

describe('sorting more than fits into memory', () => {
  it('gives the order of a sort in memory, equal keys in the order in which they came', async () => {
    const key = fc.oneof(
      fc.constantFrom('a', 'b', '', 'a\t', 'a\n', '\u0000', 'é', '😀', '"'),
      fc.string({ maxLength: 3 }),
    );
    const line = fc.string({ maxLength: 20 }).map((text) => JSON.stringify(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ key, line }), { maxLength: 60 }), async (records) => {
        const expected = [...records].sort((one, other) =>
          one.key < other.key ? -1 : one.key > other.key ? 1 : 0,
        );
        expect(await sorted(records)).toEqual(expected);
        expect(await sorted(records, 500)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves nothing on the disk, also when nobody reads to the end', async () => {
    const records = Array.from({ length: 100 }, (_, index) => ({ key: String(index), line: 'x' }));
    for await (const { key } of sortRecords(stream(records), { folder, budget: 300 })) {
      expect(key).toBe('0');
      break;
    }
    expect(await readdir(folder)).toEqual([]);
  });
});
