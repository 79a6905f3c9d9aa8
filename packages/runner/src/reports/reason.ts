import type { ResultRow } from '@fluxloop/core/contract';

/**
 * Why a row did not pass, in one sentence: what went wrong, or the first criterion that was not met.
 * @returns `null` for a row that passed or was skipped
 */
export function reasonOf(row: ResultRow): string | null {
  if (row.verdict === 'pass' || row.verdict === 'skipped') return null;
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

/** The name of a row's case; of repeats with their number: `a plain refund (2)`. */
export function titleOf({ name, iteration }: Pick<ResultRow, 'name' | 'iteration'>): string {
  return iteration === 0 ? name : `${name} (${iteration + 1})`;
}
