import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CriteriaReader } from './criteria-reader.js';
import type { Answer, CriterionKind } from './criterion.js';
import { CriterionFault } from './criterion.js';
import { judgeCase } from './judge-case.js';
import { openJudgingTools } from './judging-tools.js';
import { BUILT_IN_KINDS } from './kinds.js';
import { whenLoaded } from './loading.js';
import { RegexTester } from './regex-tester.js';

const tools = openJudgingTools({
  root: '.',
  env: {},
  sanitizer: createProjectSanitizer({ env: {} }),
  regex: new RegexTester(),
});
afterAll(() => tools.close());

/** A kind that comes to whatever it is told to. */
const told: CriterionKind = {
  type: 'told',
  create: ({ value }) => ({
    expected: String(value),
    examine: () => {
      if (value === 'error') throw new CriterionFault('criterion_failed', 'It broke down.');
      if (value === 'unjudged') return { met: null, reason: 'Nobody knows.' };
      const score = Number(value);
      return { met: score >= 0.5, score, reason: 'So.' };
    },
  }),
};
const reader = new CriteriaReader({ root: '.', kinds: [told] });

/** One use of each kind that needs no model and no file; what it comes to depends on the answer. */
const USES: readonly Record<string, unknown>[] = [
  { contains: 'a' },
  { icontains: 'A' },
  { 'starts-with': 'a' },
  { equals: 'aa' },
  { regex: '^a+$' },
  { regex: '(a|b)+c' },
  { 'is-json': true },
  { 'json-schema': { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } } },
  { 'number-equals': 1 },
  { levenshtein: 'aab', max_distance: 2 },
  { similar: 'a b c', measure: 'words' },
  { 'word-count': { max: 2 } },
  { latency: '10ms' },
  { cost: 0.5 },
  { javascript: 'output.length / 10' },
  { 'tool-called': 'a' },
  { 'tool-sequence': ['a', 'b'] },
  { 'tool-args': { tool: 'a', args: { x: 1 } } },
  { 'no-pii': true },
  { 'no-secrets': true },
  { 'state-equals': { a: 1, b: 2 } },
  { metric: 'words', scale: [0, 5] },
  { llm_judge: 'It is good.' },
  { classifier: 'a', labels: ['a', 'b'] },
  { comparison: 'a' },
  { told: 0.3 },
  { told: 'error' },
  { told: 'unjudged' },
];

const use = fc.constantFrom(...USES);
const composed = fc.oneof(
  { weight: 3, arbitrary: use },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('all-of', 'any-of'), fc.array(use, { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => ({ [name]: parts })),
  },
);
const json = fc.constantFrom('', 'a', 'aa b', '1', '{"a":"aaa"}', '{"a":1}', 'ada@example.com');
const answer = fc.record({
  text: fc.oneof(json, fc.string({ unit: 'grapheme', maxLength: 12 })),
  latencyMs: fc.constantFrom(5, 50),
  typed: fc.constant(['Hello?']),
  toolCalls: fc.array(
    fc.record({ name: fc.constantFrom('a', 'b'), arguments: fc.constantFrom({ x: 1 }, {}) }),
    { maxLength: 3 },
  ),
  usage: fc.constantFrom({ costUsd: 0.1 }, { costUsd: 1 }, {}),
  state: fc.constantFrom({ a: 1, b: 2 }, { a: 1 }, undefined),
}) as fc.Arbitrary<Answer>;

async function judge(entry: Record<string, unknown>, answers: Answer[]) {
  const criteria = await whenLoaded(() => reader.read([entry]));
  const judged = { turns: answers.map(() => ({ criteria: [] })), criteria, minScore: 1 };
  const { criteria: results, ...outcome } = await judgeCase(judged, answers, tools);
  return { ...outcome, results };
}

function negated(entry: Record<string, unknown>): Record<string, unknown> {
  const [[name, value] = ['', null], ...options] = Object.entries(entry);
  return { [`not-${name}`]: value, ...Object.fromEntries(options) };
}

const OPPOSITE: Readonly<Record<string, string>> = {
  pass: 'fail',
  fail: 'pass',
  error: 'error',
  unjudged: 'unjudged',
};

