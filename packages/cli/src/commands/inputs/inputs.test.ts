import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import Add from './add.js';
import Generate from './generate.js';
import List from './list.js';
import Validate from './validate.js';

const person = ['jane.doe', 'gmail.com'].join('@');
const project = (files: Record<string, string> = {}) =>
  temporaryFolder({ 'fluxloop.yaml': 'project: demo\n', ...files });

describe('inputs generate', () => {
  it('writes a data file, and says on the last line how a scenario uses it', async () => {
    await using folder = await project();
    const argv = ['--persona', 'test_user', '--count', '100'];
    const run = await runCommand(Generate, argv, { cwd: folder.path });
    expect(run.exitCode).toBe(0);
    const lines = (await readFile(join(folder.path, 'inputs/test_user-1.jsonl'), 'utf8')).split(
      '\n',
    );
    expect(lines).toHaveLength(101);
    expect(run.stdout.trimEnd().split('\n').at(-1)).toContain(
      'inputs: ../inputs/test_user-1.jsonl',
    );
  });

  it('refuses a file that is there, and writes over it with --force', async () => {
    await using folder = await project({ 'inputs/test_user-1.jsonl': '"mine"\n' });
    const run = await runCommand(Generate, ['--count', '1'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'file_exists' } });
    const read = () => readFile(join(folder.path, 'inputs/test_user-1.jsonl'), 'utf8');
    expect(await read()).toBe('"mine"\n');
    await runCommand(Generate, ['--count', '1', '--force'], { cwd: folder.path });
    expect(await read()).toContain('"seed":1');
  });

  it('prints inputs and nothing else with --out -', async () => {
    await using folder = await project();
    const run = await runCommand(Generate, ['--count', '3', '--output', '-'], { cwd: folder.path });
    const inputs = run.stdout.trimEnd().split('\n');
    expect(inputs.map((line) => Object.keys(JSON.parse(line))[0])).toEqual([
      'text',
      'text',
      'text',
    ]);
    expect(run.stderr).toContain('3 inputs');
    expect(await readdir(folder.path)).toEqual(['fluxloop.yaml']);
    const json = await runCommand(Generate, ['--out', '-', '--json'], { cwd: folder.path });
    expect(json).toMatchObject({ exitCode: 2, error: { code: 'output_ambiguous' } });
  });

  it.each([
    [['--count', '0'], 'usage'],
    [['--count', '1000001'], 'usage'],
    [['--locale', 'xx'], 'locale_unknown'],
    [['--adversarial', 'often'], 'share_invalid'],
    [['--persona', 'angry_costumer'], 'persona_unknown'],
    [['--out', 'a.txt'], 'format_unknown'],
    [['--out', 'a.csv', '--format', 'yaml'], 'format_mismatch'],
    [['--intents', 'none.yaml'], 'intents_missing'],
    [['--llm'], 'generation_missing'],
  ])('refuses %j', async (argv, code) => {
    await using folder = await project();
    const run = await runCommand(Generate, argv, { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code } });
    expect(run.error?.hint).toBeTruthy();
    expect(await readdir(folder.path)).toEqual(['fluxloop.yaml']);
  });
});

describe('inputs list', () => {
  it('says how many there are, who wrote them, and who uses them', async () => {
    await using folder = await project({
      'scenarios/orders.yaml': 'inputs: ../inputs/adversarial-de-7.jsonl\n',
      'scenarios/own.yaml': 'inputs: [Hi, Hello]\n',
    });
    const argv = ['--persona', 'adversarial', '--locale', 'de', '--seed', '7', '--count', '5'];
    await runCommand(Generate, argv, { cwd: folder.path });
    const run = await runCommand(List, ['--json'], { cwd: folder.path });
    expect(run.json()).toMatchObject({
      count: 7,
      files: [
        {
          file: 'inputs/adversarial-de-7.jsonl',
          count: 5,
          adversarial: 5,
          personas: ['adversarial'],
          locales: ['de'],
          seeds: [7],
          used_by: ['scenarios/orders.yaml'],
        },
        { file: 'scenarios/own.yaml', kind: 'scenario', count: 2, personas: [] },
      ],
    });
    const table = await runCommand(List, [], { cwd: folder.path });
    expect(table.stdout).toMatch(/inputs\/adversarial-de-7\.jsonl +5 +5 +adversarial +de +7/);
  });

  it('says what to do where there is none', async () => {
    await using folder = await project();
    const run = await runCommand(List, [], { cwd: folder.path });
    expect(run.stdout).toContain('fluxloop inputs generate');
  });
});

