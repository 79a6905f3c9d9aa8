import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePlatform, startFakePlatform } from '../../fake-platform.test-support.js';
import { madeUpKey } from '../../made-up-keys.test-support.js';
import ScenariosCreate from '../scenarios/create.js';
import ScenariosDelete from '../scenarios/delete.js';
import ScenariosList from '../scenarios/list.js';
import ScenariosShow from '../scenarios/show.js';
import Sync from './index.js';
import SyncPull from './pull.js';
import SyncStatus from './status.js';
import SyncUpload from './upload.js';

const key = madeUpKey();
const FILE = 'scenarios/refunds.yaml';
let platform: FakePlatform;
let folder: TemporaryFolder;

beforeEach(async () => {
  platform = await startFakePlatform(key);
  folder = await temporaryFolder({
    'home/.keep': '',
    'fluxloop.yaml': 'project: support-bot\n',
    'scenarios/.keep': '',
  });
});
afterEach(async () => {
  await platform.close();
  await folder.remove();
});

const run = (command: RunnableCommand, argv: string[] = [], stdin?: string) =>
  runCommand(command, argv, {
    cwd: folder.path,
    env: {
      FLUXLOOP_HOME: `${folder.path}/home`,
      FLUXLOOP_API_KEY: key,
      FLUXLOOP_API_ENDPOINT: platform.url,
    },
    ...(stdin === undefined ? {} : { stdin }),
  });
/** Somebody in front of a terminal, who types this. */
const inTerminal = (command: RunnableCommand, argv: string[], typed: string) =>
  runCommand(command, argv, {
    cwd: folder.path,
    env: {
      FLUXLOOP_HOME: `${folder.path}/home`,
      FLUXLOOP_API_KEY: key,
      FLUXLOOP_API_ENDPOINT: platform.url,
    },
    terminal: { columns: 80 },
    typed: `${typed}\n`,
  });
const read = (file: string) => readFile(join(folder.path, file), 'utf8');
const text = (...inputs: string[]) => `inputs: [${inputs.join(', ')}]\n`;
/** Both sides have changed the scenario since they were synced. */
async function diverge(): Promise<void> {
  platform.putScenario('refunds', text('hi'));
  await run(SyncPull);
  platform.putScenario('refunds', text('theirs'));
  await folder.write(FILE, text('mine'));
}

describe('sync pull', () => {
  it('writes what is new, and says so', async () => {
    platform.putScenario('refunds', text('hi'));
    const pulled = await run(SyncPull, ['--yes']);
    expect(pulled.exitCode).toBe(0);
    expect(pulled.stdout).toBe(`✔ Scenarios: Synced 1\n   ↓ ${FILE} (version 1)\n`);
    expect(await read(FILE)).toBe(text('hi'));
    expect((await run(SyncPull, ['--yes', '--json'])).json()).toMatchObject({
      scenarios: { pulled: [], in_sync: 1 },
    });
  });

  it('uploads nothing', async () => {
    await folder.write(FILE, text('hi'));
    const pulled = await run(SyncPull, ['--yes']);
    expect(pulled.stdout).toContain('refunds: new here; settle it: fluxloop sync upload');
    expect(platform.history('refunds')).toEqual([]);
  });

  it('asks before it replaces a file, and needs --yes where nobody can be asked', async () => {
    platform.putScenario('refunds', text('hi'));
    await run(SyncPull);
    platform.putScenario('refunds', text('ho'));
    const refused = await run(SyncPull);
    expect(refused.error).toMatchObject({ code: 'confirmation_needed', exit_code: 2 });
    expect(refused.stderr).toContain(FILE);
    const no = await inTerminal(SyncPull, [], 'n');
    expect(no.error).toMatchObject({ code: 'not_confirmed' });
    expect(await read(FILE)).toBe(text('hi'));
    expect((await inTerminal(SyncPull, [], 'y')).exitCode).toBe(0);
    expect(await read(FILE)).toBe(text('ho'));
  });

  it('stops at a conflict with exit code 12, and says what to type', async () => {
    await diverge();
    const stopped = await run(SyncPull, ['--yes']);
    expect(stopped.exitCode).toBe(12);
    expect(stopped.stderr).toContain('fluxloop sync pull --keep local --scenario refunds');
    expect(stopped.stderr).toContain('fluxloop sync pull --keep remote --scenario refunds');
    expect(stopped.stderr).toContain('fluxloop sync --merge-file --scenario refunds');
    expect(await read(FILE)).toBe(text('mine'));
    expect((await run(SyncPull, ['--yes', '--json'])).json()).toMatchObject({
      error: {
        code: 'sync_conflict',
        exit_code: 12,
        conflicts: [{ name: 'refunds', kind: 'both_changed', file: FILE, version: 2 }],
      },
    });
    expect((await run(SyncPull, ['--yes', '--keep', 'remote'])).exitCode).toBe(0);
    expect(await read(FILE)).toBe(text('theirs'));
  });

  it('takes no script that the platform brings, unless it is told to', async () => {
    platform.putScenario('refunds', `${text('hi')}criteria: [{ javascript: "1" }]\n`);
    const refused = await run(SyncPull, ['--yes']);
    expect(refused.error).toMatchObject({ code: 'scenario_refused', exit_code: 2 });
    expect(refused.stderr).toContain('--allow-code');
    expect((await run(SyncPull, ['--yes', '--allow-code'])).exitCode).toBe(0);
  });
});

