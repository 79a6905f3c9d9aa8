import { difference01 } from '../statistics/paired-test.js';

/** How many inputs a comparison names in each direction. */
const NAMED = 50;

/** An input whose results differ between two runs. */
export interface ChangedInput {
  case_id: string;
  scenario: string;
  name: string;
  before: { pass: number; fail: number };
  after: { pass: number; fail: number };
}

/** Inputs that changed in one direction. */
export interface ChangedInputs {
  count: number;
  /** The first of them: the largest changes first, then by scenario, name and id. */
  first: ChangedInput[];
}

/** Keeps the largest changes of a stream of them, and counts the others. */
export class ChangeList {
  #count = 0;
  #first: ChangedInput[] = [];

  /** Takes an input in. */
  add(changed: ChangedInput): void {
    this.#count += 1;
    const last = this.#first.at(-1);
    if (this.#first.length >= NAMED && last !== undefined && compare(changed, last) >= 0) return;
    this.#first.push(changed);
    this.#first.sort(compare);
    if (this.#first.length > NAMED) this.#first.length = NAMED;
  }

  /** What there is so far. */
  result(): ChangedInputs {
    return { count: this.#count, first: this.#first };
  }
}

function compare(one: ChangedInput, other: ChangedInput): number {
  return (
    sizeOf(other) - sizeOf(one) ||
    compareText(one.scenario, other.scenario) ||
    compareText(one.name, other.name) ||
    compareText(one.case_id, other.case_id)
  );
}

function sizeOf({ before, after }: ChangedInput): number {
  return Math.abs(
    difference01({
      triesBefore: before.pass + before.fail,
      passedBefore: before.pass,
      triesAfter: after.pass + after.fail,
      passedAfter: after.pass,
    }),
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
