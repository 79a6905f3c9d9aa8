import { PermissionError } from '@fluxloop/core/errors';
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

describe('what changed on one side', () => {
  it('goes to the other: a new file, a new version of it, and back', async () => {
    await here.write(SHARED_FILE, scenarioOf('hi'));
    expect((await here.sync()).pushed).toEqual([{ name: 'refunds', version: 1 }]);
    expect((await there.sync()).pulled).toEqual([
      { name: 'refunds', file: SHARED_FILE, version: 1 },
    ]);
    await there.write(SHARED_FILE, scenarioOf('hi', 'ho'));
    expect((await there.sync()).pushed).toEqual([{ name: 'refunds', version: 2 }]);
    expect((await here.sync()).pulled).toEqual([
      { name: 'refunds', file: SHARED_FILE, version: 2 },
    ]);
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('hi', 'ho'));
  });

  it('goes only the way that is asked for, and the rest is told', async () => {
    await here.write(SHARED_FILE, scenarioOf('hi'));
    platform.put('other', scenarioOf('ho'));
    const pulled = await here.sync({ direction: 'pull' });
    expect(pulled.pulled.map(({ name }) => name)).toEqual(['other']);
    expect(pulled.left).toEqual([{ name: 'refunds', standing: 'new_here' }]);
    platform.put('third', scenarioOf('ho'));
    const pushed = await here.sync({ direction: 'push' });
    expect(pushed.pushed.map(({ name }) => name)).toEqual(['refunds']);
    expect(pushed.left).toEqual([{ name: 'third', standing: 'new_on_platform' }]);
  });

  it('is nothing the second time', async () => {
    await share(here, there);
    const requests: string[] = [];
    platform.onRequest = (name) => void requests.push(name);
    expect(await here.sync()).toMatchObject({ pulled: [], pushed: [], in_sync: 1 });
    expect(requests).toEqual(['list']);
  });

  it('is found by the versions where no note of the last time is left', async () => {
    await share(here, there);
    await there.write(SHARED_FILE, scenarioOf('hi', 'ho'));
    await there.sync();
    await here.remove('.fluxloop');
    expect(await here.standings()).toEqual({ refunds: 'changed_on_platform' });
    expect((await here.sync({ direction: 'pull' })).pulled).toHaveLength(1);
  });

  it('does not go when the file is changed while it is synced', async () => {
    await share(here, there);
    await there.write(SHARED_FILE, scenarioOf('hi', 'ho'));
    await there.sync();
    const mine = scenarioOf('mine');
    const error = await failureOf(here, { confirm: () => here.write(SHARED_FILE, mine) });
    expect(error).toMatchObject({ code: 'scenario_changed_meanwhile' });
    expect(await here.read(SHARED_FILE)).toBe(mine);
  });

  it('goes only as far as somebody confirms it', async () => {
    await share(here, there);
    platform.put('new', scenarioOf('ho'));
    platform.put('refunds', scenarioOf('ho'));
    await here.write('scenarios/mine.yaml', scenarioOf('x'));
    const plans: unknown[] = [];
    const confirm = async (plan: unknown) => {
      plans.push(plan);
      throw new Error('no');
    };
    await expect(here.sync({ confirm })).rejects.toThrow('no');
    expect(plans).toEqual([
      {
        create: ['scenarios/new.yaml'],
        replace: [SHARED_FILE],
        remove: [],
        upload: ['mine'],
        removeThere: [],
      },
    ]);
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('hi'));
    expect(platform.names()).toEqual(['new', 'refunds']);
  });

  it('is looked at only for the scenarios that are named', async () => {
    platform.put('a', scenarioOf('a'));
    platform.put('b', scenarioOf('b'));
    await here.sync({ names: ['a'] });
    expect(await here.list('scenarios')).toEqual(['a.yaml']);
    expect(await failureOf(here, { names: ['c'] })).toMatchObject({ code: 'scenario_not_found' });
  });
});

