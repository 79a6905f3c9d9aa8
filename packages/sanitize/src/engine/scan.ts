import { Glue, glueOf } from './barriers.js';
import { BEYOND, CLASS, DASH, DIGIT, EQUALS, LOWER, RUN, UPPER } from './characters.js';
import type { Finding } from './finding.js';
import { slotOf } from './keywords.js';
import { isGap } from './number-start.js';
import { OF_INTEREST, PARTED, STRIDE, STRIDE_AND_PAIR } from './pair-filter.js';
import type { Plan } from './plan.js';
import {
  classesIn,
  LONGEST_HELD_RUN,
  SHORTEST_NUMBER,
  SHORTEST_TOKEN_RUN,
  settleRun,
} from './runs.js';
import { WAIT } from './settle.js';
import { holdFor, settleSign } from './signs.js';
import { endOfTimestamp, LENGTH_TO_HOUR, UNFINISHED } from './timestamp.js';
import type { Window } from './window.js';

/** How far before a value is looked again at what was turned down. */
const LONGEST_SECOND_LOOK = 256;
const BACKSLASH = 92;
const NO_TABLE = new Uint8Array(0);

/**
 * Finds the values in a window, from the left to the right, and appends them to `findings`.
 * What was found is settled at once: `window.low` moves to its end, and whatever comes later sees
 * a boundary there, just as it will see one where the replacement stands.
 *
 * @param from - where to begin, at or after `window.low`
 * @returns the index up to which everything is decided: the window's end, or in an unclosed
 *   window the beginning of what must be looked at again when more text has come
 */
export function scan(window: Window, plan: Plan, from: number, findings: Finding[]): number {
  const { codes, end, closed } = window;
  // Local names are read faster than those of the module.
  const classes = CLASS;
  const endsNumber = ENDS_NUMBER;
  const { bareSlots } = plan.keywords;
  const { signs } = plan;
  const filter = plan.pairs.for(end - from);
  const kinds = filter?.kinds ?? NO_TABLE;
  const table = filter?.steps ?? NO_TABLE;
  const { pairs } = window;
  let i = from;
  /** Whether what comes next may be passed over: not within an escape. */
  let mayPass = filter !== undefined && (i === 0 || codes[i - 1] !== BACKSLASH);
  // A stream may take up the scan in the middle of a run that was too long to be held back.
  if (i > window.low && (classes[codes[i - 1]!]! & RUN) !== 0) {
    while (i < end && (classes[codes[i]!]! & RUN) !== 0) i++;
  }
  while (i < end) {
    if (mayPass) {
      mayPass = false;
      let past = i;
      let first = past + STRIDE_AND_PAIR <= end ? kinds[pairs.getUint16(past, true)]! : 0;
      while (past + STRIDE_AND_PAIR <= end) {
        const second = kinds[pairs.getUint16(past + 2, true)]!;
        const third = kinds[pairs.getUint16(past + 4, true)]!;
        const fourth = kinds[pairs.getUint16(past + 6, true)]!;
        const next = kinds[pairs.getUint16(past + 8, true)]!;
        const steps =
          table[first | (second << 8)]! |
          table[second | (third << 8)]! |
          table[third | (fourth << 8)]!;
        if ((steps | (table[fourth | (next << 8)]! & OF_INTEREST)) !== PARTED) break;
        first = next;
        past += STRIDE;
      }
      if (past > i) {
        while (past > i && past < end && isInside(codes, past)) past--;
        i = past;
        if (i === end) break;
      }
    }
    const first = classes[codes[i]!]!;
    if (first === 0) {
      i++;
      continue;
    }
    if ((first & RUN) === 0) {
      if (signs[first] === 0) {
        i++;
        continue;
      }
      window.reach = i;
      const settled = settleSign(window, plan, first, i);
      if (settled === WAIT) return pendingFrom(window, first === EQUALS ? i : holdFor(window, i));
      if (settled === 0) {
        window.noteTurnedDown(i);
        i++;
      } else i = keepFound(window, plan, findings);
      continue;
    }
    mayPass = filter !== undefined;
    const start = i;
    let bits = first;
    let next = 0;
    for (i++; i < end; i++) {
      next = codes[i]!;
      const kind = classes[next]!;
      if ((kind & RUN) === 0) break;
      bits |= kind;
    }
    const length = i - start;
    if (i === end) {
      if (!closed && length <= LONGEST_HELD_RUN) return pendingFrom(window, start);
      next = BEYOND;
    }
    // Most of a text are small words that wake nothing, and short numbers.
    if (bits === LOWER && length < SHORTEST_TOKEN_RUN) {
      const isEscaped = start > 0 && codes[start - 1] === BACKSLASH;
      if (bareSlots[slotOf(codes[start]!, codes[i - 1]!, length)] === 0 && !isEscaped) continue;
    } else if (bits === DIGIT && length < SHORTEST_NUMBER && endsNumber[next] === 1) {
      continue;
    } else if (
      length === LENGTH_TO_HOUR &&
      bits === (DIGIT | DASH | UPPER) &&
      next === 58 /* : */
    ) {
      const past = endOfTimestamp(codes, start, end);
      if (past === UNFINISHED && !closed) return pendingFrom(window, start);
      if (past !== 0) {
        i = past === UNFINISHED ? end : past;
        continue;
      }
    }
    if (length > LONGEST_HELD_RUN) bits = classesIn(codes, start, start + LONGEST_HELD_RUN);
    window.reach = i - 1;
    const settled = settleRun(window, plan, start, i, bits);
    if (settled === WAIT) return pendingFrom(window, start);
    // What is left of the run behind the value is looked at as a run of its own.
    if (settled === 0) window.noteTurnedDown(start);
    else i = keepFound(window, plan, findings);
  }
  return closed ? end : pendingFrom(window, end);
}

