import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ResultRow } from '@fluxloop/core/contract';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const COLUMNS =
  'case_id, iteration, scenario, name, verdict, score, started_at, duration_ms, latency_ms, ' +
  'attempts, turns, messages, criteria, error, redactions, persona, weight, cost';

/** Bytes handed to PostgreSQL at a time. */
const BATCH_CHARACTERS = 64 * 1024;

/**
 * Stores rows of a run inside the client's transaction: COPY into a temporary table, then one
 * insert that leaves rows alone that are there already.
 *
 * @returns how many rows came, and how many of them were new
 */
export async function copyRows(
  client: PoolClient,
  run: { projectId: string; runId: string },
  rows: AsyncIterable<ResultRow>,
): Promise<{ received: number; inserted: number }> {
  await client.query(
    `create temporary table incoming (like results, line bigint generated always as identity)
     on commit drop`,
  );
  await client.query(
    'alter table incoming alter project_id drop not null, alter run_id drop not null',
  );
  const copy = client.query(copyFrom(`copy incoming (${COLUMNS}) from stdin`));
  await pipeline(Readable.from(encodeRows(rows)), copy);
  // In the order of the key, so that two chunks with the same rows wait for each other instead
  // of locking each other out.
  const inserted = await client.query(
    `insert into results (project_id, run_id, ${COLUMNS})
     select $1, $2, ${COLUMNS} from incoming order by case_id, iteration, line
     on conflict do nothing`,
    [run.projectId, run.runId],
  );
  return { received: copy.rowCount, inserted: inserted.rowCount ?? 0 };
}

async function* encodeRows(rows: AsyncIterable<ResultRow>): AsyncGenerator<string> {
  let batch = '';
  for await (const row of rows) {
    batch += encodeRow(row);
    if (batch.length >= BATCH_CHARACTERS) {
      yield batch;
      batch = '';
    }
  }
  if (batch !== '') {
    yield batch;
  }
}

function encodeRow(row: ResultRow): string {
  const turns = row.messages.filter((message) => message.role === 'user').length;
  const fields = [
    row.case_id,
    row.iteration,
    row.scenario,
    row.name,
    row.verdict,
    row.score,
    row.started_at,
    row.duration_ms,
    row.latency_ms,
    row.attempts,
    turns,
    JSON.stringify(row.messages),
    JSON.stringify(row.criteria),
    row.error === undefined ? null : JSON.stringify(row.error),
    JSON.stringify(row.redactions),
    row.persona ?? null,
    row.weight ?? null,
    row.cost ?? null,
  ];
  return `${fields.map(encodeField).join('\t')}\n`;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
function encodeField(value: string | number | boolean | null): string {
  return value === null
    ? '\\N'
    : String(value).replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '');
}
