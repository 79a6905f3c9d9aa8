import { type BarrierSource, glueOf } from './barriers.js';
import type { Finding } from './finding.js';
import { holdBack } from './hold-back.js';
import type { Hint } from './labels.js';
import { type Origin, type PlainText, plainOfBytes, plainOfString } from './plain-text.js';
import type { Plan } from './plan.js';
import { scan } from './scan.js';
import { DONE, STOP, type Tail } from './tail.js';
import { Window } from './window.js';

/** How far the search through a text has come, as offsets into it. */
export interface Progress {
  /** The end of the value found last; nothing before it may become part of another. */
  low: number;
  /** Everything before this is decided. */
  decided: number;
  /** A value that reached the end of the text and goes on behind it. */
  open: { tail: Tail; state: number } | undefined;
}

/** What one sweep over a text found. */
export interface Swept extends Progress {
  findings: Finding[];
  /** The end of what an {@link Progress.open open} value of before swallowed. */
  swallowed: number;
}

const NO_CODES = new Uint8Array(0);
/** Memory for longer texts is not kept. */
const LARGEST_KEPT = 1 << 18;

/** What one sweep needs and the next one can use again. */
class Workbench {
  readonly window = new Window('', 0, 0, true, undefined, NO_CODES);
  #memory = new Uint8Array(1 << 12);

  /** Memory for the codes of a text. */
  memoryFor(length: number): Uint8Array {
    if (length <= this.#memory.length) return this.#memory;
    const memory = new Uint8Array(length + (length >> 2));
    if (memory.length <= LARGEST_KEPT) this.#memory = memory;
    return memory;
  }

  /** Keeps no text alive. */
  clear(): void {
    this.window.show('', this.#memory, 0, 0, true, undefined);
  }
}

/** By how deep sweeps are within sweeps: a detector may look into a value with one of its own. */
const workbenches: Workbench[] = [];
let depth = 0;

function workbench(): Workbench {
  workbenches[depth] ??= new Workbench();
  return workbenches[depth]!;
}

/**
 * Finds what is sensitive in `text` from where `progress` left off. In an unclosed text it stops
 * where text to come could change the outcome, so that the findings never depend on the cuts.
 */
export function sweep(
  text: string,
  plan: Plan,
  barriers: BarrierSource,
  progress: Progress,
  closed: boolean,
  hint?: Hint,
): Swept {
  const bench = workbench();
  depth++;
  try {
    const plain = plainOfString(text, closed, bench.memoryFor(text.length));
    return sweepPlain(plain, text.length, bench.window, plan, barriers, progress, closed, hint);
  } finally {
    depth--;
    bench.clear();
  }
}

/** {@link sweep} over bytes of UTF-8; all offsets are those of bytes. */
export function sweepBytes(
  bytes: Uint8Array,
  plan: Plan,
  barriers: BarrierSource,
  progress: Progress,
  closed: boolean,
): Swept {
  const bench = workbench();
  depth++;
  try {
    const plain = plainOfBytes(bytes, closed);
    return sweepPlain(plain, bytes.length, bench.window, plan, barriers, progress, closed);
  } finally {
    depth--;
    bench.clear();
  }
}

function sweepPlain(
  plain: PlainText,
  length: number,
  window: Window,
  plan: Plan,
  barriers: BarrierSource,
  progress: Progress,
  closed: boolean,
  hint?: Hint,
): Swept {
  const { origin } = plain;
  if (origin === undefined) return search(plain, window, plan, barriers, progress, closed, hint);
  const from: Progress = {
    low: indexFrom(origin, plain.text.length, progress.low),
    decided: indexFrom(origin, plain.text.length, progress.decided),
    open: progress.open,
  };
  const swept = search(plain, window, plan, barriers, from, closed, hint);
  const ends = (index: number, before: number) =>
    index === 0 ? before : Math.max(before, origin.ends[index - 1]!);
  for (const finding of swept.findings) {
    finding.start = origin.starts[finding.start]!;
    finding.end = ends(finding.end, 0);
    finding.knownEnd = ends(finding.knownEnd, 0);
  }
  swept.low = swept.low === from.low ? progress.low : ends(swept.low, progress.low);
  swept.swallowed = ends(swept.swallowed, progress.decided);
  swept.decided =
    swept.decided < plain.text.length && swept.decided > swept.swallowed
      ? origin.starts[swept.decided]!
      : ends(swept.decided, progress.decided);
  // Behind the last character that is seen there may be some that are not.
  if (closed) swept.decided = length;
  return swept;
}

/** The first index of a plain text that lies at or behind an offset of the original. */
export function indexFrom({ starts }: Origin, length: number, offset: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function search(
  plain: PlainText,
  window: Window,
  plan: Plan,
  barriers: BarrierSource,
  progress: Progress,
  closed: boolean,
  hint: Hint | undefined,
): Swept {
  const { text, codes } = plain;
  const result: Swept = {
    low: progress.low,
    decided: progress.decided,
    open: undefined,
    findings: [],
    swallowed: progress.decided,
  };
  const found = barriers.find(text, progress.decided, closed, plain);
  const limit = found.undecided;
  if (progress.open !== undefined) {
    const stop = found.barriers[0]?.start ?? limit;
    swallow(text, progress.open, stop, stop === limit && !closed, result);
  }
  for (const barrier of found.barriers) {
    window.show(text, codes, result.low, barrier.start, true, hint);
    scan(window, plan, result.decided, result.findings);
    if (barrier.value !== undefined) {
      const { start, end } = barrier;
      const glue = glueOf(text, start, end, window.low);
      const known = { start, end, knownEnd: end, quote: '', kept: false, glue };
      result.findings.push({ ...known, ...barrier.value });
    }
    result.low = barrier.end;
    result.decided = barrier.end;
  }
  if (result.open !== undefined) return result;
  window.show(text, codes, result.low, limit, closed, hint);
  const reached = scan(window, plan, result.decided, result.findings);
  result.low = window.low;
  result.open = window.open;
  // What was decided before stays so: it is out, and nothing found later may begin in it.
  const low = Math.max(window.low, result.decided);
  result.decided = closed ? reached : holdBack(codes, limit, low, reached);
  return result;
}

/** Lets a value of before go on, up to `stop`. */
function swallow(
  text: string,
  open: { tail: Tail; state: number },
  stop: number,
  mayGoOn: boolean,
  result: Swept,
): void {
  let { state } = open;
  let i = result.decided;
  while (i < stop) {
    const next = open.tail(state, text.charCodeAt(i));
    if (next === STOP) break;
    i++;
    state = next;
    if (next === DONE) break;
  }
  if (i === stop && mayGoOn && state !== DONE) result.open = { tail: open.tail, state };
  result.low = i;
  result.decided = i;
  result.swallowed = i;
}