describe('inputs add', () => {
  it('adds to a data file, and only once', async () => {
    await using folder = await project({ 'inputs/added.jsonl': '{"text": "Hi"}' });
    const add = (text: string) => runCommand(Add, [text, '--json'], { cwd: folder.path });
    expect((await add('Hi')).json()).toMatchObject({ added: 0, duplicates: 1 });
    expect((await add('Bye')).json()).toMatchObject({ added: 1, file: 'inputs/added.jsonl' });
    expect(await readFile(join(folder.path, 'inputs/added.jsonl'), 'utf8')).toBe(
      '{"text": "Hi"}\n{"text":"Bye"}\n',
    );
  });

  it('adds to a scenario and keeps what else stands there, or to the data file that it names', async () => {
    await using folder = await project({
      'scenarios/a.yaml': '# Mine.\nname: a\ninputs:\n  - Hi # short\n',
      'scenarios/b.yaml': 'inputs: b.jsonl\n',
      'scenarios/b.jsonl': '"Hi"\n',
    });
    const add = (to: string) =>
      runCommand(Add, ['Bye', '--name', 'end', '--to', to], { cwd: folder.path });
    expect((await add('scenarios/a.yaml')).exitCode).toBe(0);
    expect(await readFile(join(folder.path, 'scenarios/a.yaml'), 'utf8')).toBe(
      '# Mine.\nname: a\ninputs:\n  - Hi # short\n  - text: Bye\n    name: end\n',
    );
    await add('scenarios/b.yaml');
    expect(await readFile(join(folder.path, 'scenarios/b.jsonl'), 'utf8')).toBe(
      '"Hi"\n{"text":"Bye","name":"end"}\n',
    );
  });

  it('asks for a decision on data that look real, and replaces them with --sanitize', async () => {
    await using folder = await project({
      'q.txt': `Write to ${person}\n\nWrite to ada@example.com\n`,
    });
    const run = await runCommand(Add, ['--from', 'q.txt'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'confirmation_needed' } });
    expect(run.stderr).toContain('1 × email');
    expect(run.stderr).toContain('--sanitize');
    expect(run.stderr).not.toContain(person);
    expect((await readdir(folder.path)).sort()).toEqual(['fluxloop.yaml', 'q.txt']);
    const argv = ['--from', 'q.txt', '--sanitize', '--to', 'inputs/clean.jsonl'];
    const clean = await runCommand(Add, argv, { cwd: folder.path });
    expect(clean.stderr).toBe('');
    expect(await readFile(join(folder.path, 'inputs/clean.jsonl'), 'utf8')).toBe(
      '{"text":"Write to [EMAIL_1]"}\n{"text":"Write to ada@example.com"}\n',
    );
  });

  it('adds them as they are with --no-sanitize', async () => {
    await using folder = await project();
    const run = await runCommand(Add, [`I am ${person}`, '--no-sanitize'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readFile(join(folder.path, 'inputs/added.jsonl'), 'utf8')).toContain(person);
  });

  it('adds nothing sensitive where a person declines', async () => {
    await using folder = await project();
    const run = await runCommand(Add, [`I am ${person}`], {
      cwd: folder.path,
      terminal: { columns: 100 },
      typed: 'n\n',
    });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'not_confirmed' } });
    expect(await readdir(folder.path)).toEqual(['fluxloop.yaml']);
  });

  it.each([
    [[], 'add_nothing'],
    [['Hi', '--from', 'q.txt'], 'add_nothing'],
    [['Hi', '--to', 'a.csv'], 'add_target_unknown'],
    [['--from', 'none.txt'], 'inputs_missing'],
  ])('refuses %j', async (argv, code) => {
    await using folder = await project();
    const run = await runCommand(Add, argv, { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code } });
  });
});

describe('inputs validate', () => {
  it('is content with what was generated, in every format', async () => {
    await using folder = await project();
    for (const format of ['jsonl', 'csv', 'yaml']) {
      const argv = ['--adversarial', '0.5', '--format', format, '--count', '60'];
      await runCommand(Generate, argv, { cwd: folder.path });
    }
    const run = await runCommand(Validate, [], { cwd: folder.path });
    expect(run.stdout).toMatch(/60 inputs\n.*60 inputs\n.*60 inputs\n/);
    expect(run.exitCode).toBe(0);
  });

  it('says file and line of all that is wrong, and never the value', async () => {
    await using folder = await project({
      'inputs/a.jsonl': [
        '{"text": "Hi"}',
        '{"txt": "Hi"}',
        '{"text": "Hi"}',
        `{"text": "I am ${person}"}`,
        '{"text": "I am ada@example.com"}',
        '{"text": "b", "criteria": [{"containz": 1}]}',
        '{"text": ',
      ].join('\n'),
    });
    const run = await runCommand(Validate, ['inputs/a.jsonl'], { cwd: folder.path });
    expect(run.exitCode).toBe(2);
    expect(
      run.stdout.split('\n').flatMap((line) => /^inputs\/a\.jsonl:(\d+)/.exec(line)?.[1] ?? []),
    ).toEqual(['2', '3', '4', '6', '7']);
    expect(run.stdout).toContain('There is no criterion "containz". Did you mean "contains"?');
    expect(run.stdout).toContain('5 inputs, 5 problems');
    const json = await runCommand(Validate, ['--json'], { cwd: folder.path });
    expect(json.exitCode).toBe(2);
    expect(json.stdout).toContain('"input_sensitive"');
    expect(json.stdout + run.stdout).not.toContain(person);
  });

  it('reads a data file as the scenario does that names it', async () => {
    await using folder = await project({
      'scenarios/a.yaml': 'inputs: { file: ../inputs/a.csv, columns: { text: question } }\n',
      'inputs/a.csv': `question,id\nHi,1\n${person} here,2\n`,
    });
    const run = await runCommand(Validate, ['--json'], { cwd: folder.path });
    expect(run.json()).toMatchObject({
      problems: 1,
      files: [
        {
          file: 'inputs/a.csv',
          inputs: 2,
          problems: [{ code: 'input_sensitive', location: { file: 'inputs/a.csv', line: 3 } }],
        },
      ],
    });
  });

  it('knows the values of the environment that are secret', async () => {
    await using folder = await project();
    const secret = ['correct', 'horse', 'battery'].join('-');
    await writeFile(join(folder.path, 'a.jsonl'), `{"text":"it is ${secret}"}\n`);
    const env = { SHOP_API_KEY: secret };
    const run = await runCommand(Validate, ['a.jsonl'], { cwd: folder.path, env });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).not.toContain(secret);
  });

  it('suggests the file that was meant', async () => {
    await using folder = await project({ 'inputs/a.jsonl': '"Hi"\n' });
    const run = await runCommand(Validate, ['inputs/a.jsonk'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'inputs_missing' } });
    expect(run.error?.hint).toContain('inputs/a.jsonl');
  });
});
