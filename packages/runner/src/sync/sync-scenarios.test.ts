import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
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

describe('what changed on one side', () => {
  it('goes to the other: a new file, a new version of it, and back', async () => {
    await here.write(FILE, scenarioOf('hi'));
    expect((await here.sync()).pushed).toEqual([{ name: 'refunds', version: 1 }]);
    expect((await there.sync()).pulled).toEqual([{ name: 'refunds', file: FILE, version: 1 }]);
    await there.write(FILE, scenarioOf('hi', 'ho'));
    expect((await there.sync()).pushed).toEqual([{ name: 'refunds', version: 2 }]);
    expect((await here.sync()).pulled).toEqual([{ name: 'refunds', file: FILE, version: 2 }]);
    expect(await here.read(FILE)).toBe(scenarioOf('hi', 'ho'));
  });

  it('goes only the way that is asked for, and the rest is told', async () => {
    await here.write(FILE, scenarioOf('hi'));
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
    await shared();
    const requests: string[] = [];
    platform.onRequest = (name) => void requests.push(name);
    expect(await here.sync()).toMatchObject({ pulled: [], pushed: [], in_sync: 1 });
    expect(requests).toEqual(['list']);
  });

  it('is found by the versions where no note of the last time is left', async () => {
    await shared();
    await there.write(FILE, scenarioOf('hi', 'ho'));
    await there.sync();
    await here.remove('.fluxloop');
    expect(await here.standings()).toEqual({ refunds: 'changed_on_platform' });
    expect((await here.sync({ direction: 'pull' })).pulled).toHaveLength(1);
  });

  it('does not go when the file is changed while it is synced', async () => {
    await shared();
    await there.write(FILE, scenarioOf('hi', 'ho'));
    await there.sync();
    const mine = scenarioOf('mine');
    const error = await failure(here, { confirm: () => here.write(FILE, mine) });
    expect(error).toMatchObject({ code: 'scenario_changed_meanwhile' });
    expect(await here.read(FILE)).toBe(mine);
  });

  it('goes only as far as somebody confirms it', async () => {
    await shared();
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
        replace: [FILE],
        remove: [],
        upload: ['mine'],
        removeThere: [],
      },
    ]);
    expect(await here.read(FILE)).toBe(scenarioOf('hi'));
    expect(platform.names()).toEqual(['new', 'refunds']);
  });

  it('is looked at only for the scenarios that are named', async () => {
    platform.put('a', scenarioOf('a'));
    platform.put('b', scenarioOf('b'));
    await here.sync({ names: ['a'] });
    expect(await here.list('scenarios')).toEqual(['a.yaml']);
    expect(await failure(here, { names: ['c'] })).toMatchObject({ code: 'scenario_not_found' });
  });
});

describe('a deletion', () => {
  it('on the platform takes the file with it, and keeps its text aside', async () => {
    await shared();
    platform.remove('refunds');
    expect((await here.sync()).removed).toEqual([{ name: 'refunds', file: FILE }]);
    expect(await here.read(FILE)).toBeNull();
    expect(await here.replaced()).toEqual([scenarioOf('hi')]);
    expect(await here.sync()).toMatchObject({ pushed: [], pulled: [], removed: [] });
  });

  it('here deletes on the platform only where that is asked for', async () => {
    await shared();
    await here.remove(FILE);
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
      await shared();
      await here.write(FILE, scenarioOf('hi', 'ho'));
      platform.remove('refunds');
      expect(await failure(here)).toMatchObject({ conflicts: [{ kind: 'deleted_on_platform' }] });
      await here.sync({ keep });
      expect(platform.names()).toEqual(names);
      expect(await here.read(FILE)).toBe(text);
      if (keep === 'remote') expect(await here.replaced()).toEqual([scenarioOf('hi', 'ho')]);
    },
  );

  it.each([
    ['local', []],
    ['remote', ['refunds']],
  ] as const)(
    'here of what changed on the platform is settled by --keep %s',
    async (keep, names) => {
      await shared();
      await here.remove(FILE);
      platform.put('refunds', scenarioOf('hi', 'ho'));
      expect(await failure(here)).toMatchObject({ conflicts: [{ kind: 'deleted_here' }] });
      await here.sync({ keep });
      expect(platform.names()).toEqual(names);
      expect(await here.read(FILE)).toBe(keep === 'local' ? null : scenarioOf('hi', 'ho'));
    },
  );
});

