import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  diverge,
  failureOf,
  type Machine,
  type MemoryPlatform,
  machine,
  memoryPlatform,
  SHARED_FILE,
  scenarioOf,
  share,
} from './sync.test-support.js';

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

describe('a merge file', () => {
  const MERGE = 'scenarios/refunds.merge.yaml';

  it('holds both versions merged, and becomes the next version', async () => {
    await diverge(here, there);
    expect(await failureOf(here, { mergeFile: true })).toMatchObject({
      exitCode: 12,
      conflicts: [{ mergeFile: MERGE }],
      hint: expect.stringMatching(
        /if there are any\. Then: fluxloop sync --keep merged --scenario refunds$/,
      ),
    });
    expect(await here.read(MERGE)).toContain(scenarioOf('here', 'hi', 'there'));
    expect(await here.read(MERGE)).not.toContain('<<<<<<< ');
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('here', 'hi'));
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('here', 'hi', 'there'));
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('here', 'hi', 'there'));
    expect(await here.list('scenarios')).toEqual(['refunds.yaml']);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('has markers where both changed the same lines, and is not taken while they stand', async () => {
    await share(here, there, scenarioOf('hi'));
    platform.put('refunds', scenarioOf('theirs'));
    await here.write(SHARED_FILE, scenarioOf('mine'));
    await failureOf(here, { mergeFile: true });
    const merge = await here.read(MERGE);
    expect(merge).toContain(
      [
        'inputs:',
        `<<<<<<< here (${SHARED_FILE})`,
        '  - "mine"',
        '=======',
        '  - "theirs"',
        '>>>>>>> platform (version 2)',
      ].join('\n'),
    );
    expect(await failureOf(here, { keep: 'merged' })).toMatchObject({ code: 'merge_unfinished' });
    await here.write(MERGE, (merge ?? '').replace(/^[<=>]{7}.*\n/gm, ''));
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('mine', 'theirs'));
    expect(await here.replaced()).toEqual([scenarioOf('mine')]);
  });

  it('is not written over, for somebody works on it', async () => {
    await diverge(here, there);
    await failureOf(here, { mergeFile: true });
    await here.write(MERGE, 'my work');
    expect(await failureOf(here, { mergeFile: true })).toMatchObject({ code: 'merge_file_exists' });
    expect(await here.read(MERGE)).toBe('my work');
    expect(await failureOf(here, { keep: 'merged' })).toMatchObject({ code: 'merge_file_unknown' });
  });

  it('of a version that is no longer the latest is a conflict again, and no work is lost', async () => {
    await diverge(here, there);
    await failureOf(here, { mergeFile: true });
    platform.put('refunds', scenarioOf('hi', 'there', 'third'));
    expect(await failureOf(here, { keep: 'merged' })).toMatchObject({ code: 'sync_conflict' });
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('here', 'hi', 'there'));
    await failureOf(here, { mergeFile: true });
    await here.sync({ keep: 'merged' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('here', 'hi', 'there', 'third'));
  });
});
