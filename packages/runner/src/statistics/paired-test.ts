/** How many inputs went from one result to another: iterations judged and passed, before and after. */
export interface PairCount {
  triesBefore: number;
  passedBefore: number;
  triesAfter: number;
  passedAfter: number;
  /** How many inputs were like this. */
  inputs: number;
}

/** One-sided chances of a difference like this one, or a larger one, if nothing had changed. */
export interface PairedTest {
  /** That the new run looks as bad, or worse. */
  worse: number;
  /** That it looks as good, or better. */
  better: number;
  /** That it differs as much in either direction. */
  either: number;
  method: 'mcnemar-exact' | 'sign-flip-exact' | 'sign-flip-normal';
}

/** Beyond this many steps the exact distribution is not worth the time; the inputs are then many. */
const MOST_STEPS = 50_000_000;
/** No grid for differences is coarser than this, unless all of them lie on it. */
const COARSEST = 100;

/**
 * Compares two runs input by input: had nothing changed, each input's difference would have come out
 * with the other sign as well. All 2^N choices of signs give the exact distribution of their sum
 * (R. A. Fisher's randomization test for pairs). With one try of each input it is McNemar's exact
 * test (Q. McNemar, Psychometrika 12, 1947): a binomial distribution over the inputs that changed.
 *
 * Only how many inputs are of each kind goes in, so it depends on no order.
 */
export function pairedTest(pairs: readonly PairCount[]): PairedTest {
  const changed = pairs.filter((pair) => difference01(pair) !== 0);
  const single = changed.every((one) => one.triesBefore === 1 && one.triesAfter === 1);
  const steps = signedSteps(changed, gridOf(changed));
  const [only] = steps;
  if (only === undefined) return { worse: 1, better: 1, either: 1, method: 'mcnemar-exact' };
  if (steps.length === 1) return binomialTest(only, single ? 'mcnemar-exact' : 'sign-flip-exact');
  return signFlipTest(steps);
}

/** By how much an input's pass rate changed, in [-1, 1]. */
export function difference01(pair: Omit<PairCount, 'inputs'>): number {
  return pair.passedAfter / pair.triesAfter - pair.passedBefore / pair.triesBefore;
}

/** Inputs whose pass rate changed by the same amount, in steps of a grid. */
interface Steps {
  size: number;
  /** How many inputs went up by it, and how many down. */
  up: number;
  down: number;
}

/**
 * On how many steps of [0, 1] all differences lie. Runs with very unequal numbers of tries have no
 * grid that is coarse enough to be counted through; theirs is as fine as time allows.
 */
function gridOf(changed: readonly PairCount[]): number {
  let grid = 1;
  let inputs = 0;
  let span = 0;
  for (const pair of changed) {
    const tries = leastCommonMultiple(pair.triesBefore, pair.triesAfter);
    grid = Math.min(Number.MAX_SAFE_INTEGER, leastCommonMultiple(grid, tries));
    inputs += pair.inputs;
    span += pair.inputs * Math.abs(difference01(pair));
  }
  const finest = Math.floor(MOST_STEPS / (inputs * span));
  return Math.min(grid, Math.max(COARSEST, finest));
}

function signedSteps(changed: readonly PairCount[], grid: number): Steps[] {
  const steps = new Map<number, Steps>();
  for (const pair of changed) {
    const difference = Math.round(difference01(pair) * grid);
    const size = Math.abs(difference);
    if (size === 0) continue;
    const step = steps.get(size) ?? { size, up: 0, down: 0 };
    if (difference > 0) step.up += pair.inputs;
    else step.down += pair.inputs;
    steps.set(size, step);
  }
  return [...steps.values()].sort((one, other) => one.size - other.size);
}

function binomialTest({ up, down }: Steps, method: PairedTest['method']): PairedTest {
  return twoSided(binomialTail(up + down, up), binomialTail(up + down, down), method);
}

/**
 * The chance of at most `most` heads in `flips` of a fair coin. Terms are taken relative to the
 * largest one, so nothing overflows and there is no logarithm.
 */
export function binomialTail(flips: number, most: number): number {
  const middle = Math.floor(flips / 2);
  let below = 0;
  let all = 0;
  const take = (heads: number, term: number) => {
    all += term;
    if (heads <= most) below += term;
  };
  take(middle, 1);
  for (let heads = middle, term = 1; heads > 0 && term > 0; heads -= 1) {
    term *= heads / (flips - heads + 1);
    take(heads - 1, term);
  }
  for (let heads = middle, term = 1; heads < flips && term > 0; heads += 1) {
    term *= (flips - heads) / (heads + 1);
    take(heads + 1, term);
  }
  return below / all;
}

function signFlipTest(steps: readonly Steps[]): PairedTest {
  let inputs = 0;
  let reach = 0;
  let up = 0;
  let squares = 0;
  for (const step of steps) {
    const count = step.up + step.down;
    inputs += count;
    reach += step.size * count;
    up += step.size * step.up;
    squares += step.size * step.size * count;
  }
  if (inputs * reach > 2 * MOST_STEPS) {
    const z = (2 * up - reach) / Math.sqrt(squares);
    return twoSided(normalTail(-z), normalTail(z), 'sign-flip-normal');
  }
  const chances = upwardChances(steps, reach);
  let worse = 0;
  let better = 0;
  // From the ends inwards, so that small chances are not lost in large ones.
  for (let total = 0; total <= up; total += 1) worse += chances[total] ?? 0;
  for (let total = reach; total >= up; total -= 1) better += chances[total] ?? 0;
  return twoSided(Math.min(1, worse), Math.min(1, better), 'sign-flip-exact');
}

function twoSided(worse: number, better: number, method: PairedTest['method']): PairedTest {
  return { worse, better, either: Math.min(1, 2 * Math.min(worse, better)), method };
}

/** The chance of every sum of the steps that go up, when each goes up or down by the toss of a coin. */
function upwardChances(steps: readonly Steps[], reach: number): Float64Array {
  const chances = new Float64Array(reach + 1);
  chances[0] = 1;
  let highest = 0;
  for (const { size, up, down } of steps) {
    for (let input = up + down; input > 0; input -= 1) {
      highest += size;
      for (let total = highest; total >= 0; total -= 1) {
        const before = total >= size ? (chances[total - size] ?? 0) : 0;
        chances[total] = ((chances[total] ?? 0) + before) / 2;
      }
    }
  }
  return chances;
}

/**
 * The standard normal distribution's upper tail: Q(z) = erfc(z / √2) / 2, by C. Hastings'
 * approximation (Abramowitz and Stegun, 7.1.26; absolute error below 1.5e-7).
 */
function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp(-x * x)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

function leastCommonMultiple(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b !== 0) [a, b] = [b, a % b];
  return (one / a) * other;
}
