import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CHUNK_LIMITS } from '@fluxloop/core/contract';
import { ProblemError } from '../http/problem.js';

/** One line of a chunk, without its line feed. */
interface ChunkLine {
  /** From 1. */
  number: number;
  /** `null` when the line is longer than {@link LONGEST_LINE}. */
  bytes: Uint8Array | null;
}

/** A chunk that is being unpacked. */
export interface DecodedChunk {
  /** The lines that are not blank, as they come out of the decompression. */
  lines: AsyncGenerator<ChunkLine>;
  /** SHA-256 of the unpacked bytes, in hexadecimal; call it after the last line. */
  digest(): string;
}

/** Bytes of one line; a transcript of a million words fits. */
export const LONGEST_LINE = 8 * 1024 * 1024;

/** Below this many raw bytes no ratio is suspicious: a short chunk may well repeat itself. */
const RATIO_FLOOR = 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Unpacks a gzip chunk line by line, never holding more than one line. The limits of
 * `CHUNK_LIMITS` are enforced as the bytes come out, so a decompression bomb costs what its
 * limit allows.
 *
 * @returns lines whose iteration throws ProblemError 400 `chunk_not_gzip` and `chunk_torn`,
 *   413 `chunk_too_large` and `chunk_ratio`
 */
export function decodeChunk(gzip: Uint8Array): DecodedChunk {
  const hash = createHash('sha256');
  return { lines: splitLines(unpack(gzip, hash)), digest: () => hash.digest('hex') };
}

async function* unpack(
  gzip: Uint8Array,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  const allowed = Math.max(RATIO_FLOOR, gzip.byteLength * CHUNK_LIMITS.ratio);
  let raw = 0;
  const source = Readable.from(slices(gzip));
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      raw += piece.byteLength;
      if (raw > CHUNK_LIMITS.rawBytes) {
        throw tooLarge(
          'chunk_too_large',
          `The chunk unpacks to more than ${CHUNK_LIMITS.rawBytes} bytes.`,
        );
      }
      if (raw > allowed) {
        throw tooLarge(
          'chunk_ratio',
          `The chunk unpacks to more than ${CHUNK_LIMITS.ratio} times its size.`,
        );
      }
      hash.update(piece);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : unreadable(error);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** Hands the decompressor small pieces, so that a limit stops it early. */
function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  const size = 64 * 1024;
  for (let start = 0; start < bytes.byteLength; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function* splitLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<ChunkLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): ChunkLine => {
    const bytes = length > LONGEST_LINE ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number, bytes };
  };
  const add = (part: Buffer) => {
    length += part.byteLength;
    if (length > LONGEST_LINE) {
      parts = [];
    } else {
      parts.push(part);
    }
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
      if (end > start) {
        add(piece.subarray(start, end));
      }
      if (length > 0) {
        const line = take();
        if (!isBlank(line)) {
          yield line;
        }
      }
      number += 1;
      start = end + 1;
    }
    if (start < piece.byteLength) {
      add(piece.subarray(start));
    }
  }
  if (length > 0) {
    yield take();
  }
}

/** Nothing but the carriage return of a Windows line end. */
function isBlank({ bytes }: ChunkLine): boolean {
  return bytes?.byteLength === 1 && bytes[0] === CARRIAGE_RETURN;
}

function tooLarge(code: string, title: string): ProblemError {
  return new ProblemError({
    status: 413,
    code,
    title,
    hint: 'Send smaller chunks; fluxloop sync upload does so by itself.',
  });
}

/** zlib's own words: `Z_BUF_ERROR` is an end that came too early. */
function unreadable(error: unknown): ProblemError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'Z_BUF_ERROR'
    ? new ProblemError({
        status: 400,
        code: 'chunk_torn',
        title: 'The chunk ends in the middle of its gzip stream.',
        hint: 'Send it again; nothing of it was stored.',
      })
    : new ProblemError({
        status: 400,
        code: 'chunk_not_gzip',
        title: 'The chunk is not gzip, or it is damaged.',
        hint: 'Compress the NDJSON with gzip and send it again; nothing of it was stored.',
      });
}
