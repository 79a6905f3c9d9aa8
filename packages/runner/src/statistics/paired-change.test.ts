import { describe, expect, it } from 'vitest';
import { type ChangeVerdict, inputsNeeded, judgeChange } from './paired-change.js';
import type { PairCount } from './paired-test.js';
import { seededRandom, simulationRounds } from './random.test-support.js';

const ROUNDS = simulationRounds(500);

interface World {
  inputs: number;
  tries: number;
  /** How likely an input passes before and after, given a random number of its own. */
  before: (input: number) => number;
  after: (input: number) => number;
}

/** How often each verdict is given, over many pairs of runs. */
function verdicts(world: World, seed: number): Record<ChangeVerdict, number> {
  const random = seededRandom(seed);
  const counts = { regression: 0, improvement: 0, no_evidence: 0, insufficient_data: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const kinds = new Map<string, PairCount>();
    for (let index = 0; index < world.inputs; index += 1) {
      const input = random();
      const passed = (chance: number) => {
        let count = 0;
        for (let one = 0; one < world.tries; one += 1) if (random() < chance) count += 1;
        return count;
      };
      const passedBefore = passed(world.before(input));
      const passedAfter = passed(world.after(input));
      const kind = kinds.get(`${passedBefore} ${passedAfter}`);
      if (kind !== undefined) kind.inputs += 1;
      else {
        const { tries: triesBefore, tries: triesAfter } = world;
        const pair = { triesBefore, triesAfter, passedBefore, passedAfter, inputs: 1 };
        kinds.set(`${passedBefore} ${passedAfter}`, pair);
      }
    }
    counts[judgeChange([...kinds.values()], 0.1)?.verdict ?? 'insufficient_data'] += 1;
  }
  return counts;
}

const noise = 3 * Math.sqrt((0.05 * 0.95) / ROUNDS);

/** Agents whose inputs all pass with the same chance, and agents that are sure of most of them. */
const AGENTS: [string, (input: number) => number][] = [
  ['half', () => 0.5],
  ['good', () => 0.8],
  ['very good', () => 0.95],
  ['mixed', (input) => (input < 0.6 ? 1 : input < 0.7 ? 0 : 0.5)],
];

describe('judging a change', () => {
  it.each(AGENTS)(
    'raises a false alarm in at most 5 of 100 pairs that are alike: %s',
    (_, agent) => {
      for (const [inputs, tries] of [
        [20, 1],
        [256, 1],
        [50, 5],
      ] as const) {
        const counts = verdicts({ inputs, tries, before: agent, after: agent }, inputs + tries);
        expect(counts.regression / ROUNDS).toBeLessThanOrEqual(0.05 + noise);
        expect(counts.improvement / ROUNDS).toBeLessThanOrEqual(0.05 + noise);
      }
    },
  );

  it.each([
    [0.95, 0.85],
    [0.9, 0.8],
    [0.8, 0.7],
  ])('finds a drop from %d to %d in four of five pairs of 256 inputs', (before, after) => {
    const world = { inputs: 256, tries: 1, before: () => before, after: () => after };
    expect(verdicts(world, 3).regression / ROUNDS).toBeGreaterThanOrEqual(0.8 - noise);
    const rise = { ...world, before: () => after, after: () => before };
    expect(verdicts(rise, 4).improvement / ROUNDS).toBeGreaterThanOrEqual(0.8 - noise);
  });

  it('finds a drop of ten points in an agent that is sure of most inputs, nearly always', () => {
    const before = (input: number) => (input < 0.8 ? 1 : 0.2);
    const after = (input: number) => (input < 0.7 ? 1 : input < 0.8 ? 0 : 0.2);
    const world = { inputs: 256, tries: 1, before, after };
    expect(verdicts(world, 5).regression / ROUNDS).toBeGreaterThanOrEqual(0.95);
  });

  it('finds with repeats what it does not find without', () => {
    const world = { inputs: 60, tries: 1, before: () => 0.8, after: () => 0.7 };
    const once = verdicts(world, 6).regression / ROUNDS;
    const often = verdicts({ ...world, tries: 10 }, 7).regression / ROUNDS;
    expect(often).toBeGreaterThan(0.8);
    expect(once).toBeLessThan(0.5);
  });

  it('says that data are insufficient where a change that matters would often go unseen', () => {
    const few = verdicts({ inputs: 20, tries: 1, before: () => 0.9, after: () => 0.9 }, 8);
    expect(few.no_evidence).toBe(0);
    const many = verdicts({ inputs: 1000, tries: 1, before: () => 0.9, after: () => 0.9 }, 9);
    expect(many.insufficient_data).toBe(0);
  });
});