describe('sync', () => {
  it('goes both ways', async () => {
    platform.putScenario('theirs', text('hi'));
    await folder.write('scenarios/mine.yaml', text('ho'));
    const synced = await run(Sync, ['--yes']);
    expect(synced.stdout).toContain('↓ scenarios/theirs.yaml (version 1)');
    expect(synced.stdout).toContain('↑ mine (version 1)');
    expect(platform.history('mine')).toEqual([text('ho')]);
  });

  it('writes a merge file, and takes it when it is finished', async () => {
    await diverge();
    const asked = await run(Sync, ['--merge-file']);
    expect(asked.exitCode).toBe(12);
    expect(asked.stderr).toContain('fluxloop sync --keep merged --scenario refunds');
    const merge = await read('scenarios/refunds.merge.yaml');
    expect(merge).toContain('<<<<<<< here');
    await folder.write(
      'scenarios/refunds.merge.yaml',
      merge.replace(/^[<=>]{7}.*\n|.*theirs.*\n/gm, ''),
    );
    const merged = await run(Sync, ['--keep', 'merged', '--yes']);
    expect(merged.exitCode).toBe(0);
    expect(platform.history('refunds').at(-1)).toBe(text('mine'));
  });

  it('does not take two ways to settle a conflict at once', async () => {
    expect((await run(Sync, ['--merge-file', '--keep', 'local'])).exitCode).toBe(2);
  });
});

describe('sync upload', () => {
  it('uploads scenarios sanitized, and leaves the files as they are', async () => {
    const raw = text('"write to ada@example.com"');
    await folder.write(FILE, raw);
    expect((await run(SyncUpload, ['--yes'])).exitCode).toBe(0);
    expect(platform.history('refunds')).toEqual([text('"write to [EMAIL_1]"')]);
    expect(await read(FILE)).toBe(raw);
    expect((await run(SyncUpload, ['--yes', '--json'])).json()).toMatchObject({
      runs: { uploaded: [], unfinished: [] },
      scenarios: { pushed: [], in_sync: 1 },
    });
  });

  it('sends a scenario raw only with --no-sanitize and a yes', async () => {
    const raw = text('"write to ada@example.com"');
    await folder.write(FILE, raw);
    const refused = await run(SyncUpload, ['--no-sanitize']);
    expect(refused.error).toMatchObject({ code: 'confirmation_needed' });
    expect(platform.history('refunds')).toEqual([]);
    await run(SyncUpload, ['--no-sanitize', '--yes']);
    expect(platform.history('refunds')).toEqual([raw]);
  });

  it('offers, at a conflict, what an upload can do, and a pull for the rest', async () => {
    await diverge();
    const stopped = await run(SyncUpload, ['--yes']);
    expect(stopped.exitCode).toBe(12);
    expect(stopped.stderr).toContain('fluxloop sync upload --keep local --scenario refunds');
    expect(stopped.stderr).toContain('fluxloop sync pull --keep remote --scenario refunds');
    expect((await run(SyncUpload, ['--keep', 'local'])).exitCode).toBe(0);
    expect(platform.history('refunds').at(-1)).toBe(text('mine'));
  });

  it('deletes on the platform only with --delete and a yes', async () => {
    platform.putScenario('refunds', text('hi'));
    await run(SyncPull);
    await rm(join(folder.path, FILE));
    expect((await run(SyncUpload)).stdout).toContain('refunds: deleted here');
    expect((await run(SyncUpload, ['--delete'])).error).toMatchObject({
      code: 'confirmation_needed',
    });
    expect(platform.history('refunds')).toHaveLength(1);
    expect((await run(SyncUpload, ['--delete', '--yes'])).exitCode).toBe(0);
    expect(platform.history('refunds')).toEqual([]);
  });
});

