import type { Barrier, BarrierSource } from './barriers.js';
import type { Hint } from './labels.js';
import type { Plan } from './plan.js';
import { type Finding, reachesBack, scan } from './scan.js';
import { DONE, STOP, type Tail } from './tail.js';
import { LOOK_BEHIND, Window } from './window.js';

const NO_BARRIERS: readonly Barrier[] = [];

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
  const result: Swept = {
    low: progress.low,
    decided: progress.decided,
    open: undefined,
    findings: [],
    swallowed: progress.decided,
  };
  const search = barriers.isEmpty ? undefined : barriers.find(text, progress.decided, closed);
  const limit = search?.undecided ?? text.length;
  if (progress.open !== undefined) {
    const stop = search?.barriers[0]?.start ?? limit;
    swallow(text, progress.open, stop, stop === limit && !closed, result);
  }
  for (const barrier of search?.barriers ?? NO_BARRIERS) {
    const window = new Window(text, result.low, barrier.start, true, hint);
    scan(window, plan, result.decided, result.findings);
    if (barrier.value !== undefined) {
      const { start, end } = barrier;
      result.findings.push({ start, end, knownEnd: end, ...barrier.value, quote: '', kept: false });
    }
    result.low = barrier.end;
    result.decided = barrier.end;
  }
  if (result.open !== undefined) return result;
  const window = new Window(text, result.low, limit, closed, hint);
  const reached = scan(window, plan, result.decided, result.findings);
  result.low = window.low;
  result.open = window.open;
  // What was decided before stays so: it is out, and nothing found later may begin in it.
  const low = Math.max(window.low, result.decided);
  result.decided = closed ? reached : holdBack(text, low, reached);
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

/** Where the shortest suffix begins that a value found later could begin in. */
function holdBack(text: string, low: number, reached: number): number {
  const limit = Math.max(low, reached - LOOK_BEHIND + 32);
  let start = reached;
  while (start > limit && reachesBack(text.charCodeAt(start - 1))) start--;
  return start;
}
