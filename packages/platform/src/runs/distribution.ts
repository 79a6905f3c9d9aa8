import type { RunDistribution } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { readRun } from './runs.js';

type Counts = Omit<RunDistribution['scenarios'][number], 'scenario'>;

/** Enough to see two humps, few enough to read. */
const BINS = 20;

const COUNTS = sql`
  (count(*) filter (where verdict = 'pass'))::int as pass,
  (count(*) filter (where verdict = 'fail'))::int as fail,
  (count(*) filter (where verdict = 'error'))::int as error,
  (count(*) filter (where verdict = 'unjudged'))::int as unjudged,
  (count(*) filter (where verdict = 'skipped'))::int as skipped
`;

/**
 * Spreads a run's rows over {@link BINS} bins of equal width from 0 to the greatest latency, and
 * over its scenarios. Without rows both lists are empty.
 *
 * @throws ProblemError 404 `run_not_found`
 */
export async function readDistribution(
  database: Database,
  project: VisibleProject,
  runId: string,
): Promise<RunDistribution> {
  await readRun(database, project, runId);
  const own = sql`project_id = ${project.id} and run_id = ${runId}`;
  const [bins, scenarios] = await Promise.all([
    sql<Counts & { bin: number; max: number }>`
      with rows as (
        select latency_ms, verdict, max(latency_ms) over () as max from results where ${own}
      )
      select max, case when max = 0 then 0
        else least(width_bucket(latency_ms, 0, max, ${BINS}::int), ${BINS}::int) - 1 end as bin, ${COUNTS}
      from rows group by max, bin order by bin
    `.execute(database),
    sql<Counts & { scenario: string }>`
      select scenario, ${COUNTS} from results where ${own} group by scenario order by scenario
    `.execute(database),
  ]);
  const max = bins.rows[0]?.max;
  if (max === undefined) {
    return { bins: [], scenarios: [] };
  }
  const width = max / BINS;
  const counted = new Map(bins.rows.map((row) => [row.bin, row]));
  return {
    bins: Array.from({ length: max === 0 ? 1 : BINS }, (_, bin) => {
      const { pass, fail, error, unjudged, skipped } = counted.get(bin) ?? NONE;
      const to = bin === BINS - 1 ? max : (bin + 1) * width;
      return { from: bin * width, to, pass, fail, error, unjudged, skipped };
    }),
    scenarios: scenarios.rows,
  };
}

const NONE: Counts = { pass: 0, fail: 0, error: 0, unjudged: 0, skipped: 0 };