describe('sync status', () => {
  it('shows what differs, and changes nothing', async () => {
    await diverge();
    await folder.write('scenarios/mine.yaml', text('x'));
    platform.putScenario('theirs', text('x'));
    const requests = platform.requests.length;
    const status = await run(SyncStatus);
    expect(status.exitCode).toBe(0);
    expect(status.stdout).toMatch(/mine\s+new here/);
    expect(status.stdout).toMatch(/refunds\s+conflict\s+2/);
    expect(status.stdout).toMatch(/theirs\s+new on the platform\s+1/);
    expect(platform.requests.slice(requests).every(({ method }) => method === 'GET')).toBe(true);
    expect(await read(FILE)).toBe(text('mine'));
    expect((await run(SyncStatus, ['--json'])).json()).toMatchObject({
      project: 'support-bot',
      scenarios: [
        { name: 'mine', standing: 'new_here' },
        { name: 'refunds', standing: 'conflict', conflict: 'both_changed' },
        { name: 'theirs', standing: 'new_on_platform' },
      ],
      runs: [],
    });
  });
});

describe('scenarios', () => {
  it('are listed, those of the platform and those here', async () => {
    expect((await run(ScenariosList)).stdout).toContain('fluxloop sync upload');
    platform.putScenario('refunds', text('hi'));
    expect((await run(ScenariosList)).stdout).toMatch(
      /refunds\s+1\s+2026-11-22 10:00\s+ada@example.com/,
    );
    const requests = platform.requests.length;
    expect((await run(ScenariosList, ['--local'])).stdout).toContain('fluxloop sync pull');
    await folder.write('scenarios/mine.yaml', text('x'));
    expect((await run(ScenariosList, ['--local', '--json'])).json()).toEqual({
      files: [{ name: 'mine', file: 'scenarios/mine.yaml' }],
    });
    expect(platform.requests).toHaveLength(requests);
  });

  it('are shown in each of their versions', async () => {
    platform.putScenario('refunds', text('one'));
    platform.putScenario('refunds', text('two'));
    expect((await run(ScenariosShow, ['refunds'])).stdout).toBe(text('two'));
    expect((await run(ScenariosShow, ['refunds', '--version', '1'])).stdout).toBe(text('one'));
    const versions = await run(ScenariosShow, ['refunds', '--versions', '--json']);
    expect(versions.json()).toMatchObject({
      version: 2,
      versions: [{ version: 2 }, { version: 1 }],
    });
    const missing = await run(ScenariosShow, ['refnds']);
    expect(missing.error).toMatchObject({ code: 'scenario_not_found', exit_code: 5 });
  });

  it('are created from a file, from standard input, and from what is here', async () => {
    await folder.write('draft.yaml', text('hi'));
    expect((await run(ScenariosCreate, ['a', '--file', 'draft.yaml'])).stdout).toContain(
      'scenarios/a.yaml',
    );
    expect((await run(ScenariosCreate, ['b', '--file', '-'], text('ho'))).exitCode).toBe(0);
    await folder.write('scenarios/c.yaml', text('ha'));
    expect((await run(ScenariosCreate, ['c', '--json'])).json()).toEqual({
      name: 'c',
      file: 'scenarios/c.yaml',
      version: 1,
    });
    expect(['a', 'b', 'c'].map(platform.history)).toEqual([
      [text('hi')],
      [text('ho')],
      [text('ha')],
    ]);
    expect(await read('scenarios/b.yaml')).toBe(text('ho'));
  });

  it.each([
    ['one that is there', ['there', '--file', 'draft.yaml'], 'scenario_exists'],
    ['one without a text', ['new'], 'scenario_file_missing'],
    ['a file that is not there', ['new', '--file', 'nothing.yaml'], 'file_missing'],
    ['a name that is none', ['../new', '--file', 'draft.yaml'], 'scenario_name_unusable'],
    ['a text that is none', ['new', '--file', 'broken.yaml'], 'yaml_syntax'],
  ])('are not created from %s', async (_what, argv, code) => {
    platform.putScenario('there', text('x'));
    await folder.write('draft.yaml', text('hi'));
    await folder.write('broken.yaml', 'inputs: ["');
    const refused = await run(ScenariosCreate, argv);
    expect(refused.error).toMatchObject({ code, exit_code: 2 });
    expect(platform.history('new')).toEqual([]);
  });

  it('are deleted for good, after a yes', async () => {
    platform.putScenario('old', text('hi'));
    expect((await run(ScenariosDelete, ['old'])).error).toMatchObject({
      code: 'confirmation_needed',
    });
    expect((await inTerminal(ScenariosDelete, ['old'], 'no')).error).toMatchObject({
      code: 'not_confirmed',
    });
    expect(platform.history('old')).toHaveLength(1);
    expect((await run(ScenariosDelete, ['old', '--yes'])).stdout).toContain('its one version');
    expect(platform.history('old')).toEqual([]);
    expect((await run(ScenariosDelete, ['old', '--yes'])).exitCode).toBe(5);
  });
});
