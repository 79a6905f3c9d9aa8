import type { BarrierSource } from './engine/barriers.js';
import { BEYOND } from './engine/characters.js';
import type { Finding } from './engine/finding.js';
import type { Plan } from './engine/plan.js';
import { type Progress, sweepBytes } from './engine/sweep.js';
import { decodeExactly, encodeExactly, unfinishedLength } from './engine/utf8.js';
import { LOOK_BEHIND } from './engine/window.js';
import type { Advance } from './sanitize-stream.js';
import { isWord, type Replacement, replacementOfValue } from './splice.js';

/** So many bytes are looked at together: enough to be fast, few enough to stay in the cache. */
const PAGE = 1 << 16;
/** A character takes up to four bytes. */
const CONTEXT = 4 * LOOK_BEHIND;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Hears of every finding, and where the page begins that its offsets count from. */
export type FindingListener = (finding: Finding, base: number) => void;

/** Takes the next bytes, or their end, and gives what is decided since the last ones. */
export type AdvanceBytes = (chunk: Uint8Array, closed: boolean) => Uint8Array;

/** Takes what a {@link ByteSweep} decided about, in order. */
export interface ByteSink {
  /** Bytes that stay as they are. */
  copy(page: Uint8Array, start: number, end: number): void;
  /** A value that was found in the page. */
  replace(page: Uint8Array, finding: Finding): void;
}

/** How far a sweep over bytes has come, as offsets into all of them. */
export interface ByteProgress {
  /** The end of the value found last; nothing before it may become part of another. */
  low: number;
  /** Everything before this is decided. */
  decided: number;
  /** Whether a value goes on behind the bytes that there were. */
  isOpen: boolean;
}

/**
 * Sweeps over bytes of UTF-8 that come in chunks, whatever they are cut in. They are read as they
 * are; only what is replaced, and pages that are not all ASCII, become text. What it holds is
 * bounded, as for text.
 */
export class ByteSweep {
  readonly #plan: Plan;
  readonly #barriers: BarrierSource;
  #rest: Uint8Array = new Uint8Array(0);
  /** Where {@link #rest} begins in all the bytes. */
  #base: number;
  #progress: Progress;

  /**
   * @param from - where the first bytes lie among all of them, and what of them is decided
   */
  constructor(
    plan: Plan,
    barriers: BarrierSource,
    from: { base: number; low: number; decided: number } = { base: 0, low: 0, decided: 0 },
  ) {
    const { base, low, decided } = from;
    this.#plan = plan;
    this.#barriers = barriers;
    this.#base = base;
    this.#progress = { low: low - base, decided: decided - base, open: undefined };
  }

