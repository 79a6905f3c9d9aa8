import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CHUNK_LIMITS } from '@fluxloop/core/contract';
import { damagedLedger } from '../ledger/ledger-error.js';
import { lineContent } from '../ledger/ledger-line.js';
import { readLines } from '../ledger/read-lines.js';
import { RUN_FILES } from '../ledger/run-folder.js';
import { UploadError } from './upload-error.js';

/** A chunk ends with the line that reaches this many bytes of the ledger. */
const CHUNK_BYTES = 1024 * 1024;
/** Below the platform's limit, which it counts with its own arithmetic. */
const SAFE_RATIO = CHUNK_LIMITS.ratio * 0.8;

const compress = promisify(gzip);

/** A stretch of whole lines of a ledger. */
export interface LedgerChunk {
  chunk: number;
  from: number;
  to: number;
  /** The rows' JSON, one for each line. */
  rows: string[];
  /** SHA-256 of the bytes in the ledger. */
  content: string;
}

/**
 * Cuts a ledger into chunks of whole rows. A torn end is left out.
 * @param knownEnd - where a chunk ended that was cut before; it must end there again, or the platform
 *   would see other content under its number
 * @throws LedgerError `ledger_damaged` before a chunk that would have rows behind a damaged one
 */
export async function* ledgerChunks(
  folder: string,
  knownEnd: (chunk: number) => number | undefined,
): AsyncGenerator<LedgerChunk> {
  let index = 0;
  let start = 0;
  let rows: string[] = [];
  let hash = createHash('sha256');
  const cut = (to: number): LedgerChunk => {
    const done = { chunk: index, from: start, to, rows, content: hash.digest('hex') };
    index += 1;
    start = to;
    rows = [];
    hash = createHash('sha256');
    return done;
  };
  let last = 0;
  let number = 0;
  let damaged = 0;
  const path = join(folder, RUN_FILES.results);
  for await (const { bytes, end } of readLines(path)) {
    number += 1;
    const row = lineContent(bytes);
    if (row === null) {
      damaged ||= number;
      continue;
    }
    if (damaged > 0) throw damagedLedger(path, damaged);
    rows.push(row);
    hash.update(bytes).update('\n');
    last = end;
    const known = knownEnd(index);
    if (known === undefined ? end - start >= CHUNK_BYTES : end >= known) yield cut(end);
  }
  if (rows.length > 0) yield cut(last);
}

/**
 * Packs rows for the wire: gzip (RFC 1952) of NDJSON, within the platform's limits.
 * @throws UploadError `row_too_large`
 */
export async function packRows(
  rows: readonly string[],
): Promise<{ gzip: Uint8Array; sha256: string }> {
  const raw = Buffer.from(`${rows.join('\n')}\n`);
  let packed = await compress(raw);
  // The same long answer in every row packs too well, and would be taken for a decompression bomb.
  if (raw.length / packed.length > SAFE_RATIO) packed = await compress(raw, { level: 0 });
  if (raw.length > CHUNK_LIMITS.rawBytes || packed.length > CHUNK_LIMITS.compressedBytes) {
    throw new UploadError(
      'row_too_large',
      `A chunk of ${rows.length} rows has ${raw.length} bytes, more than the platform takes.`,
      { hint: 'Lower test.max_output in fluxloop.yaml and run the test again.' },
    );
  }
  return { gzip: packed, sha256: createHash('sha256').update(packed).digest('hex') };
}
