import { ExactSum } from './exact-sum.js';
import { type InputTally, isFlaky, SCORE_UNITS } from './input-tally.js';
import { clusteredEstimate, type Estimate } from './interval.js';
import { passAtK, passHatK, reportedK } from './repeats.js';
import { rounded } from './rounding.js';
import type { FlakyInput, Repeats, RunStatistics } from './run-statistics.js';

/** How many flaky inputs a summary names. */
const NAMED_FLAKY = 20;

type Result = Pick<
  RunStatistics,
  'inputs' | 'judged' | 'pass_rate' | 'score' | 'repeats' | 'flaky'
>;

/** What is kept of inputs whose rows are all there: sums, and the few that are named. */
export class InputSums {
  readonly #iterations: number;
  readonly #k: readonly number[];
  #inputs = 0;
  #judgedInputs = 0;
  #judged = 0;
  #passes = new Ratio();
  #scores = new Ratio();
  #atK: KSums[];
  #flaky = 0;
  #named: FlakyInput[] = [];

  /** @param iterations - how many rows an input has at most */
  constructor(iterations: number) {
    this.#iterations = iterations;
    this.#k = iterations === 1 ? [] : reportedK(iterations);
    this.#atK = this.#k.map(() => new KSums());
  }

  /** Takes an input in. */
  add(tally: InputTally): void {
    const { pass, fail, weight, score_units } = tally;
    const tries = pass + fail;
    this.#inputs += 1;
    if (tries === 0) return;
    this.#judgedInputs += 1;
    this.#judged += tries;
    this.#passes.add(pass, tries);
    this.#scores.add((weight * score_units) / SCORE_UNITS, weight * tries);
    for (const [index, k] of this.#k.entries()) {
      if (k > tries) break;
      this.#atK[index]?.add(passAtK(tries, pass, k), passHatK(tries, pass, k));
    }
    if (isFlaky(tally)) this.#nameFlaky(tally);
  }

  /** Sums that go on from here by themselves. */
  copy(): InputSums {
    const copy = new InputSums(this.#iterations);
    copy.#inputs = this.#inputs;
    copy.#judgedInputs = this.#judgedInputs;
    copy.#judged = this.#judged;
    copy.#passes = this.#passes.copy();
    copy.#scores = this.#scores.copy();
    copy.#atK = this.#atK.map((sums) => sums.copy());
    copy.#flaky = this.#flaky;
    copy.#named = [...this.#named];
    return copy;
  }

  /** What the inputs came to. */
  result(): Result {
    const inputs = this.#judgedInputs;
    const rows = this.#judged;
    return {
      inputs: this.#inputs,
      judged: rows,
      pass_rate: this.#passes.estimate(inputs, rows),
      score: this.#scores.estimate(inputs, rows),
      repeats: this.#k.flatMap((k, index) => this.#atK[index]?.result(k) ?? []),
      flaky: { count: this.#flaky, first: this.#named },
    };
  }

  #nameFlaky({ case_id, scenario, name, pass, fail }: InputTally): void {
    this.#flaky += 1;
    const last = this.#named.at(-1);
    const flaky = { case_id, scenario, name, pass, fail };
    if (this.#named.length === NAMED_FLAKY && last !== undefined && byName(last, flaky) < 0) return;
    this.#named = [...this.#named, flaky].sort(byName).slice(0, NAMED_FLAKY);
  }
}

/** Σ value / Σ weight over inputs, and what its variance is made of. */
class Ratio {
  #value = new ExactSum();
  #weight = new ExactSum();
  #value2 = new ExactSum();
  #valueWeight = new ExactSum();
  #weight2 = new ExactSum();

  add(value: number, weight: number): void {
    this.#value.add(value);
    this.#weight.add(weight);
    this.#value2.add(value * value);
    this.#valueWeight.add(value * weight);
    this.#weight2.add(weight * weight);
  }

  copy(): Ratio {
    const copy = new Ratio();
    copy.#value = this.#value.copy();
    copy.#weight = this.#weight.copy();
    copy.#value2 = this.#value2.copy();
    copy.#valueWeight = this.#valueWeight.copy();
    copy.#weight2 = this.#weight2.copy();
    return copy;
  }

  estimate(inputs: number, rows: number): Estimate | null {
    return clusteredEstimate({
      inputs,
      rows,
      value: this.#value.value,
      weight: this.#weight.value,
      value2: this.#value2.value,
      valueWeight: this.#valueWeight.value,
      weight2: this.#weight2.value,
    });
  }
}

/** pass@k and pass^k over inputs, for one k. */
class KSums {
  #inputs = 0;
  #at = new ExactSum();
  #hat = new ExactSum();

  add(at: number, hat: number): void {
    this.#inputs += 1;
    this.#at.add(at);
    this.#hat.add(hat);
  }

  copy(): KSums {
    const copy = new KSums();
    copy.#inputs = this.#inputs;
    copy.#at = this.#at.copy();
    copy.#hat = this.#hat.copy();
    return copy;
  }

  result(k: number): Repeats[] {
    const inputs = this.#inputs;
    if (inputs === 0) return [];
    const mean = (sum: ExactSum) => rounded(sum.value / inputs);
    return [{ k, pass_at_k: mean(this.#at), pass_hat_k: mean(this.#hat), inputs }];
  }
}

/** By code units, as nothing else is the same on every machine. */
function byName(one: FlakyInput, other: FlakyInput): number {
  const before =
    one.scenario === other.scenario
      ? one.name === other.name
        ? one.case_id < other.case_id
        : one.name < other.name
      : one.scenario < other.scenario;
  return before ? -1 : 1;
}
