import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Machine,
  type MemoryPlatform,
  machine,
  memoryPlatform,
  scenarioOf,
} from './sync.test-support.js';
import type { SyncScenariosOptions } from './sync-options.js';

const FILE = 'scenarios/refunds.yaml';

let platform: MemoryPlatform;
let here: Machine;
let there: Machine;
beforeEach(async () => {
  platform = memoryPlatform();
  here = await machine(platform);
  there = await machine(platform);
});
afterEach(async () => {
  await here[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
});

/** Both machines have the same scenario, and have synced it. */
async function shared(text = scenarioOf('hi')): Promise<void> {
  await here.write(FILE, text);
  await here.sync();
  await there.sync();
}

/** Here and there have changed it since; there has synced. */
async function diverged(): Promise<void> {
  await shared(scenarioOf('hi'));
  await there.write(FILE, scenarioOf('hi', 'there'));
  await there.sync();
  await here.write(FILE, scenarioOf('here', 'hi'));
}

/** The error of a sync that must fail. */
async function failure(on: Machine, options?: Partial<SyncScenariosOptions>): Promise<unknown> {
  return on.sync(options).then(
    () => expect.fail('it went well'),
    (error: unknown) => error,
  );
}

describe('a merge file', () => {
  const MERGE = 'scenarios/refunds.merge.yaml';

  it('holds both versions merged, and becomes the next version', async () => {
    await diverged();
    expect(await failure(here, { mergeFile: true })).toMatchObject({
      exitCode: 12,
      conflicts: [{ mergeFile: MERGE }],
      hint: 'Edit what stands between the markers, then: fluxloop sync --keep merged --scenario refunds',
    });
    expect(await here.read(MERGE)).toContain(scenarioOf('here', 'hi', 'there'));
    expect(await here.read(MERGE)).not.toContain('<<<<<<< ');
    expect(await here.read(FILE)).toBe(scenarioOf('here', 'hi'));
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('here', 'hi', 'there'));
    expect(await here.read(FILE)).toBe(scenarioOf('here', 'hi', 'there'));
    expect(await here.list('scenarios')).toEqual(['refunds.yaml']);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('has markers where both changed the same lines, and is not taken while they stand', async () => {
    await shared(scenarioOf('hi'));
    platform.put('refunds', scenarioOf('theirs'));
    await here.write(FILE, scenarioOf('mine'));
    await failure(here, { mergeFile: true });
    const merge = await here.read(MERGE);
    expect(merge).toContain(
      [
        'inputs:',
        `<<<<<<< here (${FILE})`,
        '  - "mine"',
        '=======',
        '  - "theirs"',
        '>>>>>>> platform (version 2)',
      ].join('\n'),
    );
    expect(await failure(here, { keep: 'merged' })).toMatchObject({ code: 'merge_unfinished' });
    await here.write(MERGE, (merge ?? '').replace(/^[<=>]{7}.*\n/gm, ''));
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('mine', 'theirs'));
    expect(await here.replaced()).toEqual([scenarioOf('mine')]);
  });

  it('is not written over, for somebody works on it', async () => {
    await diverged();
    await failure(here, { mergeFile: true });
    await here.write(MERGE, 'my work');
    expect(await failure(here, { mergeFile: true })).toMatchObject({ code: 'merge_file_exists' });
    expect(await here.read(MERGE)).toBe('my work');
    expect(await failure(here, { keep: 'merged' })).toMatchObject({ code: 'merge_file_unknown' });
  });

  it('of a version that is no longer the latest is a conflict again, and no work is lost', async () => {
    await diverged();
    await failure(here, { mergeFile: true });
    platform.put('refunds', scenarioOf('hi', 'there', 'third'));
    expect(await failure(here, { keep: 'merged' })).toMatchObject({ code: 'sync_conflict' });
    expect(await here.read(FILE)).toBe(scenarioOf('here', 'hi', 'there'));
    await failure(here, { mergeFile: true });
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('here', 'hi', 'there', 'third'));
  });
});
