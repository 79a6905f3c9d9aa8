import { readSync } from 'node:fs';
import { decodeExactly, encodeExactly } from '../engine/utf8.js';
import { ByteSweep, replacementAt } from '../sanitize-bytes.js';
import type { SanitizerCore } from '../sanitizer-core.js';
import type { Counts } from '../splice.js';
import type { Edit } from '../structure/edit.js';
import type { Format } from '../structure/format.js';
import { type Pieces, PieceWriter, UnnumberedPlaceholders } from './numbered-pieces.js';

/** Where a sweep stands at the border of two segments, as offsets into the file. */
export interface Border {
  /** The end of the value found last, as far back as a detector could see. */
  low: number;
  decided: number;
  /** Where the value began that goes on behind the border, and what was known before it. */
  open: { start: number; low: number } | undefined;
}

/** A part of a file to be sanitized. */
export interface SegmentTask {
  start: number;
  end: number;
  /** Whether the file ends there. */
  isLast: boolean;
  /** How the part before it ended; without it that is found out from some text before. */
  after?: Border;
}

/** What became of a part of a file. */
export interface SegmentResult {
  pieces: Pieces;
  counts: Counts;
  /** What the outcome rests on, and what the next one must rest on. */
  before: Border;
  after: Border;
}

/** So much before a segment is swept to know how it begins. */
const RUN_UP = 16_384;
/** So many bytes before a place can be seen from there. */
const CONTEXT = 1024;
const CHUNK = 1 << 18;

/**
 * Sanitizes one part of a file by itself. It takes a run-up in the text before, and says in which
 * state it was when it came to its part; where that is not the state in which the part before
 * ended, what it found is worth nothing, and it is asked again with the right one.
 */
export function sanitizeSegment(
  core: SanitizerCore,
  fd: number,
  task: SegmentTask,
  format: Format,
): SegmentResult {
  return format === 'jsonl' ? sanitizeLines(core, fd, task) : sanitizeText(core, fd, task);
}

/** Reads bytes of a file, into memory that is used again if it is given. */
function read(fd: number, start: number, end: number, memory?: Buffer): Buffer {
  const buffer = memory ?? Buffer.allocUnsafe(end - start);
  const wanted = end - start;
  let length = 0;
  while (length < wanted) {
    const count = readSync(fd, buffer, length, wanted - length, start + length);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** Lines of JSON have nothing to do with each other. */
function sanitizeLines(
  core: SanitizerCore,
  fd: number,
  { start, end }: SegmentTask,
): SegmentResult {
  const placeholders = new UnnumberedPlaceholders();
  const to = core.replacement(placeholders);
  const bytes = read(fd, start, end);
  const text = decodeExactly(bytes);
  const edits: Edit[] = [];
  core.formats.createWalker('jsonl', core.leaves(to))?.walk(text, true, edits);
  const writer = new PieceWriter(placeholders, bytes.length + (bytes.length >> 4));
  let from = 0;
  for (const edit of edits) {
    const kept = encodeExactly(text.slice(from, edit.start));
    writer.copy(kept, 0, kept.length);
    writer.write(edit.text);
    from = edit.end;
  }
  const kept = encodeExactly(text.slice(from));
  writer.copy(kept, 0, kept.length);
  const border = (at: number): Border => ({ low: at, decided: at, open: undefined });
  return { pieces: writer.take(), counts: to.counts, before: border(start), after: border(end) };
}

function sanitizeText(core: SanitizerCore, fd: number, task: SegmentTask): SegmentResult {
  const { start, end, isLast, after } = task;
  const { finder } = core;
  const open = after?.open;
  const from = open?.start ?? after?.decided ?? Math.max(0, start - RUN_UP);
  const base = Math.max(0, from - CONTEXT);
  const low = Math.max(base, open?.low ?? after?.low ?? base);
  const sweep = new ByteSweep(finder.plan, finder.barriers, { base, low, decided: from });
  const placeholders = new UnnumberedPlaceholders();
  const to = core.replacement(placeholders);
  const writer = new PieceWriter(placeholders, end - start + ((end - start) >> 4));
  /** What lies before this was given out by the segment before. */
  let given = Number.POSITIVE_INFINITY;
  let last: { start: number; low: number } = { start: from, low };
  let valueEnd = low;
  const sink = {
    copy(page: Uint8Array, copied: number, until: number): void {
      writer.copy(page, Math.max(copied, given - sweep.base), until);
    },
    replace(page: Uint8Array, finding: Parameters<typeof replacementAt>[1]): void {
      last = { start: sweep.base + finding.start, low: valueEnd };
      valueEnd = sweep.base + finding.end;
      if (last.start >= given) writer.write(replacementAt(page, finding, to));
    },
  };
  const border = (): Border => {
    const { low: lowest, decided, isOpen } = sweep.progress;
    return {
      low: Math.max(lowest, decided - CONTEXT),
      decided,
      open: isOpen ? { ...last, low: Math.max(last.low, last.start - CONTEXT) } : undefined,
    };
  };
  // What stands before `from` is context only, so it comes with the first bytes.
  sweep.sweep(read(fd, base, start), false, sink);
  const before = after ?? border();
  given = before.decided;
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (let at = start; at < end; at += CHUNK) {
    sweep.sweep(read(fd, at, Math.min(end, at + CHUNK), chunk), false, sink);
  }
  if (isLast) sweep.sweep(new Uint8Array(0), true, sink);
  return { pieces: writer.take(), counts: to.counts, before, after: border() };
}
