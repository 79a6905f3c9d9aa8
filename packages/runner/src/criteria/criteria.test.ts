import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { afterAll, describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
import { CriteriaReader } from './criteria-reader.js';
import type { Answer } from './criterion.js';
import { CriterionSyntaxError } from './criterion-problem.js';
import { judgeCase } from './judge-case.js';
import { openJudgingTools } from './judging-tools.js';
import { isBounded, RegexTester } from './regex-tester.js';

const sanitizer = createProjectSanitizer({ env: {} });
const tools = openJudgingTools({ root: '.', env: {}, sanitizer, regex: new RegexTester(200) });
afterAll(() => tools.close());
const reader = new CriteriaReader({ root: '.' });

function said(text: string, others: Partial<Answer> = {}): Answer {
  return { text, latencyMs: 100, typed: ['a question'], ...others };
}

async function judge(entries: unknown[], answers: Answer[], minScore = 1) {
  const turns = answers.map(() => ({ criteria: [] }));
  const judged = { turns, criteria: reader.read(entries), minScore };
  return judgeCase(judged, answers, tools);
}

describe('criteria', () => {
  it.each([
    [{ contains: 'order' }, 'Your order is here', 'pass'],
    [{ contains: 'Order' }, 'Your order is here', 'fail'],
    [{ 'not-contains': 'refund' }, 'Your order is here', 'pass'],
    [{ icontains: 'ORDER' }, 'Your order is here', 'pass'],
    [{ 'not-icontains': 'ORDER' }, 'Your order is here', 'fail'],
    [{ contains: 42 }, 'It is 42', 'pass'],
    [{ equals: 'yes' }, ' yes\n', 'pass'],
    [{ equals: 'yes' }, 'yes, sure', 'fail'],
    [{ regex: 'order [0-9]+' }, 'order 17', 'pass'],
    [{ regex: '/ORDER (\\d|x)+/i' }, 'order 17', 'pass'],
    [{ regex: '^order$' }, 'my order', 'fail'],
    [{ latency: '100ms' }, 'quick', 'pass'],
    [{ latency: 0.05 }, 'slow', 'fail'],
    [{ type: 'contains', value: 'order' }, 'order', 'pass'],
    ['no-pii', 'nothing to see', 'pass'],
    ['no-pii', `write to ${MARKERS.email}`, 'fail'],
    ['no-secrets', `write to ${MARKERS.email}`, 'pass'],
    ['no-secrets', `use ${MARKERS.key}`, 'fail'],
    ['not-no-secrets', `use ${MARKERS.key}`, 'pass'],
  ])('%j of "%s": %s', async (entry, text, verdict) => {
    const result = await judge([entry], [said(text)]);
    expect(result.verdict).toBe(verdict);
    expect(result.criteria[0]?.verdict).toBe(verdict);
  });

  it('do not blame the agent for what the user had typed, however it is spelled', async () => {
    const typed = [`My card is ${MARKERS.card}, mail ${MARKERS.email}`];
    const answer = `Card ${MARKERS.card.replaceAll(' ', '')} of ${MARKERS.email.toUpperCase()}`;
    expect((await judge(['no-pii'], [said(answer, { typed })])).verdict).toBe('pass');
    const other = said(`${answer} and ${MARKERS.otherEmail}`, { typed });
    expect((await judge(['no-pii'], [other])).criteria[0]).toMatchObject({
      verdict: 'fail',
      reason: 'The agent said what the user had not typed: 1 × email.',
    });
  });

  it('of a case look at every answer, and equals at the last', async () => {
    const answers = [said('one', { latencyMs: 900 }), said('two')];
    const entries = [
      { contains: 'one' },
      { 'not-contains': 'two' },
      { equals: 'two' },
      { latency: 0.5 },
    ];
    const { criteria } = await judge(entries, answers);
    expect(criteria.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'pass', 'fail']);
  });

  it('weigh as much as they say, and the least score decides', async () => {
    const entries = [{ contains: 'a', weight: 3 }, { contains: 'z' }];
    expect(await judge(entries, [said('a')])).toMatchObject({ score: 0.75, verdict: 'fail' });
    expect(await judge(entries, [said('a')], 0.7)).toMatchObject({ verdict: 'pass' });
    const required = [
      { contains: 'a', weight: 3 },
      { contains: 'z', required: true },
    ];
    expect(await judge(required, [said('a')], 0.7)).toMatchObject({ verdict: 'fail' });
    const informational = [{ contains: 'a' }, { contains: 'z', weight: 0 }];
    expect(await judge(informational, [said('a')])).toMatchObject({ score: 1, verdict: 'pass' });
  });

  it('that are missing leave a case unjudged', async () => {
    expect(await judge([], [said('a')])).toMatchObject({ verdict: 'unjudged', score: 0 });
  });
});

