import type { CreateRunRequest, Run, RunList } from '@fluxloop/core/contract';
import { runId } from '@fluxloop/core/contract';
import { type Selectable, sql } from 'kysely';
import * as z from 'zod';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import type { RunsTable } from '../database/tables.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { ProblemError } from '../http/problem.js';
import { emptyTotals, readRunTotals } from './run-totals.js';

type StoredRun = Selectable<RunsTable>;

/** Where runs' pages are. */
export interface RunPlace {
  project: VisibleProject;
  /** The platform's public address, without a slash at the end. */
  publicUrl: string;
}

/**
 * Announces a run. Announcing it again changes nothing and answers the same.
 *
 * @throws ProblemError 409 `run_conflict` when the run was announced with another plan
 */
export async function createRun(
  database: Database,
  place: RunPlace,
  createdBy: string,
  request: CreateRunRequest,
): Promise<Run> {
  await database
    .insertInto('runs')
    .values({
      project_id: place.project.id,
      run_id: request.run_id,
      status: 'uploading',
      // To the millisecond, which is all that a cursor carries.
      started_at: storableMoment(request.started_at),
      created_by: createdBy,
      engine_version: request.engine_version,
      plan_digest: request.plan_digest,
      sanitizer_digest: request.sanitizer_digest,
      scenarios: JSON.stringify(request.scenarios),
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'run_id']).doNothing())
    .execute();
  const stored = await readRun(database, place.project, request.run_id);
  if (
    stored.plan_digest !== request.plan_digest ||
    stored.sanitizer_digest !== request.sanitizer_digest
  ) {
    throw new ProblemError({
      status: 409,
      code: 'run_conflict',
      title: `The run ${request.run_id} was announced before with another plan or other sanitizer rules.`,
      hint: 'Start the test again: a new run has a name of its own.',
    });
  }
  return describeRun(database, place, stored);
}

/** @throws ProblemError 404 `run_not_found` */
export async function getRun(database: Database, place: RunPlace, id: string): Promise<Run> {
  return describeRun(database, place, await readRun(database, place.project, id));
}

/** A page of runs, newest first. */
export async function listRuns(
  database: Database,
  place: RunPlace,
  query: { cursor?: string | undefined; limit: number },
): Promise<RunList> {
  let select = database
    .selectFrom('runs')
    .selectAll()
    .where('project_id', '=', place.project.id)
    .orderBy('started_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) {
    const [startedAt, id] = decodeCursor(query.cursor, z.tuple([z.iso.datetime(), runId]));
    select = select.where(
      sql<boolean>`(started_at, run_id) < (${startedAt}::timestamptz, ${id}::text)`,
    );
  }
  const found = await select.execute();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const totals = await readRunTotals(
    database,
    place.project.id,
    page.map((run) => run.run_id),
  );
  return {
    runs: page.map((run) => ({
      ...describeStored(place, run),
      totals: totals.get(run.run_id) ?? emptyTotals(),
    })),
    next_cursor:
      found.length > query.limit && last !== undefined
        ? encodeCursor([last.started_at.toISOString(), last.run_id])
        : null,
  };
}

/**
 * Closes an upload. Closing it again with the same count changes nothing.
 *
 * @throws ProblemError 409 `rows_missing` with both counts when the platform holds another number
 *   of rows than the ledger
 */
export async function completeRun(
  database: Database,
  place: RunPlace,
  id: string,
  rows: number,
): Promise<Run> {
  await database.transaction().execute(async (transaction) => {
    // Chunks hold the run's row shared while they store; this waits for those under way.
    const stored = await readRun(transaction, place.project, id, 'for update');
    const { count } = await transaction
      .selectFrom('results')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('project_id', '=', place.project.id)
      .where('run_id', '=', id)
      .executeTakeFirstOrThrow();
    if (count !== rows) {
      throw new ProblemError({
        status: 409,
        code: 'rows_missing',
        title: `The ledger holds ${rows} rows, and the platform has ${count}.`,
        hint: `Upload the run again: fluxloop sync upload --run-id ${id}. Chunks that arrived are not stored twice.`,
      });
    }
    if (stored.status !== 'complete') {
      await transaction
        .updateTable('runs')
        .set({ status: 'complete', completed_at: sql`now()` })
        .where('project_id', '=', place.project.id)
        .where('run_id', '=', id)
        .execute();
    }
  });
  return getRun(database, place, id);
}

/**
 * Reads a run's own row.
 *
 * @throws ProblemError 404 `run_not_found`
 */
export async function readRun(
  database: Database,
  project: VisibleProject,
  id: string,
  lock?: 'for update' | 'for share',
): Promise<StoredRun> {
  let query = database
    .selectFrom('runs')
    .selectAll()
    .where('project_id', '=', project.id)
    .where('run_id', '=', id);
  if (lock === 'for update') {
    query = query.forUpdate();
  } else if (lock === 'for share') {
    query = query.forShare();
  }
  const found = await query.executeTakeFirst();
  if (found === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'run_not_found',
      title: `The project ${project.slug} has no run ${id}.`,
      hint: 'List the runs of the project, or announce the run before its chunks.',
    });
  }
  return found;
}

async function describeRun(database: Database, place: RunPlace, run: StoredRun): Promise<Run> {
  const totals = await readRunTotals(database, place.project.id, [run.run_id]);
  return { ...describeStored(place, run), totals: totals.get(run.run_id) ?? emptyTotals() };
}

function describeStored({ project, publicUrl }: RunPlace, run: StoredRun): Omit<Run, 'totals'> {
  return {
    run_id: run.run_id,
    project: project.slug,
    status: run.status,
    started_at: run.started_at.toISOString(),
    created_at: run.created_at.toISOString(),
    created_by: run.created_by,
    engine_version: run.engine_version,
    sanitized: run.sanitizer_digest !== null,
    scenarios: run.scenarios.map((scenario) => scenario.name),
    url: `${publicUrl}/projects/${project.slug}/runs/${run.run_id}`,
  };
}

function storableMoment(text: string): Date {
  const moment = new Date(text);
  // RFC 3339 has a year 0000, which PostgreSQL has not.
  if (moment.getUTCFullYear() < 1) {
    throw new ProblemError({
      status: 400,
      code: 'request_invalid',
      title: 'The run began before the year 1.',
      hint: 'Check the clock of the machine that ran the test.',
    });
  }
  return moment;
}