describe('a deletion', () => {
  it('on the platform takes the file with it, and keeps its text aside', async () => {
    await share(here, there);
    platform.remove('refunds');
    expect((await here.sync()).removed).toEqual([{ name: 'refunds', file: SHARED_FILE }]);
    expect(await here.read(SHARED_FILE)).toBeNull();
    expect(await here.replaced()).toEqual([scenarioOf('hi')]);
    expect(await here.sync()).toMatchObject({ pushed: [], pulled: [], removed: [] });
  });

  it('here deletes on the platform only where that is asked for', async () => {
    await share(here, there);
    await here.remove(SHARED_FILE);
    expect((await here.sync()).left).toEqual([{ name: 'refunds', standing: 'deleted_here' }]);
    expect((await here.sync({ deleteThere: true })).removed_there).toEqual([{ name: 'refunds' }]);
    expect(platform.names()).toEqual([]);
  });

  it.each([
    ['local', ['refunds'], scenarioOf('hi', 'ho')],
    ['remote', [], null],
  ] as const)(
    'on the platform of what changed here is settled by --keep %s',
    async (keep, names, text) => {
      await share(here, there);
      await here.write(SHARED_FILE, scenarioOf('hi', 'ho'));
      platform.remove('refunds');
      expect(await failureOf(here)).toMatchObject({ conflicts: [{ kind: 'deleted_on_platform' }] });
      await here.sync({ keep });
      expect(platform.names()).toEqual(names);
      expect(await here.read(SHARED_FILE)).toBe(text);
      if (keep === 'remote') expect(await here.replaced()).toEqual([scenarioOf('hi', 'ho')]);
    },
  );

  it.each([
    ['local', []],
    ['remote', ['refunds']],
  ] as const)(
    'here of what changed on the platform is settled by --keep %s',
    async (keep, names) => {
      await share(here, there);
      await here.remove(SHARED_FILE);
      platform.put('refunds', scenarioOf('hi', 'ho'));
      expect(await failureOf(here)).toMatchObject({ conflicts: [{ kind: 'deleted_here' }] });
      await here.sync({ keep });
      expect(platform.names()).toEqual(names);
      expect(await here.read(SHARED_FILE)).toBe(keep === 'local' ? null : scenarioOf('hi', 'ho'));
    },
  );
});

describe('a conflict', () => {
  it('stops with exit code 12 before anything is changed, and says what to type', async () => {
    await diverge(here, there);
    await here.write('scenarios/other.yaml', scenarioOf('x'));
    const error = await failureOf(here);
    expect(error).toMatchObject({
      code: 'sync_conflict',
      exitCode: 12,
      conflicts: [{ name: 'refunds', kind: 'both_changed', file: SHARED_FILE, version: 2 }],
      hint: expect.stringContaining('fluxloop sync --keep local --scenario refunds'),
    });
    expect(error).toMatchObject({ hint: expect.stringContaining('--keep remote') });
    expect(error).toMatchObject({ hint: expect.stringContaining('--merge-file') });
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('here', 'hi'));
    expect(platform.names()).toEqual(['refunds']);
    expect(await here.standings()).toEqual({ refunds: 'conflict', other: 'new_here' });
  });

  it('is none where both have changed the same', async () => {
    await diverge(here, there);
    await here.write(SHARED_FILE, scenarioOf('hi', 'there'));
    expect(await here.sync()).toMatchObject({ pulled: [], pushed: [], in_sync: 1 });
  });

  it('with --keep local becomes the next version', async () => {
    await diverge(here, there);
    expect((await here.sync({ keep: 'local' })).pushed).toEqual([{ name: 'refunds', version: 3 }]);
    await there.sync();
    expect(await there.read(SHARED_FILE)).toBe(scenarioOf('here', 'hi'));
    expect(platform.history('refunds')).toHaveLength(3);
  });

  it('with --keep remote takes the platform’s, and keeps the other text aside', async () => {
    await diverge(here, there);
    await here.sync({ keep: 'remote' });
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('hi', 'there'));
    expect(await here.replaced()).toEqual([scenarioOf('here', 'hi')]);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('in a pull, --keep local leaves the file for the next upload', async () => {
    await diverge(here, there);
    await here.sync({ direction: 'pull', keep: 'local' });
    expect(await here.standings()).toEqual({ refunds: 'changed_here' });
    expect((await here.sync({ direction: 'push' })).pushed).toEqual([
      { name: 'refunds', version: 3 },
    ]);
  });

  it('in an upload, --keep remote is refused', async () => {
    await diverge(here, there);
    const error = await failureOf(here, { direction: 'push', keep: 'remote' });
    expect(error).toMatchObject({ code: 'keep_remote_uploads', exitCode: 2 });
  });

  it('is one too where nobody knows a version in common', async () => {
    platform.put('refunds', scenarioOf('a'));
    await here.write(SHARED_FILE, scenarioOf('b'));
    expect(await failureOf(here)).toMatchObject({ conflicts: [{ kind: 'both_new' }] });
  });

  it('comes late where somebody else is faster; everything else is synced', async () => {
    await share(here, there);
    await here.write(SHARED_FILE, scenarioOf('mine'));
    await here.write('scenarios/a.yaml', scenarioOf('x'));
    const error = await failureOf(here, {
      confirm: async () => platform.put('refunds', scenarioOf('theirs')),
    });
    expect(error).toMatchObject({ code: 'sync_conflict', conflicts: [{ name: 'refunds' }] });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('theirs'));
    expect(platform.names()).toEqual(['a', 'refunds']);
    expect(await here.standings()).toMatchObject({ refunds: 'conflict', a: 'in_sync' });
  });
});

