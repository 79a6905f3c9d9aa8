import { chmod, lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Machine,
  type MemoryPlatform,
  machine,
  memoryPlatform,
  scenarioOf,
} from './sync.test-support.js';

let platform: MemoryPlatform;
let here: Machine;
beforeEach(async () => {
  platform = memoryPlatform();
  here = await machine(platform);
});
afterEach(() => here[Symbol.asyncDispose]());

const pull = (options = {}) => here.sync({ direction: 'pull', ...options });

describe('a scenario from the platform', () => {
  it.each([
    ['a script', 'inputs: [hi]\ncriteria:\n  - javascript: "output.length"\n'],
    ['a script, negated', 'inputs: [hi]\ncriteria:\n  - not-javascript: "output.length"\n'],
    ['a script in the long form', 'inputs: [hi]\ncriteria:\n  - { value: x, type: javascript }\n'],
    ['a file of the project to run', 'inputs: [hi]\ncriteria:\n  - module: ./scripts/deploy.mjs\n'],
    ['a file that measures', 'inputs: [hi]\ncriteria:\n  - metric: ./scripts/deploy.mjs\n'],
    ['a package to run', 'inputs: [hi]\ncriteria:\n  - module: some-package\n'],
    ['a script that looks like a file', 'inputs: [hi]\ncriteria:\n  - javascript: ./check.js\n'],
    [
      'a script for one turn',
      'inputs:\n  - turns: [{ text: hi, criteria: [{ javascript: x }] }]\n',
    ],
    [
      'a script within another criterion',
      'inputs: [hi]\ncriteria:\n  - any-of: [{ javascript: x }]\n',
    ],
    ['a script by an alias', 'x: &a { javascript: x }\ninputs: [hi]\ncriteria:\n  - *a\n'],
    ['a script by a merge', 'x: &a { javascript: x }\ninputs: [hi]\ncriteria:\n  - { <<: *a }\n'],
  ])('does not bring %s, unless somebody lets it', async (_what, text) => {
    platform.put('refunds', text);
    await expect(pull()).rejects.toMatchObject({
      code: 'scenario_refused',
      exitCode: 2,
      hint: expect.stringContaining('--allow-code'),
    });
    expect(await here.list('scenarios')).toEqual([]);
    await pull({ allowCode: true });
    expect(await here.read('scenarios/refunds.yaml')).toBe(text);
  });

  it('may keep a script that its file has', async () => {
    const text = (input: string) =>
      `inputs: [${input}]\ncriteria:\n  - javascript: "output.length"\n`;
    await here.write('scenarios/refunds.yaml', text('hi'));
    await here.sync();
    platform.put('refunds', text('ho'));
    expect((await pull()).pulled).toHaveLength(1);
    platform.put('refunds', text('ho').replace('length', 'size'));
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_refused' });
  });

  it('may measure what is built in', async () => {
    platform.put('refunds', 'inputs: [hi]\ncriteria: [{ metric: words, max: 100 }]\n');
    expect((await pull()).pulled).toHaveLength(1);
  });

  it('may tell of scripts in what the agent is told', async () => {
    platform.put(
      'refunds',
      'inputs:\n  - text: "javascript: x"\n    context: { javascript: x, path: /etc }\n',
    );
    expect((await pull()).pulled).toHaveLength(1);
  });

  it.each([
    ['an absolute path', 'inputs: /etc/hosts.jsonl'],
    ['a path of Windows', 'inputs: "C:\\\\secrets.jsonl"'],
    ['a path of a network', 'inputs: "\\\\\\\\server\\\\share\\\\a.jsonl"'],
    ['a home', 'inputs: ~/secrets.jsonl'],
    ['an address', 'inputs: file:///etc/hosts.jsonl'],
    ['a path out of the project', 'inputs: ../../secrets.jsonl'],
    ['a path that leads out in between', 'inputs: data/../../../x/../secrets.jsonl'],
    ['a path with backslashes', 'inputs: "..\\\\..\\\\secrets.jsonl"'],
    ['a data file outside', 'inputs: { file: ../../secrets.csv }'],
    ['a scenario outside', 'extends: ../../other.yaml\ninputs: [hi]'],
    ['one of several scenarios outside', 'extends: [base.yaml, ../../other.yaml]\ninputs: [hi]'],
    ['a persona outside', 'personas: [../../../secret]\ninputs: [hi]'],
    ['a criterion outside', 'inputs: [hi]\ncriteria: [{ "../evil.ts:check": true }]'],
    ['a file to run outside', 'inputs: [hi]\ncriteria: [{ module: ../evil.mjs }]'],
    ['a measure outside', 'inputs: [hi]\ncriteria: [{ metric: /tmp/evil.mjs }]'],
    ['a schema outside', 'inputs: [hi]\ncriteria: [{ json-schema: /etc/passwd }]'],
  ])('does not refer to %s', async (_what, text) => {
    platform.put('refunds', text);
    await expect(pull({ allowCode: true })).rejects.toMatchObject({ code: 'scenario_refused' });
    expect(await here.list('scenarios')).toEqual([]);
  });

  it('may refer to what lies in the project', async () => {
    platform.put('refunds', 'extends: [../base.yaml, ./other.yaml]\ninputs: ../data/many.jsonl');
    expect((await pull()).pulled).toHaveLength(1);
  });

  it.each([
    ['no YAML', 'inputs: ["hi'],
    ['no scenario', 'inputs: 5'],
    ['a tag of its own', 'inputs: [hi]\ncriteria: !!js/function "x"'],
    [
      'a list without end',
      `a: &a [x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${'*abcdefghij'[0]}${'abcdefghij'[index]}${`, *${'abcdefghij'[index]}`.repeat(9)}]`).join('\n')}\ninputs: [hi]`,
    ],
  ])('is not written when it is %s', async (_what, text) => {
    platform.put('refunds', text);
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_refused', exitCode: 2 });
    expect(await here.list('scenarios')).toEqual([]);
  });

  it('that is refused keeps all others away too, unless they are named', async () => {
    platform.put('good', scenarioOf('hi'));
    platform.put('evil', 'inputs: /etc/x.jsonl');
    await expect(pull()).rejects.toMatchObject({ message: expect.stringContaining('"evil"') });
    expect(await here.list('scenarios')).toEqual([]);
    expect((await pull({ names: ['good'] })).pulled).toHaveLength(1);
  });

  it('must call itself as the platform does', async () => {
    platform.put('refunds', `name: something else\n${scenarioOf('hi')}`);
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_refused' });
  });
});

describe('the name of a scenario from the platform', () => {
  it.each([
    '../evil',
    '..',
    'a/b',
    'a\\b',
    '/etc/passwd',
    'C:evil',
    'nul',
    'con.x',
    '.bashrc',
    'a.merge',
    'a\u0000b',
    'a\u202eb',
    'x'.repeat(300),
  ])('cannot leave the folder of scenarios: %j', async (name) => {
    platform.put(name, scenarioOf('hi'));
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_name_unsafe' });
    expect(await here.list('.')).toEqual(['.fluxloop']);
  });

  it('cannot take the place of another file, whatever the case of its letters', async () => {
    await here.write('scenarios/Refunds.yaml', `name: mine\n${scenarioOf('hi')}`);
    platform.put('refunds', scenarioOf('theirs'));
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_file_taken' });
    expect(await here.list('scenarios')).toEqual(['Refunds.yaml']);
  });

  it('"config" goes into a folder, for a file of that name is called after its folder', async () => {
    platform.put('config', scenarioOf('hi'));
    await pull();
    expect(await here.read('scenarios/config/config.yaml')).toBe(scenarioOf('hi'));
    expect(await here.standings()).toEqual({ config: 'in_sync' });
    platform.remove('config');
    await pull();
    expect(await here.list('scenarios')).toEqual([]);
  });

  it.each([
    [['tests/agent/*.yaml'], 'tests/agent/refunds.yaml'],
    [['./cases/**/*.yml'], 'cases/refunds.yaml'],
    [['one.yaml', 'scenarios/*.yaml'], 'scenarios/refunds.yaml'],
    [['*.yaml'], 'refunds.yaml'],
  ])('goes where the project looks for scenarios: %j', async (globs, file) => {
    platform.put('refunds', scenarioOf('hi'));
    expect((await pull({ globs })).pulled).toMatchObject([{ file }]);
  });

  it.each([[['one.yaml']], [['../elsewhere/*.yaml']], [['/etc/*.yaml']]])(
    'goes nowhere when that is not said, or is elsewhere: %j',
    async (globs) => {
      platform.put('refunds', scenarioOf('hi'));
      await expect(pull({ globs })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:scenarios_folder_unknown|scenario_path_unsafe)$/),
      });
    },
  );
});

describe.skipIf(process.platform === 'win32')('links', () => {
  const outside = async () => {
    const other = await machine(platform, { 'target.yaml': scenarioOf('outside') });
    return other;
  };

  it('lead no file out of the project', async () => {
    await using other = await outside();
    await symlink(other.root, join(here.root, 'scenarios'));
    platform.put('refunds', scenarioOf('hi'));
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_path_unsafe' });
    expect(await other.list('.')).toEqual(['target.yaml']);
  });

  it('are not written through', async () => {
    await using other = await outside();
    await here.write('scenarios/refunds.yaml', scenarioOf('hi'));
    await here.sync();
    platform.put('refunds', scenarioOf('theirs'));
    await here.remove('scenarios/refunds.yaml');
    await here.write('scenarios/real.yaml', `name: refunds\n${scenarioOf('hi')}`);
    await here.remove('scenarios/real.yaml');
    await symlink(join(other.root, 'target.yaml'), join(here.root, 'scenarios/refunds.yaml'));
    await expect(pull()).rejects.toMatchObject({ code: 'scenario_path_unsafe' });
    expect(await other.read('target.yaml')).toBe(scenarioOf('outside'));
  });

  it('out of the project are not read either: what lies there is not uploaded', async () => {
    await using other = await outside();
    await mkdir(join(here.root, 'scenarios'));
    await symlink(join(other.root, 'target.yaml'), join(here.root, 'scenarios/secrets.yaml'));
    await expect(here.sync({ direction: 'push' })).rejects.toMatchObject({
      code: 'scenario_path_unsafe',
    });
    expect(platform.names()).toEqual([]);
  });
});

describe('a file that is pulled', () => {
  it('keeps the rights that it has', async () => {
    await here.write('scenarios/refunds.yaml', scenarioOf('hi'));
    await here.sync();
    const path = join(here.root, 'scenarios/refunds.yaml');
    for (const [index, mode] of [0o640, 0o666].entries()) {
      await chmod(path, mode);
      platform.put('refunds', scenarioOf(`version ${index}`));
      await pull();
      expect((await lstat(path)).mode & 0o777).toBe(mode);
    }
  });

  it('cleans up after one that was cut off', async () => {
    await here.write('scenarios/.refunds.yaml.1234.fluxloop-tmp', 'half');
    platform.put('refunds', scenarioOf('hi'));
    await pull();
    expect(await here.list('scenarios')).toEqual(['refunds.yaml']);
  });
});

describe('what cannot be uploaded', () => {
  it.each([
    ['a name that no disk can hold', `name: "a/b"\n${scenarioOf('hi')}`, 'scenario_name_unusable'],
    ['a control character', `# \u001b[2J\n${scenarioOf('hi')}`, 'scenario_text_unusable'],
    ['no scenario', 'inputs: 5\n', 'yaml_value'],
    ['no YAML', 'inputs: ["hi\n', 'yaml_syntax'],
    ['too much', `# ${'x'.repeat(400_000)}\n${scenarioOf('hi')}`, 'scenario_too_large'],
  ])('%s keeps everything here, and is said with its file', async (_what, text, code) => {
    await here.write('scenarios/a.yaml', scenarioOf('hi'));
    await here.write('scenarios/refunds.yaml', text);
    await expect(here.sync()).rejects.toMatchObject({
      code,
      exitCode: 2,
      location: { file: 'scenarios/refunds.yaml' },
    });
    expect(platform.names()).toEqual([]);
  });

  it('bytes that are no UTF-8', async () => {
    await here.write('scenarios/refunds.yaml', '');
    await writeFile(
      join(here.root, 'scenarios/refunds.yaml'),
      Buffer.from('inputs: [\xe9]', 'latin1'),
    );
    await expect(here.sync()).rejects.toMatchObject({ code: 'yaml_encoding' });
  });

  it('files that a scenario refers to stay here, which is told', async () => {
    const events: unknown[] = [];
    await here.write('scenarios/many.yaml', 'inputs: ../data/many.jsonl\n');
    await here.sync({ onEvent: (event) => events.push(event) });
    expect(events).toEqual([
      { type: 'files-stay', name: 'many', files: ['../data/many.jsonl'] },
      { type: 'scenario-pushed', name: 'many', version: 1 },
    ]);
  });
});

it('what is noted of a sync holds digests only, and a damaged note is said', async () => {
  await here.write('scenarios/refunds.yaml', scenarioOf('hello there'));
  await here.sync();
  const note = await readFile(join(here.root, '.fluxloop/sync.json'), 'utf8');
  expect(note).not.toContain('hello');
  expect(await here.read('.fluxloop/.gitignore')).toBe('*\n');
  await here.write('.fluxloop/sync.json', note.slice(0, 40));
  await expect(here.sync()).rejects.toMatchObject({
    code: 'sync_state_unreadable',
    hint: expect.stringContaining('Delete it'),
  });
});
