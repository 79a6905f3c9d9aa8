import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.test-support.js';
import { passAtK, passHatK } from './repeats.js';
import { StatisticsFold } from './statistics-fold.js';

function rowOf(input: number, iteration: number, verdict: Verdict, extra: Partial<ResultRow> = {}) {
  const row: ResultRow = {
    case_id: `c_${String(input).padStart(20, '0')}`,
    iteration,
    scenario: 'shop',
    name: `input ${input}`,
    verdict,
    score: verdict === 'pass' ? 1 : 0,
    started_at: '2026-11-21T14:30:22.000Z',
    duration_ms: 1,
    latency_ms: 1,
    attempts: 1,
    messages: [],
    criteria: [],
    redactions: {},
    ...extra,
  };
  return row;
}

function statisticsOf(rows: readonly ResultRow[], iterations: number) {
  const fold = new StatisticsFold(new Map([['shop', iterations]]));
  for (const row of rows) fold.add(row);
  return fold.result();
}

/** Rows of inputs, each of which has these verdicts one after the other. */
function rowsOf(inputs: readonly (readonly Verdict[])[]): ResultRow[] {
  return inputs.flatMap((verdicts, input) =>
    verdicts.map((verdict, iteration) => rowOf(input, iteration, verdict)),
  );
}

describe('the statistics of a run', () => {
  it('are empty without rows', () => {
    expect(statisticsOf([], 1)).toEqual({
      inputs: 0,
      judged: 0,
      pass_rate: null,
      score: null,
      error_rate: null,
      cost: null,
      repeats: [],
      flaky: { count: 0, first: [] },
    });
  });

  it('count errors apart from what was judged, and leave out what was not run', () => {
    const verdicts: Verdict[][] = [
      ['pass'],
      ['pass'],
      ['fail'],
      ['error'],
      ['unjudged'],
      ['skipped'],
    ];
    expect(statisticsOf(rowsOf(verdicts), 1)).toMatchObject({
      inputs: 6,
      judged: 3,
      pass_rate: { value: 0.666667, method: 'wilson', effective_size: 3 },
      score: { value: 0.666667 },
      error_rate: { value: 0.2, effective_size: 5 },
    });
  });

  it('weigh scores as the cases say', () => {
    const rows = [
      rowOf(0, 0, 'pass', { score: 0.8, weight: 3 }),
      rowOf(1, 0, 'fail', { score: 0.4 }),
      rowOf(2, 0, 'fail', { score: 0, weight: 0 }),
    ];
    const { score, pass_rate } = statisticsOf(rows, 1);
    expect(score).toMatchObject({ value: 0.7, effective_size: 1.6 });
    expect(pass_rate).toMatchObject({ value: 0.333333 });
  });

  it('give the mean of pass@k and pass^k over inputs, and name those that waver', () => {
    const inputs: Verdict[][] = [
      ['pass', 'pass', 'pass', 'pass'],
      ['pass', 'fail', 'pass', 'fail'],
      ['fail', 'fail', 'fail', 'fail'],
      ['pass', 'error', 'pass', 'fail'],
    ];
    const { repeats, flaky } = statisticsOf(rowsOf(inputs), 4);
    const two = [passAtK(4, 4, 2), passAtK(4, 2, 2), passAtK(4, 0, 2), passAtK(3, 2, 2)];
    const hat = [passHatK(4, 4, 2), passHatK(4, 2, 2), passHatK(4, 0, 2), passHatK(3, 2, 2)];
    const mean = (list: number[]) =>
      Math.round((list.reduce((sum, one) => sum + one) / list.length) * 1e6) / 1e6;
    expect(repeats.find(({ k }) => k === 2)).toEqual({
      k: 2,
      pass_at_k: mean(two),
      pass_hat_k: mean(hat),
      inputs: 4,
    });
    expect(repeats.find(({ k }) => k === 4)).toMatchObject({ inputs: 3, pass_hat_k: 0.333333 });
    expect(flaky).toEqual({
      count: 2,
      first: [
        expect.objectContaining({ name: 'input 1', pass: 2, fail: 2 }),
        expect.objectContaining({ name: 'input 3', pass: 2, fail: 1 }),
      ],
    });
  });

  it('follow scenarios with numbers of their own, and inputs whose scenario goes by another name', () => {
    const rows = [
      ...rowsOf([['pass'], ['fail']]),
      rowOf(2, 0, 'pass', { scenario: 'thrice' }),
      rowOf(2, 1, 'fail', { scenario: 'thrice' }),
      rowOf(2, 2, 'fail', { scenario: 'thrice' }),
      rowOf(3, 0, 'pass', { scenario: 'another name' }),
      rowOf(3, 1, 'fail', { scenario: 'another name' }),
    ];
    const fold = new StatisticsFold(
      new Map([
        ['shop', 1],
        ['thrice', 3],
      ]),
    );
    for (const row of rows) fold.add(row);
    expect(fold.result()).toMatchObject({
      inputs: 4,
      judged: 7,
      flaky: { count: 2 },
      repeats: [
        { k: 1, inputs: 4 },
        { k: 2, inputs: 2 },
        { k: 3, inputs: 1 },
      ],
    });
  });

  it('add up what was spent', () => {
    const rows = [
      rowOf(0, 0, 'pass', { cost: 0.1 }),
      rowOf(1, 0, 'pass', { cost: 0.2 }),
      rowOf(2, 0, 'error'),
    ];
    expect(statisticsOf(rows, 1)).toMatchObject({ cost: 0.3 });
  });

  it('are the same bytes in whatever order rows come, and may be asked for in between', () => {
    const row = fc.record({
      input: fc.nat(12),
      iteration: fc.nat(2),
      verdict: fc.constantFrom<Verdict[]>('pass', 'fail', 'error', 'unjudged', 'skipped'),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      cost: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    const rows = fc.uniqueArray(row, {
      selector: ({ input, iteration }) => `${input} ${iteration}`,
      maxLength: 39,
    });
    fc.assert(
      fc.property(rows, fc.nat(), (list, seed) => {
        const made = list.map(({ input, iteration, verdict, score, cost }) =>
          rowOf(input, iteration, verdict, {
            score,
            weight: 0.1 * (input + 1),
            ...(cost === undefined ? {} : { cost }),
          }),
        );
        const random = seededRandom(seed);
        const shuffled = made
          .map((one) => [random(), one] as const)
          .sort(([one], [other]) => one - other);
        const fold = new StatisticsFold(new Map([['shop', 3]]));
        for (const [, one] of shuffled) {
          fold.add(one);
          fold.result();
        }
        expect(JSON.stringify(fold.result())).toBe(JSON.stringify(statisticsOf(made, 3)));
      }),
      { numRuns: 100 },
    );
  });
});