describe('every criterion', () => {
  it('has a use here, but for files', () => {
    const used = new Set([...USES.flatMap((one) => Object.keys(one)), 'all-of', 'any-of']);
    expect([...BUILT_IN_KINDS.keys()].filter((type) => !used.has(type))).toEqual(['module']);
  });

  it('scores from 0 to 1, and its opposite passes where it fails and errs where it errs', async () => {
    const answers = fc.array(answer, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(composed, answers, async (entry, said) => {
        const [one, other] = [await judge(entry, said), await judge(negated(entry), said)];
        for (const { results, verdict, score } of [one, other]) {
          for (const result of results) {
            expect(result.score).toBeGreaterThanOrEqual(0);
            expect(result.score).toBeLessThanOrEqual(1);
          }
          expect(score >= 0 && score <= 1).toBe(true);
          expect(results[0]?.verdict).toBe(verdict);
        }
        expect(other.verdict).toBe(OPPOSITE[one.verdict]);
        if (one.verdict === 'pass' || one.verdict === 'fail') {
          const sum = (one.results[0]?.score ?? 0) + (other.results[0]?.score ?? 0);
          expect(sum).toBeCloseTo(1, 5);
        }
      }),
      { numRuns: Number(process.env.FLUXLOOP_FUZZ_RUNS ?? 300) },
    );
  });
});

describe('a score that is none', () => {
  it.each([Number.NaN, 1.5, -0.1, Number.POSITIVE_INFINITY])('of %d is an error', async (score) => {
    const outcome = await judge({ told: score }, [{ text: '', latencyMs: 1, typed: [] }]);
    expect(outcome).toMatchObject({
      verdict: 'error',
      error: { code: 'criterion_score_invalid' },
      results: [{ score: 0 }],
    });
  });
});

describe('parts of a criterion', () => {
  const said: Answer[] = [{ text: 'yes', latencyMs: 1, typed: [] }];

  it.each([
    ['all-of', [1, 1], 'pass', 1],
    ['all-of', [1, 0], 'fail', 0.5],
    ['all-of', [0, 'error'], 'fail', 0],
    ['all-of', [0, 'unjudged'], 'fail', 0],
    ['all-of', [1, 'error'], 'error', 0],
    ['all-of', [1, 'unjudged'], 'unjudged', 0],
    ['all-of', ['unjudged', 'error'], 'error', 0],
    ['any-of', [0, 0.8], 'pass', 0.8],
    ['any-of', [0, 0.4], 'fail', 0.4],
    ['any-of', ['error', 1], 'pass', 1],
    ['any-of', ['unjudged', 1], 'pass', 1],
    ['any-of', ['error', 0], 'error', 0],
    ['any-of', ['unjudged', 0], 'unjudged', 0],
  ])('%s of %j is %s', async (name, parts, verdict, score) => {
    const outcome = await judge({ [name]: parts.map((one) => ({ told: one })) }, said);
    expect(outcome.results[0]).toMatchObject({ verdict, score });
  });

  it('weigh within all-of', async () => {
    const parts = [{ told: 0.5, weight: 3 }, { told: 0.9 }];
    expect((await judge({ 'all-of': parts }, said)).results[0]).toMatchObject({
      verdict: 'pass',
      score: 0.6,
    });
  });
});

describe('a case', () => {
  const said: Answer[] = [{ text: 'yes', latencyMs: 1, typed: [] }];
  const outcome = async (entries: Record<string, unknown>[], minScore = 1) => {
    const judged = { turns: [{ criteria: [] }], criteria: reader.read(entries), minScore };
    const { verdict, score } = await judgeCase(judged, said, tools);
    return [verdict, score];
  };

  it('passes by default when every criterion does, with whatever score', async () => {
    expect(await outcome([{ told: 0.6 }, { told: 0.8 }])).toEqual(['pass', 0.7]);
  });

  it('passes by its score where it says so, although a criterion fails', async () => {
    expect(await outcome([{ told: 0.4 }, { told: 0.8 }], 0.6)).toEqual([
      'pass',
      expect.closeTo(0.6),
    ]);
    expect(await outcome([{ told: 0.4, required: true }, { told: 0.8 }], 0.6)).toEqual([
      'fail',
      expect.closeTo(0.6),
    ]);
  });

  it('is unjudged while a judge could still decide, and fails when none could help', async () => {
    expect(await outcome([{ told: 1 }, { told: 'unjudged' }])).toEqual(['unjudged', 1]);
    expect(await outcome([{ told: 0 }, { told: 'unjudged' }])).toEqual(['fail', 0]);
    expect(await outcome([{ told: 0.2 }, { told: 'unjudged' }], 0.5)).toEqual(['unjudged', 0.2]);
    expect(await outcome([{ told: 0.2, weight: 9 }, { told: 'unjudged' }], 0.5)).toEqual([
      'fail',
      0.2,
    ]);
  });

  it('does not wait for what is only told', async () => {
    expect(await outcome([{ told: 1 }, { told: 'unjudged', weight: 0 }])).toEqual(['pass', 1]);
    expect(await outcome([{ told: 'unjudged', weight: 0 }])).toEqual(['unjudged', 0]);
  });
});
