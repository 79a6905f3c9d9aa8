import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { casesOf, type ScenarioProject, scenarioProject } from './scenario.test-support.js';

let project: ScenarioProject | undefined;
const remove = async () => {
  await project?.[Symbol.asyncDispose]();
  project = undefined;
};
afterEach(remove);

async function load(
  files: Record<string, string>,
  configuration: object | string = {},
  names?: string[],
) {
  project = await scenarioProject(files, configuration);
  return project.load(names);
}

describe('loadScenarios', () => {
  it('finds files by the documented names, and names scenarios after them', async () => {
    const { scenarios } = await load({
      'scenarios/refunds.yaml': 'inputs: [hi]',
      'scenarios/returns/config.yaml': 'inputs: [hi]',
      'scenarios/named.yaml': 'name: Something else\ninputs: [hi]',
    });
    expect(scenarios.map(({ name }) => name).sort()).toEqual([
      'Something else',
      'refunds',
      'returns',
    ]);
  });

  it('takes the inputs of fluxloop.yaml for the scenario "default"', async () => {
    const { scenarios } = await load({}, { inputs: ['hi', { text: 'there', name: 'second' }] });
    expect(scenarios.map(({ name }) => name)).toEqual(['default']);
    expect(
      (await casesOf(scenarios[0])).map(({ turns, title }) => [turns[0]?.text, title]),
    ).toEqual([
      ['hi', null],
      ['there', 'second'],
    ]);
  });

  it('reads cases from a data file, a line each, as they are asked for', async () => {
    const { scenarios } = await load({
      'scenarios/many.yaml': 'criteria: [no-pii]\ninputs: data/many.jsonl',
      'scenarios/data/many.jsonl':
        '{"text":"one","criteria":[{"contains":"1"}]}\n\n"two"\n{"turns":["three","four"]}',
    });
    const cases = await casesOf(scenarios[0]);
    expect(cases.map(({ turns }) => turns.map(({ text }) => text))).toEqual([
      ['one'],
      ['two'],
      ['three', 'four'],
    ]);
    expect(cases[0]?.criteria.map(({ type }) => type)).toEqual(['no-pii', 'contains']);
  });

  it('says which line of a data file is wrong', async () => {
    const { scenarios } = await load({
      'scenarios/many.yaml': 'inputs: many.jsonl',
      'scenarios/many.jsonl': '{"text":"one"}\n{"text":"two","criteria":["contans"]}\n',
    });
    await expect(casesOf(scenarios[0])).rejects.toMatchObject({
      code: 'criterion_invalid',
      location: { file: 'scenarios/many.jsonl', line: 2 },
    });
  });

  it('keeps only the scenarios that were named, and suggests the one that was meant', async () => {
    const files = { 'scenarios/a.yaml': 'inputs: [hi]', 'scenarios/refunds.yaml': 'inputs: [hi]' };
    const { scenarios } = await load(files, {}, ['refunds']);
    expect(scenarios.map(({ name }) => name)).toEqual(['refunds']);
    await remove();
    await expect(load(files, {}, ['refnds'])).rejects.toMatchObject({
      code: 'scenario_not_found',
      hint: 'Did you mean "refunds"?',
    });
  });

  it('takes a context for all turns, and lets a turn have its own', async () => {
    const { scenarios } = await load({
      'scenarios/a.yaml':
        'inputs:\n  - context: { user: Ada }\n    turns:\n      - hi\n      - text: there\n        context: { user: Bob }\n',
    });
    const [one] = await casesOf(scenarios[0]);
    expect(one?.turns.map(({ context }) => context)).toEqual([{ user: 'Ada' }, { user: 'Bob' }]);
  });
});

describe('what is wrong with a scenario is said with its place', () => {
  it.each([
    [
      'a criterion that does not exist',
      'inputs:\n  - text: hi\n    criteria:\n      - containz: x\n',
      'criterion_invalid',
      4,
    ],
    [
      'a value that does not fit',
      'inputs:\n  - text: hi\n    criteria:\n      - regex: "("\n',
      'criterion_invalid',
      4,
    ],
    [
      'a criterion of a turn',
      'inputs:\n  - turns:\n      - text: hi\n        criteria: [latencyy]\n',
      'criterion_invalid',
      4,
    ],
    [
      'a criterion of the scenario',
      'criteria:\n  - latency: soon\ninputs: [hi]\n',
      'criterion_invalid',
      2,
    ],
    ['broken YAML', 'inputs:\n  - text: "hi\n', 'yaml_syntax', undefined],
    ['an input without text', 'inputs:\n  - name: empty\n', 'yaml_value', 2],
    ['both text and turns', 'inputs:\n  - text: hi\n    turns: [there]\n', 'yaml_value', 2],
    ['no inputs', 'inputs: []\n', 'yaml_value', 1],
    ['a data file that is missing', 'inputs: nothing.jsonl\n', 'data_file_missing', 1],
  ])('%s', async (_, yaml, code, line) => {
    const loading = load({ 'scenarios/a.yaml': yaml }).then(({ scenarios }) =>
      casesOf(scenarios[0]),
    );
    const error = await loading.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, exitCode: 2, location: { file: 'scenarios/a.yaml' } });
    if (line !== undefined) expect(error).toMatchObject({ location: { line } });
  });

  it('an unknown key warns and suggests, and is an error in a strict project', async () => {
    const files = { 'scenarios/a.yaml': 'inputs:\n  - text: hi\n    critera: []\n' };
    const { warnings } = await load(files);
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'unknown_key',
        message: expect.stringContaining('criteria'),
      }),
    ]);
    await remove();
    await expect(load(files, { strict: true })).rejects.toMatchObject({ code: 'unknown_key' });
  });

  it('a misspelt "inputs", with what was meant', async () => {
    await expect(load({ 'scenarios/a.yaml': 'name: a\ninptus: [hi]\n' })).rejects.toMatchObject({
      code: 'yaml_value',
      message: 'inputs: is missing\n  line 2: Unknown key "inptus"; did you mean "inputs"?',
    });
  });

  it('a file that is not UTF-8', async () => {
    project = await scenarioProject({ 'scenarios/a.yaml': 'inputs: [x]' });
    const latin1 = Buffer.from('inputs:\n  - caf\xe9\n', 'latin1');
    await writeFile(join(project.root, 'scenarios/a.yaml'), latin1);
    await expect(project.load()).rejects.toMatchObject({
      code: 'yaml_encoding',
      location: { file: 'scenarios/a.yaml', line: 2, column: 8 },
    });
  });

  it('two scenarios of one name', async () => {
    const files = {
      'scenarios/a.yaml': 'inputs: [hi]',
      'scenarios/b.yaml': 'name: a\ninputs: [hi]',
    };
    await expect(load(files)).rejects.toMatchObject({ code: 'scenario_duplicate' });
  });

  it('no scenario at all', async () => {
    await expect(load({})).rejects.toMatchObject({ code: 'no_scenarios' });
  });
});
