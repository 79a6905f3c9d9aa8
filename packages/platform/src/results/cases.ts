import type { CaseList, caseQuery, ResultRow } from '@fluxloop/core/contract';
import { caseId } from '@fluxloop/core/contract';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { ProblemError } from '../http/problem.js';
import { readRun } from '../runs/runs.js';

type Query = z.output<typeof caseQuery>;

interface Order {
  column: 'name' | 'latency_ms' | 'score';
  descending: boolean;
}

/** By name from A; by latency the slowest first; by score the worst first. */
const ORDERS: Record<Query['sort'], Order> = {
  name: { column: 'name', descending: false },
  latency: { column: 'latency_ms', descending: true },
  score: { column: 'score', descending: false },
};

/**
 * A page of a run's cases. `total` counts all that the filters let through.
 *
 * @throws ProblemError 404 `run_not_found`; 400 `cursor_invalid`
 */
export async function listCases(
  database: Database,
  project: VisibleProject,
  runId: string,
  query: Query,
): Promise<CaseList> {
  await readRun(database, project, runId);
  const order = ORDERS[query.sort];
  const matching = sql.join(filters(project, runId, query), sql` and `);
  const after = query.cursor === undefined ? sql`true` : afterCursor(query.cursor, query.sort);
  const direction = order.descending ? sql`desc` : sql`asc`;
  const [page, counted] = await Promise.all([
    sql<CaseList['cases'][number]>`
      select case_id, iteration, scenario, name, verdict, score, latency_ms, duration_ms, turns
      from results where ${matching} and ${after}
      order by ${sql.ref(order.column)} ${direction}, case_id ${direction}, iteration ${direction}
      limit ${query.limit + 1}
    `.execute(database),
    sql<{ total: number }>`
      select count(*)::int as total from results where ${matching}
    `.execute(database),
  ]);
  const cases = page.rows.slice(0, query.limit);
  const last = cases.at(-1);
  return {
    cases,
    total: counted.rows[0]?.total ?? 0,
    next_cursor:
      page.rows.length > query.limit && last !== undefined
        ? encodeCursor([query.sort, last[order.column], last.case_id, last.iteration])
        : null,
  };
}

function filters(project: VisibleProject, runId: string, query: Query): RawBuilder<unknown>[] {
  const words = (query.search ?? '').split(/\s+/).filter((word) => word !== '');
  return [
    sql`project_id = ${project.id} and run_id = ${runId}`,
    ...(query.verdict === undefined ? [] : [sql`verdict = any(${query.verdict}::text[])`]),
    ...(query.scenario === undefined ? [] : [sql`scenario = ${query.scenario}`]),
    // Every word must be somewhere; `position` has no wildcards to escape.
    ...words.map(
      (word) => sql`(
        position(lower(${word}) in lower(name)) > 0
        or exists (
          select from jsonb_array_elements(messages) as m
          where position(lower(${word}) in lower(m ->> 'text')) > 0
        )
      )`,
    ),
  ];
}

function afterCursor(cursor: string, sort: Query['sort']): RawBuilder<unknown> {
  const { column, descending } = ORDERS[sort];
  const value = column === 'name' ? z.string() : z.number();
  const [, at, id, iteration] = decodeCursor(
    cursor,
    z.tuple([z.literal(sort), value, caseId, z.int32()]),
  );
  const type = column === 'name' ? sql`text` : sql`float8`;
  const comparison = descending ? sql`<` : sql`>`;
  return sql`(${sql.ref(column)}, case_id, iteration)
    ${comparison} (${at}::${type}, ${id}::text, ${iteration}::int)`;
}

/**
 * One row in full.
 *
 * @throws ProblemError 404 `run_not_found`, `case_not_found`
 */
export async function getCase(
  database: Database,
  project: VisibleProject,
  runId: string,
  id: string,
  iteration: number,
): Promise<ResultRow> {
  await readRun(database, project, runId);
  const row = await database
    .selectFrom('results')
    .selectAll()
    .where('project_id', '=', project.id)
    .where('run_id', '=', runId)
    .where('case_id', '=', id)
    .where('iteration', '=', sql<number>`${iteration}::int8`)
    .executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'case_not_found',
      title: `The run ${runId} has no case ${id} in iteration ${iteration}.`,
      hint: 'List the cases of the run; iterations count from 0.',
    });
  }
  return {
    case_id: row.case_id,
    iteration: row.iteration,
    scenario: row.scenario,
    name: row.name,
    ...(row.persona === null ? {} : { persona: row.persona }),
    ...(row.weight === null ? {} : { weight: row.weight }),
    verdict: row.verdict,
    score: row.score,
    started_at: row.started_at.toISOString(),
    duration_ms: row.duration_ms,
    latency_ms: row.latency_ms,
    ...(row.cost === null ? {} : { cost: row.cost }),
    attempts: row.attempts,
    messages: row.messages,
    criteria: row.criteria,
    ...(row.error === null ? {} : { error: row.error }),
    redactions: row.redactions,
  };
}