describe('a sync that was cut off', () => {
  it('stores nothing twice when the answer was lost', async () => {
    await here.write(SHARED_FILE, scenarioOf('hi'));
    platform.loseNextAnswer();
    expect(await failureOf(here)).toMatchObject({ code: 'connection_lost' });
    expect(await here.sync()).toMatchObject({ pushed: [], in_sync: 1 });
    expect(platform.history('refunds')).toHaveLength(1);
  });

  it('knows its own version again when others have gone on from it', async () => {
    await share(here, there);
    await here.write(SHARED_FILE, scenarioOf('hi', 'mine'));
    platform.loseNextAnswer();
    await failureOf(here);
    await there.sync();
    await there.write(SHARED_FILE, scenarioOf('hi', 'mine', 'theirs'));
    await there.sync();
    expect((await here.sync()).pulled).toHaveLength(1);
    expect(await here.read(SHARED_FILE)).toBe(scenarioOf('hi', 'mine', 'theirs'));
  });
});

describe('a credential that may write and not read', () => {
  const mayNotRead = () => {
    platform.onRequest = (name) => {
      if (name === 'put') return;
      throw new PermissionError('scope_insufficient', 'This needs the scope read.');
    };
  };

  it('uploads what is new and what changed, and what is there changes nothing', async () => {
    await share(here, there);
    mayNotRead();
    await here.write(SHARED_FILE, scenarioOf('hi', 'ho'));
    await here.write('scenarios/new.yaml', scenarioOf('x'));
    const { pushed } = await here.sync({ direction: 'push' });
    expect(pushed.map(({ name }) => name)).toEqual(['new', 'refunds']);
    await here.remove('.fluxloop');
    await here.sync({ direction: 'push' });
    expect(platform.history('refunds')).toHaveLength(2);
    expect(platform.history('new')).toHaveLength(1);
  });

  it('overwrites nothing that it has not seen', async () => {
    await diverge(here, there);
    mayNotRead();
    expect(await failureOf(here, { direction: 'push' })).toMatchObject({ code: 'sync_conflict' });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('hi', 'there'));
  });

  it('pulls nothing', async () => {
    mayNotRead();
    expect(await failureOf(here)).toMatchObject({ code: 'scope_insufficient', exitCode: 6 });
  });
});

it('two syncs of one folder do not run at once', async () => {
  await here.write(SHARED_FILE, scenarioOf('hi'));
  const confirm = async () => {
    expect(await failureOf(here)).toMatchObject({ code: 'sync_in_use' });
  };
  expect((await here.sync({ confirm })).pushed).toHaveLength(1);
});

it('a checkout with Windows’ ends of lines is the same, and keeps them', async () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  await share(here, there);
  await there.write(SHARED_FILE, `\uFEFF${crlf(scenarioOf('hi'))}`);
  expect(await there.standings()).toEqual({ refunds: 'in_sync' });
  await here.write(SHARED_FILE, scenarioOf('hi', 'ho'));
  await here.sync();
  await there.sync();
  expect(await there.read(SHARED_FILE)).toBe(crlf(scenarioOf('hi', 'ho')));
});

it('platforms and projects are kept apart', async () => {
  await share(here, there);
  const other = memoryPlatform();
  const client = { endpoint: 'https://staging.example.com', scenarios: other.scenarios };
  expect((await here.sync({ client })).pushed).toEqual([{ name: 'refunds', version: 1 }]);
  await here.write(SHARED_FILE, scenarioOf('hi', 'ho'));
  await here.sync({ client });
  expect(await here.standings()).toEqual({ refunds: 'changed_here' });
});
