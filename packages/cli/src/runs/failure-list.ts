import type { ResultRow, Verdict } from '@fluxloop/core/contract';

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

/** A run may have a million failures; a report shows the first of them. */
const SHOWN_FAILURES = 20;

/** Says why a row did not pass; `null` when it passed or was skipped. */
function failureOf(row: ResultRow): Failure | null {
  if (row.verdict === 'pass' || row.verdict === 'skipped') return null;
  return {
    case_id: row.case_id,
    iteration: row.iteration,
    scenario: row.scenario,
    name: row.name,
    verdict: row.verdict,
    reason: reasonOf(row),
  };
}

function reasonOf(row: ResultRow): string {
  if (row.error !== undefined) return row.error.message;
  if (row.criteria.length === 0) return 'it has no criteria to judge it by';
  const unmet =
    row.criteria.find(({ verdict }) => verdict === row.verdict) ??
    row.criteria.find(({ verdict }) => verdict !== 'pass');
  if (unmet === undefined) return `score ${row.score.toFixed(2)} is too low`;
  const turn =
    unmet.turn === undefined || row.messages.length <= 2 ? '' : `turn ${unmet.turn + 1}: `;
  return `${turn}${unmet.type}: ${unmet.reason}`;
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