/** Whether an index lies within a run: neither at its beginning nor behind it. */
function isInside(codes: Uint8Array, index: number): boolean {
  return (CLASS[codes[index - 1]!]! & RUN) !== 0 && (CLASS[codes[index]!]! & RUN) !== 0;
}

/** Up to where everything is decided, if `index` is how far it was looked at. */
function pendingFrom(window: Window, index: number): number {
  if (window.closed || window.pendingReach < index) return index;
  return Math.min(index, Math.max(window.pendingStart, index - LONGEST_SECOND_LOOK));
}

/**
 * Looks again at what stands before a value that was found: its replacement will be a boundary
 * there, and what was turned down with a look across it may be something now. So that sanitizing
 * the outcome finds nothing more.
 */
function lookAgainBefore(window: Window, plan: Plan, start: number, findings: Finding[]): void {
  const { codes, low, end, closed, pendingStart, pendingReach } = window;
  const limit = Math.max(low, start - LONGEST_SECOND_LOOK);
  let from = start;
  while (from > limit && (CLASS[codes[from - 1]!]! & RUN) !== 0) from--;
  if (from === start && from > limit && CLASS[codes[from - 1]!] !== 0) from--;
  if (pendingReach >= start && pendingStart < from) from = Math.max(limit, pendingStart);
  if (from === start) return;
  window.moveEnd(start, true);
  scan(window, plan, from, findings);
  window.moveEnd(end, closed);
}

/** The ASCII codes behind which a short number does not go on, so that it is none of our types. */
const ENDS_NUMBER = new Uint8Array(256);
for (let code = 0; code < BEYOND; code++) ENDS_NUMBER[code] = isGap(code) ? 0 : 1;

/**
 * Keeps the value that was settled, behind those that are found now in what stands before it.
 *
 * @returns its end
 */
function keepFound(window: Window, plan: Plan, findings: Finding[]): number {
  const finding = window.found!;
  const { isEndless } = window;
  lookAgainBefore(window, plan, finding.start, findings);
  const glue = glueOf(window.text, finding.start, finding.end, window.low);
  // The end of a value without limits comes when its replacement is out already.
  finding.glue = isEndless ? glue & Glue.before : glue;
  findings.push(finding);
  window.moveLow(finding.end);
  return finding.end;
}
