import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { casesIn, failureIn } from './scenario.test-support.js';

const answer = (text: string) => ({ text, latencyMs: 1, typed: [] });

/** What the criteria of a text say. */
async function judge(yaml: string, said: string): Promise<unknown[]> {
  const tools = { sanitizer: createProjectSanitizer({ env: {} }) } as never;
  const results: unknown[] = [];
  for (const { criteria, turns } of await casesIn(yaml)) {
    for (const { check } of [...criteria, ...turns.flatMap((turn) => turn.criteria)]) {
      results.push((await check.examine([answer(said)], tools, [])).met);
    }
  }
  return results;
}

describe('variables', () => {
  it('stand in texts, names and criteria, and come from scenario, input and turn', async () => {
    const [one] = await casesIn(`context: { shop: Fernhill, order: { number: 17 } }
inputs:
  - name: "order {{order.number}}"
    context: { customer: Ada }
    turns:
      - "{{ customer }} asks {{ shop }} about {{ order.number }}"
      - { text: "and {{ customer }}", context: { customer: Bob } }
`);
    expect(one?.title).toBe('order 17');
    expect(one?.turns.map(({ text }) => text)).toEqual(['Ada asks Fernhill about 17', 'and Bob']);
  });

  it('make the criteria of a scenario fit each case', async () => {
    const yaml = `criteria: [{ contains: "{{ wanted }}" }]
inputs:
  - { text: a, context: { wanted: "one" } }
  - { text: b, context: { wanted: "two" } }
`;
    expect(await judge(yaml, 'it is one')).toEqual([true, false]);
  });

  it('keep their type where nothing else stands beside them', async () => {
    const yaml = `inputs:
  - text: a
    context: { most: 2, rules: { type: number } }
    criteria: [{ levenshtein: abcd, max_distance: "{{ most }}" }]
`;
    expect(await judge(yaml, 'abcx')).toEqual([true]);
    expect(await judge(yaml, 'wxyz')).toEqual([false]);
  });

  it('may be lists and mappings, which a text shows as JSON', async () => {
    const [one] = await casesIn(
      'context: { list: [1, two], nothing: null }\ninputs: ["{{ list }}|{{ nothing }}|"]\n',
    );
    expect(one?.turns[0]?.text).toBe('[1,"two"]||');
  });

  it.each([
    ['{{ 7*7 }}'],
    ['{{}}'],
    ['{% if x %}'],
    ['{ name }'],
    ['{{ "quoted" }}'],
    ['{{ name | upper }}'],
  ])('are only names: %s stays as it is', async (text) => {
    const [one] = await casesIn(`inputs:\n  - text: '${text}'\n`);
    expect(one?.turns[0]?.text).toBe(text);
  });

  it.each([
    ['of the scenario', 'interpolate: false\ninputs:\n  - text: "{{ name }}"\n'],
    [
      'of an input',
      'context: { name: x }\ninputs:\n  - { text: "{{ name }}", interpolate: false }\n',
    ],
  ])('are switched off by "interpolate: false" %s', async (_, yaml) => {
    const [one] = await casesIn(yaml);
    expect(one?.turns[0]?.text).toBe('{{ name }}');
  });

  it('cannot reach what is no entry of the context', async () => {
    expect(await failureIn('context: { a: {} }\ninputs: ["{{ a.constructor }}"]\n')).toMatchObject({
      code: 'variable_missing',
    });
  });

  it.each([
    ['in a text', 'inputs:\n  - text: "Hi {{ nmae }}"\n    context: { name: Ada }\n', 2, 11],
    [
      'in a turn',
      'inputs:\n  - turns:\n      - text: "{{ nmae }}"\n        context: { name: x }\n',
      3,
      15,
    ],
    [
      'in a criterion',
      'context: { name: x }\ninputs:\n  - text: hi\n    criteria:\n      - contains: "{{ nmae }}"\n',
      5,
      9,
    ],
  ])(
    'that are missing %s are told with their place and the one that was meant',
    async (_, yaml, line, column) => {
      const error = await failureIn(yaml);
      expect(error).toMatchObject({
        code: 'variable_missing',
        exitCode: 2,
        hint: 'Did you mean {{ name }}?',
        location: { file: 'scenarios/a.yaml', line, column },
      });
      expect(error.message).toContain('"nmae"');
    },
  );

  it('that are missing altogether are told with the way out', async () => {
    const error = await failureIn('inputs: ["Hi {{ customer }}"]\n');
    expect(error.hint).toMatch(/context:.*interpolate: false/);
  });
});
