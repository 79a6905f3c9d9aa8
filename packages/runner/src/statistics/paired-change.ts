import { difference01, type PairCount, type PairedTest, pairedTest } from './paired-test.js';
import { rounded } from './rounding.js';
import { Z_800, Z_950 } from './student-t.js';

/** The chance of calling a run worse (or better) that is not. */
const FALSE_ALARM = 0.05;

/**
 * What a comparison comes to. `no_evidence`: a change as large as the one that matters would most
 * likely have shown, or too few inputs differ for it to be there. `insufficient_data`: it could have
 * gone unseen.
 */
export type ChangeVerdict = 'regression' | 'improvement' | 'no_evidence' | 'insufficient_data';

/** By how much the pass rate changed, over inputs that both runs judged. */
export interface Change {
  verdict: ChangeVerdict;
  /** How many inputs were compared. */
  inputs: number;
  /** The mean pass rate of the inputs, in [0, 1]. */
  before: number;
  after: number;
  /** `after - before`; negative is worse. */
  difference: number;
  /** The bounds, each of which holds in 95 of 100 comparisons. */
  low: number;
  high: number;
  /** One-sided, in the direction of the difference. */
  p_value: number;
  /** Of a difference in either direction: what tables of McNemar's test list. */
  p_value_two_sided: number;
  method: PairedTest['method'];
  /** The smallest change that matters, in [0, 1]. */
  smallest_change: number;
  /** With which chance a change of that size is found, once there are `inputs_needed`. */
  power: 0.8;
  inputs_needed: number;
  /** How many inputs are lacking; 0 where there are enough. */
  more_inputs: number;
}

/**
 * Judges how inputs changed from one run to another.
 * @param pairs - inputs that were judged in both runs, by kind
 * @param smallestChange - in (0, 1]
 * @returns `null` where no input was judged in both
 */
export function judgeChange(pairs: readonly PairCount[], smallestChange: number): Change | null {
  const sums = sumsOf(pairs);
  const { inputs, squares } = sums;
  if (inputs === 0) return null;
  const test = pairedTest(pairs);
  const difference = sums.after / inputs - sums.before / inputs;
  const { low, high } = boundsOf(sums, test);
  const needed = inputsNeeded((squares + 1) / (inputs + 2), smallestChange);
  const enough = inputs >= needed || isRuledOut(pairs, inputs, smallestChange);
  return {
    verdict: verdictOf(low, high, enough),
    inputs,
    before: rounded(sums.before / inputs),
    after: rounded(sums.after / inputs),
    difference: rounded(difference),
    low: rounded(low),
    high: rounded(high),
    p_value: significant(difference < 0 ? test.worse : test.better),
    p_value_two_sided: significant(test.either),
    method: test.method,
    smallest_change: smallestChange,
    power: 0.8,
    inputs_needed: needed,
    more_inputs: enough ? 0 : needed - inputs,
  };
}

/** The interval decides, and nothing else. */
function verdictOf(low: number, high: number, enough: boolean): ChangeVerdict {
  if (high < 0) return 'regression';
  if (low > 0) return 'improvement';
  return enough ? 'no_evidence' : 'insufficient_data';
}

interface Sums {
  inputs: number;
  before: number;
  after: number;
  /** Σ difference, Σ difference². */
  difference: number;
  squares: number;
}

function sumsOf(pairs: readonly PairCount[]): Sums {
  const sums: Sums = { inputs: 0, before: 0, after: 0, difference: 0, squares: 0 };
  // Floating-point sums depend on the order; kinds of pairs are put into one.
  for (const pair of [...pairs].sort(byKind)) {
    const difference = difference01(pair);
    sums.inputs += pair.inputs;
    sums.before += (pair.inputs * pair.passedBefore) / pair.triesBefore;
    sums.after += (pair.inputs * pair.passedAfter) / pair.triesAfter;
    sums.difference += pair.inputs * difference;
    sums.squares += pair.inputs * difference * difference;
  }
  return sums;
}

function byKind(one: PairCount, other: PairCount): number {
  return (
    one.triesBefore - other.triesBefore ||
    one.triesAfter - other.triesAfter ||
    one.passedBefore - other.passedBefore ||
    one.passedAfter - other.passedAfter
  );
}

/**
 * The adjusted Wald interval for matched pairs, half an input added to each of the four kinds (A.
 * Agresti and Y. Min, "Simple improved confidence intervals for comparing matched proportions",
 * Statistics in Medicine 24, 2005); its variance is taken over whole inputs, so it holds for repeated
 * tries too. A bound is moved to 0 where the exact test finds nothing on that side, so the interval
 * and the test never disagree.
 */
function boundsOf(sums: Sums, test: PairedTest): { low: number; high: number } {
  const inputs = sums.inputs + 2;
  const mean = sums.difference / inputs;
  const variance = (sums.squares + 1 - inputs * mean * mean) / (inputs * inputs);
  const half = Z_950 * Math.sqrt(Math.max(0, variance));
  const low = Math.max(-1, mean - half);
  const high = Math.min(1, mean + half);
  return {
    low: test.better > FALSE_ALARM ? Math.min(low, 0) : low,
    high: test.worse > FALSE_ALARM ? Math.max(high, 0) : high,
  };
}

/**
 * How many inputs it takes to find a change of a size in four of five comparisons (R. J. Connor,
 * "Sample size for testing differences in proportions for the paired-sample design", Biometrics 43,
 * 1987), with the correction of J. L. Fleiss for an exact test.
 * @param spread - the mean square of the inputs' differences: with one try, the share that changed
 * @param change - the size, in (0, 1]
 */
export function inputsNeeded(spread: number, change: number): number {
  // A change of this size makes at least so many inputs differ.
  const square = Math.max(spread, change);
  const root = Z_950 * Math.sqrt(square) + Z_800 * Math.sqrt(square - change * change);
  const plain = (root / change) ** 2;
  const corrected = (plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * change))) ** 2;
  return Math.ceil(corrected - 1e-9);
}

/**
 * Whether so few inputs differ that the pass rate cannot have changed by as much: no more than the share
 * of inputs that became worse is lost, and so few of them are seen in 5 of 100 runs at most.
 */
function isRuledOut(pairs: readonly PairCount[], inputs: number, change: number): boolean {
  const count = (direction: number) =>
    pairs.reduce((sum, pair) => sum + (difference01(pair) * direction > 0 ? pair.inputs : 0), 0);
  return [-1, 1].every((way) => atMostOf(inputs, count(way), change) <= FALSE_ALARM);
}

/** The chance of at most `most` hits in `tries`, each with this chance. */
function atMostOf(tries: number, most: number, chance: number): number {
  if (chance === 1) return most < tries ? 0 : 1;
  let term = 1;
  for (let one = 0; one < tries; one += 1) term *= 1 - chance;
  let sum = term;
  for (let hits = 1; hits <= most; hits += 1) {
    term *= ((tries - hits + 1) / hits) * (chance / (1 - chance));
    sum += term;
  }
  return sum;
}

/** Six significant digits: small chances differ by powers of ten. */
function significant(chance: number): number {
  return Number(chance.toPrecision(6));
}
