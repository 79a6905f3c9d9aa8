import { describe, expect, it } from 'vitest';
import { failureIn, scenarioProject } from './scenario.test-support.js';

describe('what is wrong is told where it stands', () => {
  it.each<[string, string, string, number, number]>([
    ['the name of a criterion, its key', '- containz: x', 'criterion_invalid', 4, 9],
    ['the value of a criterion', '- regex: "("', 'criterion_invalid', 4, 16],
    ['the name of a criterion in its long form', '- type: containz', 'criterion_invalid', 4, 15],
    [
      'the value of a criterion in its long form',
      '- { type: latency, value: soon }',
      'criterion_invalid',
      4,
      33,
    ],
    ['a criterion that is only a name', '- no-pi', 'criterion_invalid', 4, 9],
    [
      'an option that criteria do not have',
      '- { contains: x, weigth: 2 }',
      'criterion_invalid',
      4,
      24,
    ],
    ['the value of an option', '- { contains: x, weight: lots }', 'criterion_invalid', 4, 32],
    ['a criterion that is none', '- 7', 'criterion_invalid', 4, 9],
  ])('%s', async (_, criterion, code, line, column) => {
    const yaml = `inputs:\n  - text: hi\n    criteria:\n      ${criterion}\n`;
    const error = await failureIn(yaml);
    expect(error).toMatchObject({
      code,
      exitCode: 2,
      location: { file: 'scenarios/a.yaml', line, column, excerpt: `      ${criterion}` },
    });
  });

  it('behind an anchor, where the anchor stands', async () => {
    const yaml =
      'x-shared: &shared\n  criteria: [containz: x]\ninputs:\n  - { <<: *shared, text: hi }\n';
    expect(await failureIn(yaml)).toMatchObject({
      code: 'criterion_invalid',
      location: { line: 2, column: 14 },
    });
  });

  it('suggests what was meant', async () => {
    expect((await failureIn('inputs: [{ text: hi, criteria: [not-contians: x] }]\n')).hint).toBe(
      'Did you mean "not-contains"?',
    );
  });

  it('of a turn in a list of turns', async () => {
    const yaml =
      'inputs:\n  - turns:\n      - hi\n      - text: ho\n        criteria:\n          - latency: soon\n';
    expect(await failureIn(yaml)).toMatchObject({ location: { line: 6, column: 22 } });
  });
});

describe('inputs in fluxloop.yaml', () => {
  const failure = async (yaml: string): Promise<unknown> => {
    await using project = await scenarioProject({}, yaml);
    return project.load().then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it.each([
    ['a value that does not fit', 'project: bot\ninputs:\n  - text: 5\n', 'yaml_value', 3, 11],
    [
      'a criterion',
      'inputs:\n  - text: hi\n    criteria:\n      - containz: x\n',
      'criterion_invalid',
      4,
      9,
    ],
    ['a variable', 'test: { parallel: 2 }\ninputs:\n  - "{{ who }}"\n', 'variable_missing', 3, 5],
  ])('are told with their place: %s', async (_, yaml, code, line, column) => {
    expect(await failure(yaml)).toMatchObject({
      code,
      location: { file: 'fluxloop.yaml', line, column },
    });
  });

  it('warn of unknown keys, or refuse them', async () => {
    const yaml = 'inputs:\n  - text: hi\n    critera: []\n';
    await using project = await scenarioProject({}, yaml);
    expect((await project.load()).warnings).toMatchObject([
      { code: 'unknown_key', location: { file: 'fluxloop.yaml', line: 3, column: 5 } },
    ]);
    expect(await failure(`strict: true\n${yaml}`)).toMatchObject({
      code: 'unknown_key',
      location: { line: 4, column: 5 },
    });
  });
});

describe('a file that cannot be a scenario', () => {
  it.each<[string, string | Buffer, string, number | undefined]>([
    ['empty', '', 'scenario_empty', 1],
    ['with comments only', '# later\n', 'scenario_empty', 1],
    ['without inputs', 'criteria: [no-pii]\n', 'yaml_value', 1],
    ['with a tab', 'inputs:\n\t- hi\n', 'yaml_syntax', 2],
    ['with the same key twice', 'inputs: [hi]\ninputs: [ho]\n', 'yaml_syntax', 2],
    ['with two documents', 'inputs: [hi]\n---\ninputs: [ho]\n', 'yaml_syntax', 2],
    ['with an anchor that does not exist', 'inputs: [*nobody]\n', 'yaml_syntax', 1],
    ['not in UTF-8', Buffer.from('inputs: [caf\xe9]\n', 'latin1'), 'yaml_encoding', 1],
    ['a list', '- hi\n', 'yaml_value', 1],
  ])('%s is told so', async (_, content, code, line) => {
    await using project = await scenarioProject({ 'scenarios/a.yaml': content });
    await expect(project.load()).rejects.toMatchObject({
      code,
      exitCode: 2,
      location: { file: 'scenarios/a.yaml', line },
    });
  });

  it('a bomb of aliases is refused before it grows', async () => {
    const levels = 'abcdefghij'
      .split('')
      .map((name, index, names) =>
        index === 0
          ? 'a: &a [x]'
          : `${name}: &${name} [${Array.from({ length: 10 }, () => `*${names[index - 1]}`).join(', ')}]`,
      );
    expect(await failureIn(`${levels.join('\n')}\ninputs: *j\n`)).toMatchObject({
      code: 'yaml_syntax',
    });
  });
});
