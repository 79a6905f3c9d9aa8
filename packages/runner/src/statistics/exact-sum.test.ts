import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum } from './exact-sum.js';

function sumOf(values: readonly number[]): number {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum.value;
}

/** The true sum as a fraction of whole numbers, rounded once by the reader of decimals. */
function trueSum(values: readonly number[]): number {
  const scale = 2n ** 200n;
  let sum = 0n;
  for (const value of values) {
    let [whole, shift] = [value, 0n];
    while (!Number.isInteger(whole)) [whole, shift] = [whole * 2, shift + 1n];
    sum += (BigInt(whole) * scale) >> shift;
  }
  // A decimal with enough digits is the fraction itself, since its denominator is a power of two.
  const sign = sum < 0n ? '-' : '';
  const size = sum < 0n ? -sum : sum;
  const digits = ((size % scale) * 10n ** 200n) / scale;
  return Number(`${sign}${size / scale}.${digits.toString().padStart(200, '0')}`) + 0;
}

const values = fc.array(
  fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -20, max: 20 })).map(
    // Multiples of 2^-100 only, so that the fraction above holds them.
    ([value, exponent]) => Math.round(value * 2 ** 40) * 2 ** (exponent - 40),
  ),
  { maxLength: 60 },
);

describe('ExactSum', () => {
  it('keeps what a sum of doubles loses', () => {
    expect([0.1, 0.2, 0.3, -0.6].reduce((a, b) => a + b)).not.toBe(sumOf([0.1, 0.2, 0.3, -0.6]));
    expect(sumOf([1e100, 1, -1e100])).toBe(1);
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(sumOf([])).toBe(0);
  });

  it('is the true sum, rounded once', () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(sumOf(list) + 0).toBe(trueSum(list));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order, and a copy goes on by itself', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const sum = new ExactSum();
        for (const value of first) sum.add(value);
        const copy = sum.copy();
        for (const value of second) copy.add(value);
        expect(copy.value).toBe(sumOf([...second, ...first].reverse()));
        expect(sum.value).toBe(sumOf(first));
      }),
    );
  });
});
