import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.test-support.js';
import { LatencyDigest } from './latency-digest.js';

const latencies = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 3000 });

function digestOf(values: readonly number[]): LatencyDigest {
  const digest = new LatencyDigest();
  for (const value of values) digest.add(value);
  return digest;
}

function answers(digest: LatencyDigest) {
  return [digest.count, digest.max, ...[0.01, 0.5, 0.95, 0.99, 1].map((q) => digest.quantile(q))];
}

describe('LatencyDigest', () => {
  it('has no quantiles without values', () => {
    expect(answers(new LatencyDigest())).toEqual([0, null, null, null, null, null, null]);
  });

  it('is exact while there are few values', () => {
    const digest = digestOf(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(answers(digest)).toEqual([1000, 1000, 10, 500, 950, 990, 1000]);
  });

  it('is at most 1 % off beyond that', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e9, noNaN: true }), {
          minLength: 1025,
          maxLength: 2000,
        }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = [...values].sort((a, b) => a - b);
          const exact = sorted[Math.ceil(share * values.length) - 1] ?? 0;
          const estimate = digestOf(values).quantile(share) ?? 0;
          // Estimates are rounded to a thousandth of a millisecond.
          expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact * 0.0101 + 0.0006);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has bounds for a quantile, that hold it in 95 of 100 runs', () => {
    const random = seededRandom(5);
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      // The 95th percentile of random numbers from 0 to 100 is 95.
      const { low, high } = digestOf(Array.from({ length: 200 }, () => 100 * random())).bounds(
        0.95,
      );
      if (low !== null && high !== null && low <= 95 && 95 <= high) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(digestOf([1, 2, 3]).bounds(0.95)).toEqual({ low: 2, high: null });
    expect(new LatencyDigest().bounds(0.95)).toEqual({ low: null, high: null });
  });

  it('does not depend on the order of the values, nor on how they were split', () => {
    fc.assert(
      fc.property(latencies, fc.nat(3000), (values, cut) => {
        const whole = answers(digestOf(values));
        expect(answers(digestOf([...values].reverse()))).toEqual(whole);
        const merged = digestOf(values.slice(0, cut));
        merged.merge(digestOf(values.slice(cut)));
        expect(answers(merged)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });
});
