import { describe, expect, it } from 'vitest';
import { passAtK, passHatK, reportedK } from './repeats.js';

/** Every way to draw `k` of the tries, each of them listed. */
function* draws(tries: readonly boolean[], k: number, from = 0): Generator<boolean[]> {
  if (k === 0) yield [];
  else {
    for (let first = from; first < tries.length; first += 1) {
      for (const rest of draws(tries, k - 1, first + 1)) yield [tries[first] ?? false, ...rest];
    }
  }
}

describe('pass@k and pass^k', () => {
  it('are the shares of all draws of k tries in which one passes, and in which all pass', () => {
    for (let tries = 1; tries <= 9; tries += 1) {
      for (let passed = 0; passed <= tries; passed += 1) {
        const results = Array.from({ length: tries }, (_, index) => index < passed);
        for (let k = 1; k <= tries; k += 1) {
          const all = [...draws(results, k)];
          const share = (wanted: (draw: boolean[]) => boolean) =>
            all.filter(wanted).length / all.length;
          expect(passAtK(tries, passed, k)).toBeCloseTo(
            share((draw) => draw.some(Boolean)),
            12,
          );
          expect(passHatK(tries, passed, k)).toBeCloseTo(
            share((draw) => draw.every(Boolean)),
            12,
          );
        }
      }
    }
  });

  it('agree with the estimators as they are published, in whole numbers', () => {
    const choose = (n: bigint, k: bigint): bigint =>
      k < 0n || k > n ? 0n : k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k;
    for (const [n, c, k] of [
      [200, 13, 1],
      [200, 13, 10],
      [200, 13, 100],
      [8, 6, 4],
      [1000, 1, 999],
    ] as const) {
      const of = (some: number) =>
        Number((choose(BigInt(some), BigInt(k)) * 10n ** 15n) / choose(BigInt(n), BigInt(k))) /
        1e15;
      expect(passAtK(n, c, k)).toBeCloseTo(1 - of(n - c), 12);
      expect(passHatK(n, c, k)).toBeCloseTo(of(c), 12);
    }
  });

  it('are without bias: over all outcomes of a coin they come to what the coin gives', () => {
    const chance = 0.7;
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    for (const [tries, k] of [
      [5, 2],
      [8, 8],
      [10, 4],
    ] as const) {
      let at = 0;
      let hat = 0;
      for (let passed = 0; passed <= tries; passed += 1) {
        const outcome = choose(tries, passed) * chance ** passed * (1 - chance) ** (tries - passed);
        at += outcome * passAtK(tries, passed, k);
        hat += outcome * passHatK(tries, passed, k);
      }
      expect(at).toBeCloseTo(1 - (1 - chance) ** k, 12);
      expect(hat).toBeCloseTo(chance ** k, 12);
    }
  });

  it('are told for the usual k, and for all iterations', () => {
    expect(reportedK(1)).toEqual([1]);
    expect(reportedK(6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reportedK(20)).toEqual([1, 2, 3, 4, 5, 8, 10, 16, 20]);
  });
});