describe('a regular expression of the user', () => {
  const evil = { regex: '^(a+)+$' };
  const long = `${'a'.repeat(40)}!`;

  it('that takes too long is an error, neither a pass nor a fail', async () => {
    const result = await judge([evil, { contains: 'a' }], [said(long)]);
    expect(result).toMatchObject({ verdict: 'error', error: { code: 'criterion_timeout' } });
    expect(result.criteria.map(({ verdict }) => verdict)).toEqual(['error', 'pass']);
  });

  it('does not keep others from being tried', async () => {
    const results = await Promise.all([
      judge([evil], [said(long)]),
      judge([{ regex: '(b+)+$' }], [said('bbb')]),
      judge([evil], [said('aaa')]),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['error', 'pass', 'pass']);
  });

  it.each([
    ['order', 1e6],
    ['^a|b|c|d$', 1e6],
    ['[(+*]+x', 100],
    ['a.*b', 2000],
    ['colou?r', 1e6],
  ])('like /%s/ on %d characters is harmless', (source, length) => {
    expect(isBounded(source, length)).toBe(true);
  });

  it.each([
    ['(a+)+', 10],
    ['(a|a)*b', 10],
    ['a.*b', 2001],
    ['.*.*x', 10],
    ['(a)\\1', 10],
    ['a{1,30}', 10],
    ['(a|a)(a|a)(a|a)b', 10],
    ['a?a?a?aaa', 10],
  ])('like /%s/ on %d characters goes to the worker', (source, length) => {
    expect(isBounded(source, length)).toBe(false);
  });
});

describe('reading criteria', () => {
  it.each([
    ['containz', [0], 'Did you mean "contains"?'],
    [{ 'not-containz': 'x' }, [0, 'not-containz'], 'Did you mean "not-contains"?'],
    [{ type: 'regexp', value: 'x' }, [0, 'type'], 'Did you mean "regex"?'],
    [{ contains: 'x', wieght: 2 }, [0, 'wieght'], 'Did you mean "weight"?'],
    [{ contains: 'x', regex: 'y' }, [0, 'regex'], 'Begin a new line with "- " for each.'],
    [{ weight: 2 }, [0], expect.stringContaining('contains')],
    [42, [0], expect.stringContaining('no-pii')],
  ])('points at %j and says what to do', (entry, path, hint) => {
    const problem = problemOf(entry);
    expect(problem).toMatchObject({ path, hint });
  });

  it.each([
    [{ contains: '' }, /needs a text/],
    [{ regex: '(' }, /cannot be read/],
    [{ latency: 'soon' }, /needs a duration/],
    [{ metric: 'pas_rate', min: 1 }, /no metric "pas_rate"; did you mean "pass_rate"\?/],
    [{ latency: -1 }, /needs a duration/],
    [{ 'no-pii': 'email' }, /takes no value/],
    [{ contains: 'x', weight: -1 }, /weight/],
    [{ contains: 'x', weight: Number.NaN }, /weight/],
    [{ contains: 'x', required: 'yes' }, /true or false/],
  ])('refuses %j', (entry, message) => {
    expect(problemOf(entry).message).toMatch(message);
  });

  it('knows its kinds by name', () => {
    expect(reader.types).toEqual(expect.arrayContaining(['contains', 'json-schema', 'any-of']));
  });
});

function problemOf(entry: unknown) {
  try {
    reader.read([entry]);
  } catch (error) {
    if (error instanceof CriterionSyntaxError) return error.problem;
    throw error;
  }
  throw new Error('no problem');
}
