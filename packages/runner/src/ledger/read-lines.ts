import { createReadStream } from 'node:fs';

const LINE_FEED = 0x0a;
const READ_BYTES = 16 * 1024;
/** No line that we write comes near it; what does is not ours. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** A line of a file, and where it stands. */
export interface Line {
  /** Without the line feed. */
  bytes: Buffer;
  /** Bytes from the file's start to the line's first byte. */
  start: number;
  /** Bytes from the file's start to behind its line feed. */
  end: number;
}

/** What {@link readLines} may be told. */
export interface ReadLinesOptions {
  /** The byte to begin at. Default: 0. */
  from?: number;
  /** Whether a last line without a line feed counts. Default: no; in a ledger it is a torn one. */
  torn?: boolean;
}

/**
 * Reads a file line by line in constant memory.
 * @throws the error of `node:fs` when the file cannot be read
 */
export async function* readLines(path: string, options?: ReadLinesOptions): AsyncGenerator<Line> {
  for await (const batch of readLineBatches(path, options)) yield* batch;
}

/**
 * Reads a file in batches of lines: for many short lines, one step of an asynchronous loop for each
 * would cost more than what is done with it.
 * @throws the error of `node:fs` when the file cannot be read
 */
export async function* readLineBatches(
  path: string,
  { from = 0, torn = false }: ReadLinesOptions = {},
): AsyncGenerator<Line[]> {
  let carry: Buffer[] = [];
  let carried = 0;
  let start = from;
  const stream = createReadStream(path, { start: from, highWaterMark: READ_BYTES });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let position = 0;
    for (;;) {
      const feed = chunk.indexOf(LINE_FEED, position);
      if (feed === -1) break;
      const piece = chunk.subarray(position, feed);
      const bytes = carried === 0 ? piece : Buffer.concat([...carry, piece]);
      carry = [];
      carried = 0;
      const end = start + bytes.length + 1;
      lines.push({ bytes, start, end });
      start = end;
      position = feed + 1;
    }
    if (lines.length > 0) yield lines;
    if (position < chunk.length) {
      carry.push(chunk.subarray(position));
      carried += chunk.length - position;
      if (carried > MAX_LINE_BYTES) return;
    }
  }
  if (torn && carried > 0) {
    yield [{ bytes: Buffer.concat(carry), start, end: start + carried }];
  }
}

/**
 * Reads a file in stretches of whole lines, each with its line feed; a last line may lack it.
 * @throws the error of `node:fs` when the file cannot be read
 */
export async function* readStretches(path: string): AsyncGenerator<Buffer> {
  let carry: Buffer[] = [];
  const stream = createReadStream(path, { highWaterMark: READ_BYTES });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const lines = chunk.subarray(0, end);
      yield carry.length === 0 ? lines : Buffer.concat([...carry, lines]);
      carry = [];
    }
    if (end < chunk.length) carry.push(chunk.subarray(end));
  }
  if (carry.length > 0) yield Buffer.concat(carry);
}
