import { Glue } from './barriers.js';
import { BEYOND } from './characters.js';
import type { Detector, Match } from './detector.js';
import type { Finding } from './finding.js';
import { type Circle, EDGE, EVERYBODY, type Gates } from './gates.js';
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
  const left = gates.left(mask, window, start, end, bits);
  if (window.tookStarved()) return WAIT;
  return left === 0 ? 0 : settle(window, gates, left, start, end);
}

/**
 * Asks the detectors of a mask and keeps the best match: the surest, the longest, the first.
 *
 * @returns the end of the value, which is then {@link Window.found}; 0 if there is none, or {@link WAIT}
 */
export function settle(
  window: Window,
  circle: Circle,
  mask: number,
  start: number,
  end: number,
): number {
  const { asked } = circle;
  let best: Match | undefined;
  let by: Detector | undefined;
  for (let d = circle.next(mask, 0); d < asked.length; d = circle.next(mask, d + 1)) {
    const { detector, find, surest } = asked[d]!;
    if (best !== undefined && best.confidence > surest) continue;
    const match = find.call(detector, window, start, end);
    if (window.tookStarved()) return WAIT;
    if (match !== undefined && (best === undefined || isBetter(match, best))) {
      best = match;
      by = detector;
    }
  }
  if (best === undefined || by === undefined) return 0;
  const quote = quoteFor(window, best);
  if (window.tookStarved()) return WAIT;
  const finding: Finding = {
    start: best.start,
    end: best.end,
    knownEnd: best.end,
    confidence: best.confidence,
    rule: best.rule ?? by.rule,
    type: best.type ?? by.type,
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

function isBetter(a: Match, b: Match): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return a.end - a.start > b.end - b.start;
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
