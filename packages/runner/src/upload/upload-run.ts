import type { FluxLoopClient } from '@fluxloop/core/client';
import type { ChunkReceipt, ResultRow, Run } from '@fluxloop/core/contract';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import { type Plan, rulesDigest } from '../ledger/plan.js';
import { readPlan } from '../ledger/run-folder.js';
import { lockRun } from '../ledger/run-lock.js';
import { sanitizeRow } from '../ledger/sanitize-row.js';
import type { LedgerChunk } from './ledger-chunks.js';
import { Outbox } from './outbox.js';
import { UploadError } from './upload-error.js';

/** What happens during an upload. */
export type UploadEvent =
  | { type: 'upload-started'; runId: string; rows: number }
  /** `rows`: how many rows are on the platform now. */
  | { type: 'chunk-uploaded'; chunk: number; rows: number }
  | { type: 'upload-finished'; run: Run };

/** What {@link uploadRun} takes. */
export interface UploadRunOptions {
  /** The run's folder. */
  folder: string;
  client: Pick<FluxLoopClient, 'endpoint' | 'runs'>;
  /** The project's name on the platform. */
  project: string;
  sanitizer: Sanitizer;
  /** Whether what leaves the machine is sanitized. False only where a person has asked for it. */
  sanitize: boolean;
  /** Ends the upload early; calling again continues it. */
  signal?: AbortSignal;
  onEvent?: (event: UploadEvent) => void;
}

/** What {@link uploadRun} gives. */
export interface UploadOutcome {
  run: Run;
  chunks: number;
  rows: number;
  /** Rows that the platform had already. */
  duplicates: number;
}

/**
 * Sends a run to the platform: announces it, sends its rows chunk by chunk, and closes it. Calling it
 * again continues where it stopped, and changes nothing once all is there.
 * @throws NotFoundError `run_not_found`
 * @throws UsageError `run_in_use` while the run is being written
 * @throws UploadError `rows_rejected`, `ledger_changed`, `row_too_large`
 * @throws the errors of the client: AuthenticationError, PermissionError, NetworkError, …
 */
export async function uploadRun(options: UploadRunOptions): Promise<UploadOutcome> {
  const { folder, client, project, signal, onEvent = () => undefined } = options;
  const call = signal === undefined ? {} : { signal };
  const plan = await readPlan(folder);
  // With the contract comes zod, which those who only run tests need not load.
  const { ledgerChunks } = await import('./ledger-chunks.js');
  const lock = await lockRun(folder);
  try {
    const announcement = announce(plan, options);
    await client.runs.create(project, announcement, call);
    onEvent({ type: 'upload-started', runId: plan.run_id, rows: plan.rows });
    const outbox = await Outbox.open(folder, {
      platform: client.endpoint,
      project,
      sanitizer: announcement.sanitizer_digest,
    });
    const total = { chunks: 0, rows: 0, duplicates: 0 };
    let bytes = 0;
    try {
      for await (const chunk of ledgerChunks(folder, (index) => outbox.entry(index)?.to)) {
        signal?.throwIfAborted();
        total.duplicates += await deliver(chunk, outbox, plan, options);
        total.chunks += 1;
        total.rows += chunk.rows.length;
        bytes = chunk.to;
        onEvent({ type: 'chunk-uploaded', chunk: chunk.chunk, rows: total.rows });
      }
      if (outbox.entry(total.chunks) !== undefined) throw ledgerChanged(plan.run_id, total.chunks);
      const run = await client.runs.complete(project, plan.run_id, { rows: total.rows }, call);
      await outbox.noteComplete({ rows: total.rows, bytes });
      onEvent({ type: 'upload-finished', run });
      return { run, ...total };
    } finally {
      await outbox.close();
    }
  } finally {
    await lock.release();
  }
}

/** Sends a chunk unless the platform has it. @returns how many of its rows were there before */
async function deliver(
  chunk: LedgerChunk,
  outbox: Outbox,
  plan: Plan,
  options: UploadRunOptions,
): Promise<number> {
  const known = outbox.entry(chunk.chunk);
  if (known !== undefined && (known.content !== chunk.content || known.to !== chunk.to)) {
    throw ledgerChanged(plan.run_id, chunk.chunk);
  }
  if (known?.state === 'sent') return known.duplicates;
  const { packRows } = await import('./ledger-chunks.js');
  const packed = await packRows(outgoingRows(chunk.rows, plan, options));
  const { rows, ...place } = chunk;
  const entry = { ...place, rows: rows.length, sha256: packed.sha256, duplicates: 0 };
  await outbox.note({ ...entry, state: 'pending' });
  const receipt = await options.client.runs.uploadChunk(
    options.project,
    plan.run_id,
    chunk.chunk,
    packed,
    options.signal === undefined ? {} : { signal: options.signal },
  );
  refuseRejected(receipt, chunk);
  await outbox.note({ ...entry, state: 'sent', duplicates: receipt.duplicates });
  return receipt.duplicates;
}

/** The rows as they leave the machine. */
function outgoingRows(
  rows: readonly string[],
  plan: Plan,
  { sanitize, sanitizer }: UploadRunOptions,
): readonly string[] {
  if (!sanitize || isSanitizedBy(plan, sanitizer)) return rows;
  // The checksum of each line was right, so it is a row that this engine wrote.
  return rows.map((row) => JSON.stringify(sanitizeRow(JSON.parse(row) as ResultRow, sanitizer)));
}

function announce(plan: Plan, { sanitize, sanitizer }: UploadRunOptions) {
  const clean = (text: string) =>
    sanitizer.sanitize(text, { placeholders: createPlaceholders() }).text;
  const stored = plan.sanitized ? plan.sanitizer_digest : null;
  return {
    run_id: plan.run_id,
    started_at: plan.started_at,
    engine_version: plan.engine_version,
    plan_digest: plan.digest,
    sanitizer_digest: sanitize ? rulesDigest(sanitizer) : stored,
    scenarios: plan.scenarios.map(({ name, digest }) => ({ name: clean(name), digest })),
  };
}

function isSanitizedBy(plan: Plan, sanitizer: Sanitizer): boolean {
  return plan.sanitized && plan.sanitizer_digest === rulesDigest(sanitizer);
}

function refuseRejected({ rejected }: ChunkReceipt, { chunk, rows }: LedgerChunk): void {
  const [first] = rejected;
  if (first === undefined) return;
  const row = rows[first.line - 1];
  const which = row === undefined ? '' : ` (case ${(JSON.parse(row) as ResultRow).case_id})`;
  throw new UploadError(
    'rows_rejected',
    `The platform did not take ${rejected.length} of ${rows.length} rows of chunk ${chunk}. Line ${first.line}${which}: ${first.reason}`,
    { hint: 'The platform may be older than this engine; update it, and upload again.' },
  );
}

function ledgerChanged(runId: string, chunk: number): UploadError {
  return new UploadError(
    'ledger_changed',
    `The results of ${runId} are not what they were when chunk ${chunk} was uploaded.`,
    { hint: 'Restore results.jsonl, or run the test again and upload the new run.' },
  );
}
