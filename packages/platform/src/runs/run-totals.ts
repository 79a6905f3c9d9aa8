import type { RunTotals } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';

interface TotalsRow {
  run_id: string;
  cases: number;
  pass: number;
  fail: number;
  error: number;
  unjudged: number;
  skipped: number;
  score: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  redactions: Record<string, number>;
}

/**
 * The rows whose latency counts: those in which the agent answered. A fault of the
 * infrastructure measured the fault.
 */
const ANSWERED = sql`verdict not in ('error', 'skipped')`;

/**
 * The rows whose score counts: those that were judged. Sums of `numeric` are exact, so that the order
 * of rows does not matter, and six decimals are what the test engine gives.
 */
const JUDGED = sql`verdict in ('pass', 'fail')`;

/**
 * Folds the rows of some runs of a project into their totals, in the database. Percentiles are
 * by nearest rank, so that each is a latency that was measured.
 *
 * @returns by run id; a run without rows is left out, see {@link emptyTotals}
 */
export async function readRunTotals(
  database: Database,
  projectId: string,
  runIds: readonly string[],
): Promise<Map<string, RunTotals>> {
  const { rows } = await sql<TotalsRow>`
    with rows as (
      select run_id, verdict, score, coalesce(weight, 1) as weight, latency_ms, redactions
      from results
      where project_id = ${projectId} and run_id = any(${runIds}::text[])
    ), redacted as (
      select run_id, json_object_agg(type, count) as counts from (
        select run_id, type, least(sum(count::numeric), ${Number.MAX_SAFE_INTEGER}) as count
        from rows, jsonb_each_text(redactions) as r (type, count)
        where redactions <> '{}'
        group by run_id, type
      ) as sums group by run_id
    )
    select rows.run_id,
      count(*)::int as cases,
      (count(*) filter (where verdict = 'pass'))::int as pass,
      (count(*) filter (where verdict = 'fail'))::int as fail,
      (count(*) filter (where verdict = 'error'))::int as error,
      (count(*) filter (where verdict = 'unjudged'))::int as unjudged,
      (count(*) filter (where verdict = 'skipped'))::int as skipped,
      round(
        sum(weight::numeric * score::numeric) filter (where ${JUDGED})
          / nullif(sum(weight::numeric) filter (where ${JUDGED}), 0), 6
      )::float8 as score,
      percentile_disc(0.5) within group (order by latency_ms) filter (where ${ANSWERED}) as p50,
      percentile_disc(0.95) within group (order by latency_ms) filter (where ${ANSWERED}) as p95,
      percentile_disc(0.99) within group (order by latency_ms) filter (where ${ANSWERED}) as p99,
      max(latency_ms) filter (where ${ANSWERED}) as max,
      coalesce(
        (select counts from redacted where redacted.run_id = rows.run_id), '{}'
      ) as redactions
    from rows group by rows.run_id
  `.execute(database);
  return new Map(rows.map((row) => [row.run_id, describe(row)]));
}

/** The totals of a run without rows. */
export function emptyTotals(): RunTotals {
  return {
    cases: 0,
    verdicts: { pass: 0, fail: 0, error: 0, unjudged: 0, skipped: 0 },
    score: null,
    latency_ms: { p50: null, p95: null, p99: null, max: null },
    redactions: {},
  };
}

function describe(row: TotalsRow): RunTotals {
  const { cases, pass, fail, error, unjudged, skipped, score, p50, p95, p99, max } = row;
  return {
    cases,
    verdicts: { pass, fail, error, unjudged, skipped },
    score,
    latency_ms: { p50, p95, p99, max },
    redactions: row.redactions,
  };
}
