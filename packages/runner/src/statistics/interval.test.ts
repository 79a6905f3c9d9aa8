import { describe, expect, it } from 'vitest';
import { InputSums } from './input-sums.js';
import { independentEstimate, wilsonBounds } from './interval.js';
import { seededRandom, simulationRounds } from './random.test-support.js';
import { studentT975 } from './student-t.js';

const ROUNDS = simulationRounds(400);

/** The interval of the pass rate of inputs, given how often each of them passed. */
function clustered(passes: readonly number[], tries: number) {
  const sums = new InputSums(tries);
  for (const [index, pass] of passes.entries()) {
    sums.add({
      case_id: String(index),
      scenario: '',
      name: '',
      weight: 1,
      rows: tries,
      pass,
      fail: tries - pass,
      score_units: pass * 1_000_000,
    });
  }
  return sums.result().pass_rate;
}

describe("Wilson's interval", () => {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
  // Medicine 17, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (hits, rows, low, high) => {
    const interval = wilsonBounds(hits / rows, rows);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('ends at 0 and 1, and is no point there', () => {
    expect(independentEstimate(0, 5)).toMatchObject({ value: 0, low: 0, high: 0.434482 });
    expect(independentEstimate(5, 5)).toMatchObject({ value: 1, low: 0.565518, high: 1 });
    expect(independentEstimate(0, 0)).toBeNull();
  });

  it('holds the truth in 95 of 100 runs, on average over truths', () => {
    const random = seededRandom(1);
    for (const rows of [10, 30, 100, 256]) {
      let held = 0;
      for (let round = 0; round < 20 * ROUNDS; round += 1) {
        const truth = random();
        let hits = 0;
        for (let row = 0; row < rows; row += 1) if (random() < truth) hits += 1;
        const { low, high } = wilsonBounds(hits / rows, rows);
        if (low <= truth && truth <= high) held += 1;
      }
      expect(held / (20 * ROUNDS)).toBeGreaterThanOrEqual(0.94);
    }
  });
});

describe("Student's t", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  it.each([
    [1, 12.706],
    [10, 2.228],
    [11, 2.201],
    [15, 2.131],
    [20, 2.086],
    [30, 2.042],
    [60, 2.0],
    [100, 1.984],
  ])('at 97.5 %% with %i degrees of freedom is the published one', (degrees, t) => {
    expect(studentT975(degrees)).toBeCloseTo(t, 3);
  });
});

describe('the interval of repeated inputs', () => {
  it("is Wilson's over rows where repeats are as good as new inputs", () => {
    // Half of 400 inputs pass one of two tries: repeats tell nothing about each other.
    const passes = Array.from({ length: 400 }, (_, index) => [0, 1, 1, 2][index % 4] ?? 0);
    expect(clustered(passes, 2)?.effective_size).toBeGreaterThan(780);
    expect(clustered(passes, 2)?.effective_size).toBeLessThanOrEqual(800);
  });

  it("is Wilson's over inputs where every repeat comes out the same", () => {
    const passes = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? 10 : 0));
    const estimate = clustered(passes, 10);
    expect(estimate).toMatchObject({ value: 0.5, method: 'wilson-clustered' });
    expect(estimate?.effective_size).toBeGreaterThan(390);
    expect(estimate?.effective_size).toBeLessThan(400);
    expect(clustered([10, 10, 10, 10], 10)?.effective_size).toBe(4);
  });

  it('holds the truth in at least 93 of 100 runs, however alike the repeats are', () => {
    const random = seededRandom(2);
    for (const inputs of [20, 100]) {
      for (const tries of [3, 8]) {
        for (const truth of [0.5, 0.8, 0.95]) {
          // The share of inputs that always come out the same.
          for (const alike of [0, 0.4, 0.8]) {
            let held = 0;
            for (let round = 0; round < ROUNDS; round += 1) {
              const passes = Array.from({ length: inputs }, () => {
                if (random() < alike) return random() < truth ? tries : 0;
                let pass = 0;
                for (let one = 0; one < tries; one += 1) if (random() < truth) pass += 1;
                return pass;
              });
              const estimate = clustered(passes, tries);
              if (estimate && estimate.low <= truth && truth <= estimate.high) held += 1;
            }
            // Three standard errors of a simulation of this length.
            const noise = 3 * Math.sqrt((0.93 * 0.07) / ROUNDS);
            expect({
              inputs,
              tries,
              truth,
              alike,
              held: held / ROUNDS > 0.93 - noise,
            }).toMatchObject({ held: true });
          }
        }
      }
    }
  });
});
