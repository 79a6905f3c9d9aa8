import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { NotFoundError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';

/** A row without its transcript. */
export interface CaseLine {
  case_id: string;
  iteration: number;
  scenario: string;
  name: string;
  verdict: Verdict;
  score: number;
  latency_ms: number;
}

/** Which rows are wanted. */
export interface RowFilter {
  verdicts?: readonly Verdict[] | undefined;
  scenario?: string | undefined;
  /** How many are kept; the others are counted. */
  limit: number;
}

/** Keeps the first rows that a filter lets through, without their transcripts: they may be many. */
export class RowSelection {
  readonly #filter: RowFilter;
  readonly #lines: CaseLine[] = [];
  #count = 0;

  constructor(filter: RowFilter) {
    this.#filter = filter;
  }

  /** Takes a row. */
  add(row: ResultRow): void {
    const { verdicts, scenario: only, limit } = this.#filter;
    if (verdicts !== undefined && !verdicts.includes(row.verdict)) return;
    if (only !== undefined && row.scenario !== only) return;
    this.#count += 1;
    if (this.#lines.length >= limit) return;
    const { case_id, iteration, scenario, name, verdict, score, latency_ms } = row;
    this.#lines.push({ case_id, iteration, scenario, name, verdict, score, latency_ms });
  }

  get lines(): readonly CaseLine[] {
    return this.#lines;
  }

  /** How many rows the filter let through. */
  get count(): number {
    return this.#count;
  }
}

/**
 * Makes sure that a run has the scenario that is asked for.
 *
 * @throws NotFoundError `scenario_not_found`
 */
export function requireScenario(name: string | undefined, known: readonly string[]): void {
  if (name === undefined || known.includes(name)) return;
  const close = nearest(name, known);
  throw new NotFoundError('scenario_not_found', `There is no scenario "${name}" in this run.`, {
    hint: close === undefined ? `There are: ${known.join(', ')}` : `Did you mean "${close}"?`,
  });
}

/**
 * The rows of one case, one for each iteration.
 *
 * @param id - a case's id, or the beginning of one
 * @throws NotFoundError `case_not_found`, `case_ambiguous`
 */
export async function rowsOfCase(rows: AsyncIterable<ResultRow>, id: string): Promise<ResultRow[]> {
  const found: ResultRow[] = [];
  const ids = new Set<string>();
  for await (const row of rows) {
    if (!row.case_id.startsWith(id)) continue;
    ids.add(row.case_id);
    if (ids.size > MOST_NAMED) break;
    // Once there are several, they are only named.
    if (ids.size === 1) found.push(row);
  }
  if (ids.size === 0) {
    throw new NotFoundError('case_not_found', `There is no case ${id} in this run.`, {
      hint: 'See them all: fluxloop results show',
    });
  }
  if (ids.size > 1) {
    throw new NotFoundError('case_ambiguous', `Several cases begin with ${id}.`, {
      hint: `Type more of it: ${[...ids].slice(0, MOST_NAMED).join(', ')}`,
    });
  }
  return found.sort((one, other) => one.iteration - other.iteration);
}

/** So many cases are named where an id is the beginning of several. */
const MOST_NAMED = 5;