describe('a conflict', () => {
  it('stops with exit code 12 before anything is changed, and says what to type', async () => {
    await diverged();
    await here.write('scenarios/other.yaml', scenarioOf('x'));
    const error = await failure(here);
    expect(error).toMatchObject({
      code: 'sync_conflict',
      exitCode: 12,
      conflicts: [{ name: 'refunds', kind: 'both_changed', file: FILE, version: 2 }],
      hint: expect.stringContaining('fluxloop sync --keep local --scenario refunds'),
    });
    expect(error).toMatchObject({ hint: expect.stringContaining('--keep remote') });
    expect(error).toMatchObject({ hint: expect.stringContaining('--merge-file') });
    expect(await here.read(FILE)).toBe(scenarioOf('here', 'hi'));
    expect(platform.names()).toEqual(['refunds']);
    expect(await here.standings()).toEqual({ refunds: 'conflict', other: 'new_here' });
  });

  it('is none where both have changed the same', async () => {
    await diverged();
    await here.write(FILE, scenarioOf('hi', 'there'));
    expect(await here.sync()).toMatchObject({ pulled: [], pushed: [], in_sync: 1 });
  });

  it('with --keep local becomes the next version', async () => {
    await diverged();
    expect((await here.sync({ keep: 'local' })).pushed).toEqual([{ name: 'refunds', version: 3 }]);
    await there.sync();
    expect(await there.read(FILE)).toBe(scenarioOf('here', 'hi'));
    expect(platform.history('refunds')).toHaveLength(3);
  });

  it('with --keep remote takes the platform’s, and keeps the other text aside', async () => {
    await diverged();
    await here.sync({ keep: 'remote' });
    expect(await here.read(FILE)).toBe(scenarioOf('hi', 'there'));
    expect(await here.replaced()).toEqual([scenarioOf('here', 'hi')]);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('in a pull, --keep local leaves the file for the next upload', async () => {
    await diverged();
    await here.sync({ direction: 'pull', keep: 'local' });
    expect(await here.standings()).toEqual({ refunds: 'changed_here' });
    expect((await here.sync({ direction: 'push' })).pushed).toEqual([
      { name: 'refunds', version: 3 },
    ]);
  });

  it('in an upload, --keep remote is refused', async () => {
    await diverged();
    const error = await failure(here, { direction: 'push', keep: 'remote' });
    expect(error).toMatchObject({ code: 'keep_remote_uploads', exitCode: 2 });
  });

  it('is one too where nobody knows a version in common', async () => {
    platform.put('refunds', scenarioOf('a'));
    await here.write(FILE, scenarioOf('b'));
    expect(await failure(here)).toMatchObject({ conflicts: [{ kind: 'both_new' }] });
  });

  it('comes late where somebody else is faster; everything else is synced', async () => {
    await shared();
    await here.write(FILE, scenarioOf('mine'));
    await here.write('scenarios/a.yaml', scenarioOf('x'));
    const error = await failure(here, {
      confirm: async () => platform.put('refunds', scenarioOf('theirs')),
    });
    expect(error).toMatchObject({ code: 'sync_conflict', conflicts: [{ name: 'refunds' }] });
    expect(platform.history('refunds').at(-1)).toBe(scenarioOf('theirs'));
    expect(platform.names()).toEqual(['a', 'refunds']);
    expect(await here.standings()).toMatchObject({ refunds: 'conflict', a: 'in_sync' });
  });
});

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

describe('what is sensitive in a file', () => {
  const raw = scenarioOf(`write to ${MARKERS.email}`, 'hi');
  const clean = scenarioOf('write to [EMAIL_1]', 'hi');

  it('stays on the machine, and in the file', async () => {
    await shared(raw);
    expect(platform.history('refunds')).toEqual([clean]);
    expect(await here.read(FILE)).toBe(raw);
    expect(await there.read(FILE)).toBe(clean);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
    await here.remove('.fluxloop');
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('stays in the file when others’ changes come', async () => {
    await shared(raw);
    await there.write(FILE, `${clean}  - "ho"\n`);
    await there.sync();
    await here.sync();
    expect(await here.read(FILE)).toBe(`${raw}  - "ho"\n`);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('stays in a file that a fresh checkout brought, when others’ changes come', async () => {
    await shared(raw);
    await there.write(FILE, `${clean}  - "ho"\n`);
    await there.sync();
    await here.remove('.fluxloop');
    await here.sync({ direction: 'pull' });
    expect(await here.read(FILE)).toBe(`${raw}  - "ho"\n`);
  });

  it('is a conflict where the platform changes the very line', async () => {
    await shared(raw);
    await there.write(FILE, scenarioOf('call [EMAIL_1]', 'hi'));
    await there.sync();
    expect(await failure(here)).toMatchObject({ conflicts: [{ kind: 'sanitized_lines' }] });
    expect(await here.read(FILE)).toBe(raw);
    await here.sync({ keep: 'remote' });
    expect(await here.replaced()).toEqual([raw]);
  });

  it('does not travel back and forth where people write placeholders beside it', async () => {
    await shared(raw);
    await there.write(FILE, scenarioOf(`ask ${MARKERS.otherEmail}`, 'write to [EMAIL_1]', 'hi'));
    for (let round = 0; round < 3; round += 1) {
      await there.sync();
      await here.sync();
    }
    const versions = platform.history('refunds').length;
    await there.sync();
    await here.sync();
    expect(platform.history('refunds')).toHaveLength(versions);
    expect(await here.read(FILE)).toContain(MARKERS.email);
    expect(await there.read(FILE)).toContain(MARKERS.otherEmail);
  });

  it('is found in other places too, where nothing beside it tells what it is', async () => {
    const number = ['4155', '550', '132'].join('');
    await here.write(
      FILE,
      `# ask ${number}\ninputs:\n  - "My phone number is ${number}"\n  - ${number}ab\n  - text: "${number}"\n    context: { id: ${number} }\n`,
    );
    await here.sync();
    const [sent = ''] = platform.history('refunds');
    expect(sent).toContain('[PHONE_1]');
    expect(sent).not.toContain(`"${number}"`);
    expect((await there.sync()).pulled).toHaveLength(1);
  });

  it('is not in the name either', async () => {
    await here.write(`scenarios/${MARKERS.email}.yaml`, scenarioOf('hi'));
    await here.write(
      'scenarios/b.yaml',
      `# ${MARKERS.otherEmail}\nname: about ${MARKERS.email}\n${scenarioOf('hi')}`,
    );
    await here.sync();
    expect(platform.names()).toEqual(['[EMAIL_1]', 'about [EMAIL_2]']);
    await there.sync();
    expect(await there.list('scenarios')).toEqual(['[EMAIL_1].yaml', 'about [EMAIL_2].yaml']);
    expect(await there.standings()).toEqual({
      '[EMAIL_1]': 'in_sync',
      'about [EMAIL_2]': 'in_sync',
    });
    expect(await here.standings()).toEqual({
      '[EMAIL_1]': 'in_sync',
      'about [EMAIL_2]': 'in_sync',
    });
  });

  it('goes out only where somebody asks for that', async () => {
    await here.write(FILE, raw);
    await here.sync({ sanitize: false });
    expect(platform.history('refunds')).toEqual([raw]);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });
});

describe('a sync that was cut off', () => {
  it('stores nothing twice when the answer was lost', async () => {
    await here.write(FILE, scenarioOf('hi'));
    platform.loseNextAnswer();
    expect(await failure(here)).toMatchObject({ code: 'connection_lost' });
    expect(await here.sync()).toMatchObject({ pushed: [], in_sync: 1 });
    expect(platform.history('refunds')).toHaveLength(1);
  });

  it('knows its own version again when others have gone on from it', async () => {
    await shared();
    await here.write(FILE, scenarioOf('hi', 'mine'));
    platform.loseNextAnswer();
    await failure(here);
    await there.sync();
    await there.write(FILE, scenarioOf('hi', 'mine', 'theirs'));
    await there.sync();
    expect((await here.sync()).pulled).toHaveLength(1);
    expect(await here.read(FILE)).toBe(scenarioOf('hi', 'mine', 'theirs'));
  });
});

it('two syncs of one folder do not run at once', async () => {
  await here.write(FILE, scenarioOf('hi'));
  const confirm = async () => {
    expect(await failure(here)).toMatchObject({ code: 'sync_in_use' });
  };
  expect((await here.sync({ confirm })).pushed).toHaveLength(1);
});

it('a checkout with Windows’ ends of lines is the same, and keeps them', async () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  await shared();
  await there.write(FILE, `\uFEFF${crlf(scenarioOf('hi'))}`);
  expect(await there.standings()).toEqual({ refunds: 'in_sync' });
  await here.write(FILE, scenarioOf('hi', 'ho'));
  await here.sync();
  await there.sync();
  expect(await there.read(FILE)).toBe(crlf(scenarioOf('hi', 'ho')));
});

it('platforms and projects are kept apart', async () => {
  await shared();
  const other = memoryPlatform();
  const client = { endpoint: 'https://staging.example.com', scenarios: other.scenarios };
  expect((await here.sync({ client })).pushed).toEqual([{ name: 'refunds', version: 1 }]);
  await here.write(FILE, scenarioOf('hi', 'ho'));
  await here.sync({ client });
  expect(await here.standings()).toEqual({ refunds: 'changed_here' });
});
