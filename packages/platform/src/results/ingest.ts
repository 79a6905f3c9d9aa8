import { createHash } from 'node:crypto';
import type { ChunkReceipt, ResultRow } from '@fluxloop/core/contract';
import type { Pool, PoolClient } from 'pg';
import type { VisibleProject } from '../access/principal.js';
import { ProblemError } from '../http/problem.js';
import { copyRows } from './copy-rows.js';
import { type DecodedChunk, decodeChunk, LONGEST_LINE } from './decode-chunk.js';
import { checkLine } from './validate-row.js';

/** A chunk with more bad lines than this is not an upload of ours. */
const MOST_REJECTED = 1_000;

/** Which chunk of which run. */
export interface ChunkPlace {
  project: VisibleProject;
  runId: string;
  chunk: number;
}

/**
 * Stores a chunk of result rows, all or nothing, together with its receipt. The same chunk sent
 * again gives the same receipt and changes nothing; a row that another chunk brought is counted
 * as a duplicate.
 *
 * @param gzip - gzip of NDJSON, whole
 * @throws ProblemError 404 `run_not_found`; 409 `chunk_conflict` for the same number with other
 *   rows; 409 `run_complete`; 422 `chunk_rejected` when nearly nothing of it is a row; and those
 *   of {@link decodeChunk}
 */
export async function ingestChunk(
  pool: Pool,
  place: ChunkPlace,
  gzip: Uint8Array,
): Promise<ChunkReceipt> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const receipt = await store(client, place, gzip);
    await client.query('commit');
    return receipt;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away.
    client.release(broken);
  }
}

async function store(
  client: PoolClient,
  place: ChunkPlace,
  gzip: Uint8Array,
): Promise<ChunkReceipt> {
  const { project, runId, chunk } = place;
  // Shared: chunks of one run go side by side; the run's completion waits for them.
  const run = await client.query<{ status: string }>(
    'select status from runs where project_id = $1 and run_id = $2 for share',
    [project.id, runId],
  );
  if (run.rows[0] === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'run_not_found',
      title: `The project ${project.slug} has no run ${runId}.`,
      hint: 'Announce the run before its chunks.',
    });
  }
  // The same chunk sent twice at once: the second waits here, and then finds the receipt.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${project.id} ${runId} ${chunk}`,
  ]);
  const sha256 = createHash('sha256').update(gzip).digest('hex');
  const earlier = await findReceipt(client, place);
  if (earlier !== null) {
    return repeatReceipt(earlier, sha256, gzip);
  }
  if (run.rows[0].status === 'complete') {
    throw new ProblemError({
      status: 409,
      code: 'run_complete',
      title: `The run ${runId} is complete and takes no more rows.`,
      hint: 'Start the test again: a new run has a name of its own.',
    });
  }
  const decoded = decodeChunk(gzip);
  const rejected: ChunkReceipt['rejected'] = [];
  const { received, inserted } = await copyRows(
    client,
    { projectId: project.id, runId },
    acceptedRows(decoded, rejected),
  );
  const receipt: ChunkReceipt = {
    chunk,
    sha256,
    accepted: inserted,
    duplicates: received - inserted,
    rejected,
  };
  await client.query(
    `insert into chunks
       (project_id, run_id, chunk, sha256, rows_sha256, accepted, duplicates, rejected)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      project.id,
      runId,
      chunk,
      sha256,
      decoded.digest(),
      receipt.accepted,
      receipt.duplicates,
      JSON.stringify(rejected),
    ],
  );
  return receipt;
}

async function* acceptedRows(
  decoded: DecodedChunk,
  rejected: ChunkReceipt['rejected'],
): AsyncGenerator<ResultRow> {
  for await (const { number, bytes } of decoded.lines) {
    const checked =
      bytes === null
        ? { row: null, reason: `the line is longer than ${LONGEST_LINE} bytes` }
        : checkLine(bytes);
    if (checked.row !== null) {
      yield checked.row;
      continue;
    }
    rejected.push({ line: number, reason: checked.reason });
    if (rejected.length > MOST_REJECTED) {
      throw new ProblemError({
        status: 422,
        code: 'chunk_rejected',
        title: `More than ${MOST_REJECTED} lines of the chunk are no result rows; nothing of it was stored.`,
        detail: `Line ${rejected[0]?.line}: ${rejected[0]?.reason}`,
        hint: 'Check that the uploader and the platform are of versions that fit.',
      });
    }
  }
}

type StoredReceipt = ChunkReceipt & { rows_sha256: string };

async function findReceipt(
  client: PoolClient,
  { project, runId, chunk }: ChunkPlace,
): Promise<StoredReceipt | null> {
  const { rows } = await client.query<StoredReceipt>(
    `select chunk, sha256, rows_sha256, accepted, duplicates, rejected from chunks
     where project_id = $1 and run_id = $2 and chunk = $3`,
    [project.id, runId, chunk],
  );
  return rows[0] ?? null;
}

/**
 * Gives the receipt again. Other bytes may still be the same rows, packed by another version of
 * zlib; the receipt then names the bytes that were sent now.
 */
async function repeatReceipt(
  { rows_sha256, ...earlier }: StoredReceipt,
  sha256: string,
  gzip: Uint8Array,
): Promise<ChunkReceipt> {
  if (sha256 === earlier.sha256) {
    return earlier;
  }
  const decoded = decodeChunk(gzip);
  for await (const _ of decoded.lines) {
    // Only the digest is wanted.
  }
  if (decoded.digest() !== rows_sha256) {
    throw new ProblemError({
      status: 409,
      code: 'chunk_conflict',
      title: `Chunk ${earlier.chunk} is there already, with other rows.`,
      hint: 'The ledger has changed since the upload began. Start the test again: a new run has a name of its own.',
    });
  }
  return { ...earlier, sha256 };
}
