import { describe, expect, it } from 'vitest';
import { imported, judged } from '../import.test-support.js';
import { importPromptfoo } from './import-promptfoo.js';

const config = (yaml: string) =>
  imported({ 'promptfooconfig.yaml': yaml }, (target) =>
    importPromptfoo({ ...target, file: 'promptfooconfig.yaml', name: 'suite' }),
  );

describe('assertions', () => {
  const withAssertion = (assertion: string, extra = '') =>
    config(`
prompts: ['{{q}}']
tests:
  - vars: { q: hi, word: sunny, list: [[a, b]] }
    ${extra}
    assert:
      - ${assertion}
`);
  const one = async (assertion: string, answer: string, extra = '') => {
    const result = await withAssertion(assertion, extra);
    return { ...result, judged: await judged(result.cases[0], answer) };
  };

  it.each<[string, string, string, string]>([
    ['{ type: contains, value: "{{word}}" }', 'a sunny day', 'a day', 'contains'],
    ['{ type: icontains, value: SUN }', 'sun', 'moon', 'icontains'],
    ['{ type: starts-with, value: A }', 'A day', 'The day', 'starts-with'],
    ['{ type: regex, value: "\\\\d{4}" }', 'in 2024', 'in 24', 'regex'],
    ['{ type: equals, value: yes }', 'yes', 'no', 'equals'],
    ['{ type: equals, value: 42 }', '42', '41', 'equals'],
    ['{ type: equals, value: { a: 1 } }', '{"a": 1}', '{"a": 2}', 'json-schema'],
    ['{ type: contains-any, value: [x, y] }', 'y', 'z', 'any-of'],
    ['{ type: contains-all, value: [x, y] }', 'x y', 'y', 'all-of'],
    ['{ type: icontains-any, value: [X] }', 'x', 'z', 'any-of'],
    ['{ type: icontains-all, value: [X, Y] }', 'yx', 'x', 'all-of'],
    ['{ type: is-json }', '[1]', 'one', 'is-json'],
    ['{ type: is-json, value: { type: object, required: [a] } }', '{"a":1}', '{}', 'json-schema'],
    ['{ type: contains-json }', 'so: {"a": [1]} !', 'so: {a}', 'javascript'],
    [
      '{ type: similar, value: the quick brown fox, threshold: 0.6 }',
      'the quick brown foxes',
      'no',
      'similar',
    ],
    ['{ type: levenshtein, value: kitten, threshold: 3 }', 'sitting', 'dog', 'levenshtein'],
    ['{ type: word-count, value: { min: 2, max: 3 } }', 'one two', 'one', 'word-count'],
    ['{ type: javascript, value: output.length > 3 }', 'long', 'no', 'javascript'],
    [
      '{ type: javascript, value: "output.includes(context.vars.word)" }',
      'sunny',
      'no',
      'javascript',
    ],
    [
      '{ type: javascript, value: "const n = output.length;\\nreturn n > 3;" }',
      'long',
      'no',
      'javascript',
    ],
    ['{ type: not-contains, value: x }', 'y', 'x', 'not-contains'],
    ['{ type: not-contains-any, value: [x, y] }', 'z', 'y', 'not-any-of'],
    ['{ type: not-is-json }', 'text', '{}', 'not-is-json'],
    ['{ type: latency, threshold: 5000 }', 'fast', '', 'latency'],
    [
      '{ type: assert-set, assert: [{ type: contains, value: a }, { type: contains, value: b }] }',
      'ab',
      'a',
      'all-of',
    ],
    [
      '{ type: assert-set, threshold: 0.5, assert: [{ type: contains, value: a }, { type: contains, value: b }] }',
      'a',
      'c',
      'any-of',
    ],
    [
      '{ type: contains, value: HELLO, transform: output.toUpperCase() }',
      'hello',
      'bye',
      'javascript',
    ],
    [
      '{ type: equals, value: 7, transform: JSON.parse(output).n }',
      '{"n":7}',
      '{"n":8}',
      'javascript',
    ],
    ['{ type: not-contains, value: X, transform: output.trim() }', 'y', 'X', 'not-javascript'],
    [
      '{ type: javascript, value: "output.n === 7", transform: JSON.parse(output) }',
      '{"n":7}',
      '{"n":8}',
      'javascript',
    ],
  ])('%s means the same here', async (assertion, good, bad, type) => {
    const { cases, lines } = await withAssertion(assertion);
    expect(lines).toEqual([]);
    expect(await judged(cases[0], good)).toEqual([[type, true]]);
    if (bad !== '') expect(await judged(cases[0], bad)).toEqual([[type, false]]);
  });

  it.each([
    ['{ type: llm-rubric, value: "is kind to {{word}}", threshold: 0.8 }', 'llm_judge'],
    ['{ type: g-eval, value: [kind, short] }', 'all-of'],
    ['{ type: factuality, value: The sky is blue }', 'llm_judge'],
    ['{ type: model-graded-closedqa, value: Is it kind? }', 'llm_judge'],
    ['{ type: cost, threshold: 0.01 }', 'cost'],
    ['{ type: "trajectory:tool-used", value: search }', 'tool-called'],
    [
      '{ type: "trajectory:tool-sequence", value: { mode: exact, steps: [a, b] } }',
      'tool-sequence',
    ],
    ['{ type: "trajectory:tool-args-match", value: { name: a, args: { x: 1 } } }', 'tool-args'],
  ])('%s becomes %s', async (assertion, type) => {
    const { lines, cases } = await withAssertion(assertion);
    expect(lines).toEqual([]);
    expect(cases[0]?.criteria.map((criterion) => criterion.type)).toEqual([type]);
  });

  it('keep weights, thresholds, the default ones and what $ref leads to', async () => {
    const { cases, lines } = await config(`
prompts: ['{{q}}']
assertionTemplates:
  polite: { type: icontains, value: please }
defaultTest:
  threshold: 0.4
  assert: [{ type: contains, value: '{{q}}' }]
tests:
  - vars: { q: one }
    assert: [{ $ref: '#/assertionTemplates/polite', weight: 3 }]
  - vars: { q: two }
    threshold: 0.9
    options: { disableDefaultAsserts: true }
    assert: [{ type: is-json, weight: 0 }]
  - vars: { q: three }
    assert: [{ $ref: '#/assertionTemplates/nothing' }]
`);
    expect(
      cases.map(({ minScore, criteria }) => [
        minScore,
        criteria.map(({ type, weight }) => [type, weight]),
      ]),
    ).toEqual([
      [
        0.4,
        [
          ['contains', 1],
          ['icontains', 3],
        ],
      ],
      [0.9, [['is-json', 0]]],
      [0.4, [['contains', 1]]],
    ]);
    expect(lines).toEqual([expect.stringMatching(/:16: assertion: its \$ref leads nowhere/)]);
  });

  it('apply the transform of the test', async () => {
    const { judged: found } = await one(
      '{ type: equals, value: HI }',
      ' hi ',
      'options: { transform: "output.trim().toUpperCase()" }',
    );
    expect(found).toEqual([['javascript', true]]);
  });

  it.each([
    ['{ type: python, value: "len(output) > 1" }', /Python/],
    ['{ type: javascript, value: file://check.js }', /module:/],
    ['{ type: javascript, value: "await fetch(output)" }', /no network/],
    ['{ type: javascript, value: "context.logProbs.length" }', /context\.vars/],
    ['{ type: rouge-n, value: x }', /no such criterion/],
    ['{ type: contians, value: x }', /no such assertion/],
    ['{ type: webhook, value: "https://example.com" }', /asks no server/],
    ['{ type: similar, value: x, transform: output.trim() }', /transformed/],
    [
      '{ type: assert-set, threshold: 0.6, assert: [{ type: is-json }, { type: contains, value: a }, { type: contains, value: b }] }',
      /neither all nor any/,
    ],
    ['{ type: contains }', /no value/],
    ['{ type: regex, value: "(" }', /regex/],
    ['{ type: contains, value: file://gone.txt }', /does not exist/],
    ['{ type: contains, value: "{{ word | reverse }}" }', /filter "reverse"/],
    ['{ type: "trajectory:tool-used", value: { pattern: "search*" } }', /names of tools/],
  ])('%s is not kept, and told with its line', async (assertion, why) => {
    const { cases, notes } = await withAssertion(assertion);
    expect(cases[0]?.criteria).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ location: { file: 'promptfooconfig.yaml', line: 7 } });
    expect(notes[0]?.why).toMatch(why);
    expect(notes[0]?.location.excerpt).toContain('type:');
  });

  it('lose what has no counterpart, key by key', async () => {
    const { lines } = await one(
      '{ type: contains, value: x, metric: tone, provider: openai:gpt }',
      '',
    );
    expect(lines).toEqual([
      expect.stringMatching(/:7: "metric" of an assertion/),
      expect.stringMatching(/:7: "provider" of an assertion/),
    ]);
  });
});