/** Inputs with one try. */
function changed(worse: number, better: number, passed: number, failed: number) {
  const pair = (passedBefore: number, passedAfter: number, inputs: number) => ({
    triesBefore: 1,
    triesAfter: 1,
    passedBefore,
    passedAfter,
    inputs,
  });
  return [pair(1, 0, worse), pair(0, 1, better), pair(1, 1, passed), pair(0, 0, failed)];
}

describe('data', () => {
  it('are sufficient where nearly nothing differs, even if few inputs were compared', () => {
    // 0.9^28 is 5.2 %, 0.9^29 is 4.7 %: none of 29 inputs became worse, so fewer than 10 % do.
    expect(judgeChange(changed(0, 0, 20, 8), 0.1)).toMatchObject({ verdict: 'insufficient_data' });
    expect(judgeChange(changed(0, 0, 20, 9), 0.1)).toMatchObject({ verdict: 'no_evidence' });
    expect(judgeChange(changed(1, 1, 40, 3), 0.1)).toMatchObject({ verdict: 'insufficient_data' });
    expect(judgeChange(changed(1, 1, 40, 4), 0.1)).toMatchObject({ verdict: 'no_evidence' });
  });
});

describe('a change', () => {
  it('is told with its bounds, its chance, and what more it would take', () => {
    expect(judgeChange(changed(9, 1, 30, 10), 0.1)).toEqual({
      verdict: 'regression',
      inputs: 50,
      before: 0.78,
      after: 0.62,
      difference: -0.16,
      low: -0.252714,
      high: -0.054979,
      p_value: 0.0107422,
      p_value_two_sided: 0.0214844,
      method: 'mcnemar-exact',
      smallest_change: 0.1,
      power: 0.8,
      inputs_needed: 148,
      more_inputs: 98,
    });
  });

  it('has bounds that never contradict the test', () => {
    // The plain interval excludes 0 here; the exact test does not.
    expect(judgeChange(changed(4, 0, 90, 6), 0.1)).toMatchObject({
      p_value: 0.0625,
      high: 0,
      verdict: 'no_evidence',
    });
    expect(judgeChange(changed(5, 0, 90, 5), 0.1)).toMatchObject({ verdict: 'regression' });
  });

  it('is none where nothing was judged in both', () => {
    expect(judgeChange([], 0.1)).toBeNull();
  });
});

describe('the number of inputs needed', () => {
  it('gives the power that it promises, by the exact distribution', () => {
    const logFactorial = [0];
    for (let n = 1; n < 2000; n += 1) logFactorial.push((logFactorial[n - 1] ?? 0) + Math.log(n));
    const chance = (n: number, k: number, p: number) =>
      Math.exp(
        (logFactorial[n] ?? 0) -
          (logFactorial[k] ?? 0) -
          (logFactorial[n - k] ?? 0) +
          k * Math.log(p) +
          (n - k) * Math.log(1 - p),
      );
    const rejected = (pairs: number, bias: number) => {
      let power = 0;
      let tail = 0;
      for (let worse = pairs; worse >= 0; worse -= 1) {
        tail += chance(pairs, worse, 0.5);
        if (tail > 0.05) break;
        power += chance(pairs, worse, bias);
      }
      return power;
    };
    for (const change of [0.05, 0.1, 0.2]) {
      for (const spread of [change + 0.02, 0.3, 0.5]) {
        const inputs = inputsNeeded(spread, change);
        const bias = (spread + change) / (2 * spread);
        let power = 0;
        for (let pairs = 0; pairs <= inputs; pairs += 1) {
          power += chance(inputs, pairs, spread) * rejected(pairs, bias);
        }
        expect(power).toBeGreaterThan(0.79);
        expect(power).toBeLessThan(0.9);
      }
    }
  });

  it('is more for smaller changes and for agents that waver more', () => {
    expect(inputsNeeded(0.38, 0.1)).toBeLessThanOrEqual(256);
    expect(inputsNeeded(0.38, 0.05)).toBeGreaterThan(3 * inputsNeeded(0.38, 0.1));
    expect(inputsNeeded(0.5, 0.1)).toBeGreaterThan(inputsNeeded(0.2, 0.1));
  });
});
