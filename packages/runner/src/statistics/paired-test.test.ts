import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail, type PairCount, pairedTest } from './paired-test.js';

/** Inputs with one try: how many got worse and how many got better. */
function single(worse: number, better: number, same = 0): PairCount[] {
  const pair = (passedBefore: number, passedAfter: number, inputs: number) => ({
    triesBefore: 1,
    triesAfter: 1,
    passedBefore,
    passedAfter,
    inputs,
  });
  return [pair(1, 0, worse), pair(0, 1, better), pair(1, 1, same), pair(0, 0, same)];
}

/** All choices of signs, one by one. */
function bySigns(differences: readonly number[]) {
  const observed = differences.reduce((sum, one) => sum + one, 0);
  let worse = 0;
  let better = 0;
  const choices = 2 ** differences.length;
  for (let choice = 0; choice < choices; choice += 1) {
    const sum = differences.reduce(
      (total, one, index) => total + ((choice >> index) & 1 ? one : -one),
      0,
    );
    if (sum <= observed + 1e-9) worse += 1;
    if (sum >= observed - 1e-9) better += 1;
  }
  return { worse: worse / choices, better: better / choices };
}

describe("McNemar's exact test", () => {
  // The sign test's table: chances of a binomial distribution with p = 1/2, both tails.
  it.each([
    [0, 5, 0.0625],
    [0, 6, 0.03125],
    [1, 7, 0.0703125],
    [1, 8, 0.0390625],
    [2, 10, 0.03857421875],
    [3, 3, 1],
    [5, 15, 0.04138946533203125],
  ])('of %i against %i inputs gives the chance of the table', (worse, better, chance) => {
    expect(pairedTest(single(worse, better)).either).toBeCloseTo(chance, 14);
    expect(pairedTest(single(better, worse, 1000)).either).toBeCloseTo(chance, 14);
  });

  it('agrees with the approval of the prime minister, 150 against 86', () => {
    // A. Agresti, "Categorical Data Analysis", table 11.1; exact chance as R's exact2x2 prints it.
    const { either, method } = pairedTest(single(150, 86));
    expect(either).toBeCloseTo(3.716e-5, 8);
    expect(method).toBe('mcnemar-exact');
  });

  it('agrees with sums of binomial coefficients, up to numbers that no double holds', () => {
    for (const flips of [1, 2, 9, 64, 501, 3000]) {
      let term = 1n;
      let sum = 0n;
      for (let heads = 0; heads <= flips; heads += 1) {
        sum += term;
        if (heads % Math.ceil(flips / 7) === 0) {
          const exact = Number((sum * 10n ** 30n) / 2n ** BigInt(flips)) / 1e30;
          expect(Math.abs(binomialTail(flips, heads) - exact)).toBeLessThan(1e-12);
        }
        term = (term * BigInt(flips - heads)) / BigInt(heads + 1);
      }
    }
  });

  it('knows both sides', () => {
    const { worse, better } = pairedTest(single(8, 1));
    expect(worse).toBeCloseTo(10 / 512, 14);
    expect(better).toBeCloseTo(511 / 512, 14);
    expect(pairedTest(single(0, 0, 9))).toMatchObject({ worse: 1, better: 1, either: 1 });
  });
});

describe('the test of repeated inputs', () => {
  const pair = fc
    .record({ triesBefore: fc.constantFrom(1, 2, 3, 5), triesAfter: fc.constantFrom(1, 3, 4) })
    .chain(({ triesBefore, triesAfter }) =>
      fc.record({
        triesBefore: fc.constant(triesBefore),
        triesAfter: fc.constant(triesAfter),
        passedBefore: fc.nat(triesBefore),
        passedAfter: fc.nat(triesAfter),
        inputs: fc.constant(1),
      }),
    );

  it('is the share of all choices of signs that come out as far off', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 10 }), (pairs) => {
        const differences = pairs.map(
          (one) => one.passedAfter / one.triesAfter - one.passedBefore / one.triesBefore,
        );
        const { worse, better } = bySigns(differences);
        const test = pairedTest(pairs);
        expect(test.worse).toBeCloseTo(worse, 10);
        expect(test.better).toBeCloseTo(better, 10);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on how the inputs are grouped', () => {
    const four = { triesBefore: 5, triesAfter: 5, passedBefore: 4, passedAfter: 1, inputs: 4 };
    const other = { triesBefore: 5, triesAfter: 5, passedBefore: 3, passedAfter: 5, inputs: 1 };
    const apart = Array.from({ length: 4 }, () => ({ ...four, inputs: 1 }));
    expect(pairedTest([...apart, other])).toEqual(pairedTest([other, four]));
  });

  it('takes the normal distribution where there are too many inputs to count', () => {
    const kinds = [1, 2, 3, 4, 5].flatMap((passedBefore) =>
      [0, 1, 2, 3, 4].map((passedAfter) => ({
        triesBefore: 5,
        triesAfter: 5,
        passedBefore,
        passedAfter,
      })),
    );
    const few = pairedTest(kinds.map((kind) => ({ ...kind, inputs: 2 })));
    const many = pairedTest(
      kinds.map((kind) => ({
        ...kind,
        inputs: kind.passedAfter < kind.passedBefore ? 9_990 : 10_000,
      })),
    );
    expect(few.method).toBe('sign-flip-exact');
    expect(many.method).toBe('sign-flip-normal');
    expect(many.worse + many.better).toBeCloseTo(1, 6);
  });
});
