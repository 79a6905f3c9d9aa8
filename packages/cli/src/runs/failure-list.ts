import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { reasonOf, titleOf } from '@fluxloop/runner';

/** A case that did not pass, in short. */
export interface Failure {
  case_id: string;
  iteration: number;
  scenario: string;
  name: string;
  verdict: Verdict;
  /** The first criterion that was not met, or what went wrong. */
  reason: string;
}

/** A run may have a million failures; the terminal shows the first of them. */
const SHOWN_FAILURES = 20;

/** Says why a row did not pass; `null` when it passed or was skipped. */
function failureOf(row: ResultRow): Failure | null {
  const reason = reasonOf(row);
  if (reason === null) return null;
  const { case_id, iteration, scenario, name, verdict } = row;
  return { case_id, iteration, scenario, name, verdict, reason };
}

/** Keeps the first failures of a stream of rows, and counts the others. */
export class FailureList {
  readonly #first: Failure[] = [];
  #count = 0;

  /** Takes a row in, and gives what is wrong with it. */
  add(row: ResultRow): Failure | null {
    const failure = failureOf(row);
    if (failure === null) return null;
    this.#count += 1;
    if (this.#first.length < SHOWN_FAILURES) this.#first.push(failure);
    return failure;
  }

  get first(): readonly Failure[] {
    return this.#first;
  }

  /** How many there were. */
  get count(): number {
    return this.#count;
  }
}

/** A failure in one line: `refunds › a plain refund: contains: No answer contains "order".` */
export function failureLine(failure: Failure): string {
  return `${failure.scenario} › ${titleOf(failure)}: ${failure.reason}`;
}
