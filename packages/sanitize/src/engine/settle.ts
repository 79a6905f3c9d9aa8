import { Glue } from './barriers.js';
import { BEYOND } from './characters.js';
import type { Match } from './detector.js';
import type { Finding } from './finding.js';
import { bitOf, type Circle, EDGE, EVERYBODY, Gates } from './gates.js';
import { quoteFor } from './json-number.js';
import { DONE, STOP } from './tail.js';
import type { Window } from './window.js';

/** What {@link settle} answers when a detector needed text that has not come yet. */
export const WAIT = -1;

/** The code at an index of the text, {@link BEYOND} for all that is not ASCII. */
export function codeAt(window: Window, index: number): number {
  if (index < window.low || index >= window.end) return EDGE;
  const code = window.codes[index]!;
  return Math.min(code, BEYOND);
}

/** Whom a candidate up to `end` may interest by what stands behind it; all if that is to come. */
export function interestedBehind(window: Window, gates: Gates, end: number): number {
  if (end >= window.end && !window.closed) return EVERYBODY;
  return gates.precedes(codeAt(window, end));
}

/** Asks the detectors of a run that its looks do not turn away. */
export function settleWith(
  window: Window,
  gates: Gates,
  start: number,
  end: number,
  bits: number,
): number {
  return settleAmong(window, gates, EVERYBODY, start, end, bits);
}

/** {@link settleWith} some of the detectors only. */
export function settleAmong(
  window: Window,
  gates: Gates,
  among: number,
  start: number,
  end: number,
  bits: number,
): number {
  if (gates.isEmpty || among === 0) return 0;
  const mask =
    among &
    gates.fits(window.codes[start]!, end - start) &
    gates.consists(bits) &
    gates.follows(codeAt(window, start - 1)) &
    interestedBehind(window, gates, end);
  if (mask === 0) return 0;
  const late = mask & gates.late;
  const soon = gates.left(mask ^ late, window, start, end, bits);
  const left = soon === 0 ? gates.left(late, window, start, end, bits) : soon | late;
  if (window.tookStarved()) return WAIT;
  return left === 0 ? 0 : settle(window, gates, left, start, end, bits);
}

/**
 * Asks the detectors of a mask and keeps the best match: the surest, the longest, the first. Those that
 * are late are asked behind the others, unless something was found that they cannot be surer of.
 *
 * @returns the end of the value, which is then {@link Window.found}; 0 if there is none, or {@link WAIT}
 */
export function settle(
  window: Window,
  circle: Circle,
  mask: number,
  start: number,
  end: number,
  bits = 0,
): number {
  const { asked } = circle;
  let best: Match | undefined;
  /** Who found it. */
  let place = -1;
  let turn = mask & ~circle.late || mask;
  let late = mask ^ turn;
  for (;;) {
    for (let d = circle.next(turn, 0); d < asked.length; d = circle.next(turn, d + 1)) {
      const { detector, find, surest } = asked[d]!;
      if (best !== undefined && best.confidence > surest) continue;
      const match = find.call(detector, window, start, end);
      if (window.tookStarved()) return WAIT;
      if (match === undefined) continue;
      const gain = best === undefined ? 1 : gainOf(match, best);
      if (gain > 0 || (gain === 0 && d < place)) {
        best = match;
        place = d;
      }
    }
    if (late === 0 || !(circle instanceof Gates)) break;
    const sure = best?.confidence ?? 0;
    turn = 0;
    for (let d = circle.next(late, 0); d < asked.length; d = circle.next(late, d + 1)) {
      if (asked[d]!.surest >= sure) turn |= bitOf(d);
    }
    turn = circle.left(turn, window, start, end, bits, sure);
    if (window.tookStarved()) return WAIT;
    late = 0;
  }
  if (best === undefined) return 0;
  const quote = quoteFor(window, best);
  if (window.tookStarved()) return WAIT;
  const { rule, type } = asked[place]!.detector;
  const finding: Finding = {
    start: best.start,
    end: best.end,
    knownEnd: best.end,
    confidence: best.confidence,
    rule: best.rule ?? rule,
    type: best.type ?? type,
    quote,
    kept: best.kept === true,
    glue: Glue.none,
  };
  followTail(window, finding, best);
  if (best.tail === undefined) {
    window.at(finding.end + 1);
    if (window.tookStarved()) return WAIT;
  }
  window.found = finding;
  window.isEndless = best.tail !== undefined;
  return finding.end;
}

/** By how much a match is surer than another one, or else longer. */
function gainOf(a: Match, b: Match): number {
  return a.confidence - b.confidence || a.end - a.start - b.end + b.start;
}

/** Follows the tail of a match to the end of the value. */
function followTail(window: Window, finding: Finding, { tail, state: first = 0 }: Match): void {
  if (tail === undefined) return;
  const { text, end } = window;
  let state = first;
  let i = finding.end;
  while (i < end) {
    const next = tail(state, text.charCodeAt(i));
    if (next === STOP) break;
    i++;
    state = next;
    if (next === DONE) break;
  }
  finding.end = i;
  if (i === end && !window.closed && state !== DONE) window.open = { tail, state };
}
