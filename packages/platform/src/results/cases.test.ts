import type { CaseQuery } from '@fluxloop/core/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chunkOf,
  rowOf,
  runOf,
  startTestPlatform,
  type TestPlatform,
} from '../platform.test-support.js';

let platform: TestPlatform;
let as: { key: string };
const params = { project: 'support-bot', run_id: 'run_cases' };

const said = (text: string) => [
  { role: 'user' as const, text },
  { role: 'agent' as const, text: 'Of course.' },
];
const ROWS = [
  rowOf(1, {
    name: 'Zebra',
    verdict: 'fail',
    score: 0.2,
    latency_ms: 30,
    messages: said('I want a refund'),
  }),
  rowOf(2, {
    name: 'apple',
    verdict: 'pass',
    score: 1,
    latency_ms: 10,
    messages: said('100% of "it"'),
  }),
  rowOf(3, {
    name: 'Mango',
    verdict: 'error',
    score: 0,
    latency_ms: 20,
    messages: said('WO IST ÄRGER?'),
  }),
  rowOf(3, { name: 'Mango', iteration: 1, verdict: 'pass', score: 0.5, latency_ms: 20 }),
  rowOf(4, {
    name: 'Fig',
    scenario: 'orders',
    verdict: 'unjudged',
    score: 0.5,
    latency_ms: 20,
    messages: [],
  }),
];

beforeAll(async () => {
  platform = await startTestPlatform();
  as = await platform.addKey(await platform.addPerson({ roles: { 'support-bot': 'editor' } }));
  await platform.call('createRun', { as, params, body: runOf(params.run_id) });
  await platform.call('uploadChunk', { as, params: { ...params, chunk: 0 }, body: chunkOf(ROWS) });
});
afterAll(() => platform?.close());

async function list(query: Partial<CaseQuery> = {}) {
  const clean = Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  );
  const answer = await platform.call('listCases', {
    as,
    params,
    query: clean as Record<string, string | number | readonly string[]>,
  });
  return answer.value();
}
const names = async (query?: Partial<CaseQuery>) =>
  (await list(query)).cases.map((one) => `${one.name}/${one.iteration}`);

describe('the list of cases', () => {
  it('shows each case without its transcript', async () => {
    expect((await list({ search: 'refund' })).cases).toEqual([
      {
        case_id: ROWS[0]?.case_id,
        iteration: 0,
        scenario: 'refunds',
        name: 'Zebra',
        verdict: 'fail',
        score: 0.2,
        latency_ms: 30,
        duration_ms: 30,
        turns: 1,
      },
    ]);
  });

  it('is filtered by one verdict or several, and by scenario', async () => {
    expect(await names({ verdict: 'fail' })).toEqual(['Zebra/0']);
    expect(await names({ verdict: ['fail', 'error'] })).toEqual(['Mango/0', 'Zebra/0']);
    expect(await names({ scenario: 'orders' })).toEqual(['Fig/0']);
    expect(await names({ scenario: 'orders', verdict: 'pass' })).toEqual([]);
  });

  it('is searched for words in names and messages, whatever their case and wherever they are', async () => {
    expect(await names({ search: 'REFUND want' })).toEqual(['Zebra/0']);
    expect(await names({ search: 'zeb refund' })).toEqual(['Zebra/0']);
    expect(await names({ search: 'refund zebra mango' })).toEqual([]);
    expect(await names({ search: 'ärger' })).toEqual(['Mango/0']);
    expect((await list({ search: ' ' })).total).toBe(5);
  });

  it.each(['%', '_', '"it"', '100%'])('takes %s in a search for itself', async (search) => {
    const expected = search === '_' ? [] : ['apple/0'];
    expect(await names({ search })).toEqual(expected);
  });

  it.each(["'; drop table results; --", '\\', '$1', '(', '\0'])(
    'takes %j in a search for no command',
    async (search) => {
      const answer = await platform.call('listCases', { as, params, query: { search } });
      expect([200, 400]).toContain(answer.status);
      expect((await list()).total).toBe(5);
    },
  );

  it('comes by name, the slowest first, or the worst first', async () => {
    expect((await list({ sort: 'latency' })).cases.map((one) => one.latency_ms)).toEqual([
      30, 20, 20, 20, 10,
    ]);
    expect((await list({ sort: 'score' })).cases.map((one) => one.score)).toEqual([
      0, 0.2, 0.5, 0.5, 1,
    ]);
    expect((await list()).cases.map((one) => one.name).toSorted()).toHaveLength(5);
  });

  it.each(['name', 'latency', 'score'] as const)(
    'by %s gives each case once over its pages, with the same total on each',
    async (sort) => {
      const whole = await list({ sort });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sort, limit: 2, cursor });
        expect(page.total).toBe(5);
        seen.push(...page.cases.map((one) => `${one.case_id}/${one.iteration}`));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole.cases.map((one) => `${one.case_id}/${one.iteration}`));
    },
  );

  it('refuses a cursor of another order', async () => {
    const { next_cursor } = await list({ sort: 'name', limit: 1 });
    const answer = await platform.call('listCases', {
      as,
      params,
      query: { sort: 'score', cursor: next_cursor ?? '' },
    });
    expect([answer.status, answer.problem().code]).toEqual([400, 'cursor_invalid']);
  });
});

describe('a case', () => {
  it('that is not there is told apart from a run that is not there', async () => {
    const ask = (changes: object) =>
      platform.call('getCase', {
        as,
        params: { ...params, case_id: rowOf(1).case_id, iteration: 0, ...changes },
      });
    expect((await ask({ iteration: 7 })).problem().code).toBe('case_not_found');
    expect((await ask({ iteration: 2 ** 40 })).problem().code).toBe('case_not_found');
    expect((await ask({ case_id: rowOf(99).case_id })).problem().code).toBe('case_not_found');
    expect((await ask({ run_id: 'run_other' })).problem().code).toBe('run_not_found');
    expect((await ask({ case_id: 'nonsense' })).status).toBe(400);
  });
});