  get progress(): ByteProgress {
    const { low, decided, open } = this.#progress;
    return { low: this.#base + low, decided: this.#base + decided, isOpen: open !== undefined };
  }

  /** Where the page that is swept begins among all the bytes. */
  get base(): number {
    return this.#base;
  }

  /** Takes the next bytes, or their end, and hands on what is decided since the last ones. */
  sweep(chunk: Uint8Array, closed: boolean, sink: ByteSink): void {
    const bytes = this.#rest.length === 0 ? plainView(chunk) : join(this.#rest, chunk);
    const base = this.#base;
    let from = 0;
    let size = PAGE;
    for (;;) {
      const { decided } = this.#progress;
      const end = Math.min(bytes.length, from + decided + size);
      const page = bytes.subarray(from, end);
      const isLast = end === bytes.length;
      const swept = sweepBytes(page, this.#plan, this.#barriers, this.#progress, closed && isLast);
      let kept = swept.swallowed;
      for (const finding of swept.findings) {
        sink.copy(page, kept, finding.start);
        sink.replace(page, finding);
        kept = finding.end;
      }
      sink.copy(page, kept, swept.decided);
      // A page in which nothing could be decided is looked at again with more behind it.
      size = swept.decided === decided && swept.open === undefined ? size * 2 : PAGE;
      const cut = contextStart(page, swept.decided);
      this.#progress = {
        low: Math.max(0, swept.low - cut),
        decided: swept.decided - cut,
        open: swept.open,
      };
      from += cut;
      this.#base = base + from;
      if (isLast) break;
    }
    this.#rest = bytes.slice(from);
  }
}

/** Sanitizes bytes of UTF-8 that come in chunks. What is no UTF-8 is given out as it came. */
export function createAdvanceBytes(
  plan: Plan,
  barriers: BarrierSource,
  replacement: Replacement,
  listener?: FindingListener,
): AdvanceBytes {
  const sweep = new ByteSweep(plan, barriers);
  return (chunk, closed) => {
    const output = new ByteWriter(chunk.length + (chunk.length >> 6) + 64);
    sweep.sweep(chunk, closed, {
      copy: (page, start, end) => output.copy(page, start, end),
      replace(page, finding) {
        output.write(replacementAt(page, finding, replacement));
        listener?.(finding, sweep.base);
      },
    });
    return output.take();
  };
}

/** The same by way of a text, for what can only be found in one. */
export function advanceBytesByText(advance: Advance): AdvanceBytes {
  let rest = new Uint8Array(0);
  return (chunk, closed) => {
    const bytes = join(rest, chunk);
    const length = bytes.length - (closed ? 0 : unfinishedLength(bytes));
    rest = bytes.slice(length);
    return encodeExactly(advance(decodeExactly(bytes.subarray(0, length)), closed));
  };
}

/** Where what must be kept of a page begins: some way before what is decided, at a character. */
function contextStart(page: Uint8Array, decided: number): number {
  return characterStart(page, Math.max(0, decided - CONTEXT));
}

/** Where the character begins of which a byte is a part. */
function characterStart(page: Uint8Array, index: number): number {
  let start = index;
  for (let i = 0; i < 3 && start > 0 && (page[start]! & 0xc0) === 0x80; i++) start--;
  return start;
}

/** What takes the place of a value, whose own text it may depend on. */
export function replacementAt(
  page: Uint8Array,
  finding: Finding,
  replacement: Replacement,
): string {
  const { start, knownEnd } = finding;
  const value = decoder.decode(page.subarray(start, knownEnd));
  if (finding.kept) return value;
  const replaced = replacementOfValue(value, finding, replacement);
  return replaced === '' && start > 0 && isWord(characterBefore(page, start)) ? ' ' : replaced;
}

/** The character that ends before an index. */
function characterBefore(page: Uint8Array, index: number): string {
  return decoder.decode(page.subarray(characterStart(page, index - 1), index));
}

/** The same bytes as no subclass, which reads them faster. */
function plainView({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Bytes that grow as they are written. */
class ByteWriter {
  readonly #capacity: number;
  #bytes = new Uint8Array(0);
  #length = 0;

  /** @param capacity - how many bytes there will be, about */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Writes the bytes from `start` to `end` of others. */
  copy(bytes: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    this.#bytes.set(bytes.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  /** Writes a text in UTF-8. */
  write(text: string): void {
    this.#reserve(text.length * 3);
    // What takes the place of values is short, and ASCII nearly always.
    let i = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= BEYOND) break;
      this.#bytes[this.#length++] = code;
    }
    if (i === text.length) return;
    const { written } = encoder.encodeInto(text.slice(i), this.#bytes.subarray(this.#length));
    this.#length += written;
  }

  /** What was written. */
  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(
      Math.max(this.#length + more, this.#bytes.length * 2, this.#capacity),
    );
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** A web stream of bytes around an {@link AdvanceBytes}. */
export function sanitizeByteStream(advance: AdvanceBytes): TransformStream<Uint8Array, Uint8Array> {
  const nothing = new Uint8Array(0);
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const output = advance(chunk, false);
      if (output.length > 0) controller.enqueue(output);
    },
    flush(controller) {
      const output = advance(nothing, true);
      if (output.length > 0) controller.enqueue(output);
    },
  });
}
