import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { NotFoundError } from '@fluxloop/core/errors';

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
}

/** The rows that a filter lets through, without their transcripts: they may be many. */
export async function selectRows(
  rows: AsyncIterable<ResultRow>,
  filter: RowFilter,
): Promise<CaseLine[]> {
  const lines: CaseLine[] = [];
  for await (const row of rows) {
    if (filter.verdicts !== undefined && !filter.verdicts.includes(row.verdict)) continue;
    if (filter.scenario !== undefined && row.scenario !== filter.scenario) continue;
    const { case_id, iteration, scenario, name, verdict, score, latency_ms } = row;
    lines.push({ case_id, iteration, scenario, name, verdict, score, latency_ms });
  }
  return lines;
}

/**
 * The rows of one case, one for each iteration.
 *
 * @param id - a case's id, or the beginning of one
 * @throws NotFoundError `case_not_found`, `case_ambiguous`
 */
export async function rowsOfCase(rows: AsyncIterable<ResultRow>, id: string): Promise<ResultRow[]> {
  const found: ResultRow[] = [];
  for await (const row of rows) if (row.case_id.startsWith(id)) found.push(row);
  const ids = new Set(found.map(({ case_id }) => case_id));
  if (ids.size === 0) {
    throw new NotFoundError('case_not_found', `There is no case ${id} in this run.`, {
      hint: 'See them all: fluxloop results show',
    });
  }
  if (ids.size > 1) {
    throw new NotFoundError('case_ambiguous', `Several cases begin with ${id}.`, {
      hint: `Type more of it: ${[...ids].slice(0, 5).join(', ')}`,
    });
  }
  return found.sort((one, other) => one.iteration - other.iteration);
}
