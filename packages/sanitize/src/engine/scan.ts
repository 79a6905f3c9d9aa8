import { Glue, glueOf } from './barriers.js';
import {
  Alphabet,
  AT,
  BEYOND,
  BEYOND_ASCII,
  CLASS,
  COLON,
  DASH,
  DIGIT,
  EQUALS,
  isIn,
  isLetterBeyondAscii,
  LOWER,
  RUN,
  TRAITS,
  UNDERSCORE,
  UPPER,
} from './characters.js';
import type { Detector, Match } from './detector.js';
import { escapeLength } from './escapes.js';
import { type Circle, EDGE, EVERYBODY, type Gates } from './gates.js';
import { quoteFor } from './json-number.js';
import { slotOf } from './keywords.js';
import { isGap, isNumberStart } from './number-start.js';
import { OF_INTEREST, PARTED, STRIDE, STRIDE_AND_PAIR } from './pair-filter.js';
import type { Plan } from './plan.js';
import { DONE, STOP } from './tail.js';
import { endOfTimestamp, LENGTH_TO_HOUR, UNFINISHED } from './timestamp.js';
import type { Window } from './window.js';

/** A value that is settled. */
export interface Finding {
  start: number;
  end: number;
  /** The end of what the value is known by: its own, or that of the longest look. */
  knownEnd: number;
  confidence: number;
  rule: string;
  type: string;
  /** The quotation mark that a bare number in JSON needs around its replacement, or nothing. */
  quote: string;
  /** Whether it is left where it is; see {@link Match.kept}. */
  kept: boolean;
  /** What a word in its place would be glued to, see `glueOf`. */
  glue: number;
}

/** A run of at least this many characters may be a token. */
const SHORTEST_TOKEN_RUN = 16;
/** No vendor's prefix is shorter, with something behind it. */
const SHORTEST_TOKEN_PREFIX = 4;
/** A plain number of fewer digits is none of our types, and one of fewer than this no card. */
const SHORTEST_NUMBER = 7;
const SHORTEST_CARD = 12;
/** A run with letters and digits outside of this is no number that an authority gives. */
const SHORTEST_MIXED = 4;
const LONGEST_MIXED = 48;
/** Capitals outside of this are no code of a bank. */
const SHORTEST_CAPITALS = 6;
const LONGEST_CAPITALS = 12;
/** The letters before a number, as in `DE 123456789`. */
const LONGEST_INITIALS = 4;
/** A longer run is no value by itself unless its beginning says so: it is judged by that. */
const LONGEST_HELD_RUN = 160;
/** How far before a value is looked again at what was turned down. */
const LONGEST_SECOND_LOOK = 256;
const HYPHEN = 45;
const BACKSLASH = 92;
/** What {@link settle} answers when a detector needed text that has not come yet. */
const WAIT = -1;

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
  const { kinds, steps: table } = plan.pairs();
  const { pairs } = window;
  let i = from;
  /** Whether what comes next may be passed over: not within an escape. */
  let mayPass = i === 0 || codes[i - 1] !== BACKSLASH;
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
      const settled = settleSign(window, plan, first, i, findings);
      if (settled === WAIT) return pendingFrom(window, first === EQUALS ? i : holdFor(window, i));
      if (settled === 0) {
        window.noteTurnedDown(i);
        i++;
      } else i = settled;
      continue;
    }
    mayPass = true;
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
    const settled = settleRun(window, plan, start, i, bits, findings);
    if (settled === WAIT) return pendingFrom(window, start);
    // What is left of the run behind the value is looked at as a run of its own.
    if (settled === 0) window.noteTurnedDown(start);
    else i = settled;
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

/** The code at an index of the text, {@link BEYOND} for all that is not ASCII. */
function codeAt(window: Window, index: number): number {
  if (index < window.low || index >= window.end) return EDGE;
  const code = window.codes[index]!;
  return Math.min(code, BEYOND);
}

/** Whom a candidate up to `end` may interest by what stands behind it; all if that is to come. */
function interestedBehind(window: Window, gates: Gates, end: number): number {
  if (end >= window.end && !window.closed) return EVERYBODY;
  return gates.precedes(codeAt(window, end));
}

/** Looks at a character between runs. */
function settleSign(
  window: Window,
  plan: Plan,
  sign: number,
  index: number,
  findings: Finding[],
): number {
  if (sign === BEYOND_ASCII) return settleBeyond(window, plan, index, findings);
  const gates = sign === COLON ? plan.colon : sign === AT ? plan.at : plan.equals;
  let mask = gates.follows(codeAt(window, index - 1)) & interestedBehind(window, gates, index + 1);
  if ((mask & gates.wordwise) !== 0) mask &= interestedInWord(window, gates, index);
  if (mask === 0) return 0;
  mask = gates.left(mask, window, index, index + 1);
  if (window.tookStarved()) return WAIT;
  return mask === 0 ? 0 : settle(window, plan, gates, mask, index, index + 1, findings);
}

/** Whom a sign may interest by the two letters before it, with a quotation mark between perhaps. */
function interestedInWord(window: Window, gates: Gates, index: number): number {
  let last = index - 1;
  const code = codeAt(window, last);
  if (code === 34 /* " */ || code === 39 /* ' */) {
    last--;
    if (codeAt(window, last) === BACKSLASH) last--;
  }
  return gates.endsWord(codeAt(window, last - 1), codeAt(window, last));
}

/** Looks at a character beyond ASCII: a keyword may hold it. */
function settleBeyond(window: Window, plan: Plan, index: number, findings: Finding[]): number {
  if (!plan.capitalized.isEmpty && beginsForeignName(window, index)) {
    const settled = settleWith(window, plan, plan.capitalized, index, index + 1, UPPER, findings);
    if (settled !== 0) return settled;
  }
  if (!plan.keywords.hasForeign) return 0;
  const foreign = plan.keywords.foreignAt(window, index);
  if (window.tookStarved()) return WAIT;
  if (foreign === undefined) return 0;
  return settle(window, plan, foreign.circle, EVERYBODY, foreign.start, foreign.end, findings);
}

/** A capital beyond ASCII at the beginning of a word: `Šárka`. */
function beginsForeignName(window: Window, index: number): boolean {
  const letter = window.text[index]!;
  if (letter === letter.toLowerCase()) return false;
  const before = window.at(index - 1);
  return !isIn(Alphabet.word, before) && !isLetterBeyondAscii(before);
}

/** Where a candidate at a character begins at the earliest, as far as it may reach back. */
function holdFor(window: Window, index: number): number {
  let start = index;
  const limit = Math.max(window.low, index - LONGEST_HELD_RUN);
  while (start > limit && reachesBack(window.codes[start - 1]!)) start--;
  return start;
}

/** Characters that a value found later may begin with: an e-mail's local part, `+1 (212)`, `id:key`. */
export function reachesBack(code: number): boolean {
  return (
    code >= BEYOND ||
    (TRAITS[code]! & (Alphabet.dotted | Alphabet.localPunctuation)) !== 0 ||
    code === 43 /* + */ ||
    code === 37 /* % */ ||
    code === 40 /* ( */ ||
    code === 58 /* : */ ||
    code === 47 /* / */
  );
}

/** Looks at one run with the detectors that its characters wake. */
function settleRun(
  window: Window,
  plan: Plan,
  runStart: number,
  end: number,
  runBits: number,
  findings: Finding[],
): number {
  const { codes } = window;
  let start = runStart;
  let bits = runBits;
  if (start > 0 && codes[start - 1] === BACKSLASH) {
    start += escapeLength(window, start);
    if (start >= end) return 0;
    if (start > runStart) bits = classesIn(codes, start, Math.min(end, start + LONGEST_HELD_RUN));
  }
  if (codes[start] === HYPHEN) {
    if ((bits & DIGIT) === 0) {
      const settled = settleWith(window, plan, plan.dashes, start, end, bits, findings);
      if (settled !== 0) return settled;
    }
    while (start < end && codes[start] === HYPHEN) start++;
    if (start === end) return 0;
    bits = classesIn(codes, start, Math.min(end, start + LONGEST_HELD_RUN));
  }
  if ((bits & DIGIT) === 0) {
    const settled = settleWord(window, plan, start, end, bits, findings);
    if (settled !== 0) return settled;
  }
  const length = end - start;
  if (length >= SHORTEST_TOKEN_RUN || isCutByBase64(window, start, end)) {
    const settled = settleWith(window, plan, plan.token, start, end, bits, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & DIGIT) === 0) return 0;
  if (CLASS[codes[start]!] === DIGIT) {
    const settled = settleDigits(window, plan, start, end, bits, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & (UPPER | LOWER)) === 0 || length > LONGEST_MIXED) return 0;
  if (length < SHORTEST_MIXED && !isOrdinal(codes, start, length)) return 0;
  return settleWith(window, plan, plan.mixed, start, end, bits, findings);
}

/** Looks at a run without digits. */
function settleWord(
  window: Window,
  plan: Plan,
  start: number,
  end: number,
  bits: number,
  findings: Finding[],
): number {
  const isOption = codeAt(window, start - 1) === HYPHEN;
  const woken = plan.keywords.at(window.codes, start, end, isOption);
  if (woken !== undefined) {
    const settled = settle(window, plan, woken, EVERYBODY, start, end, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & UPPER) === 0) return 0;
  const length = end - start;
  if (bits === UPPER && length >= SHORTEST_CAPITALS && length <= LONGEST_CAPITALS) {
    const settled = settleWith(window, plan, plan.capitals, start, end, bits, findings);
    if (settled !== 0) return settled;
  }
  if (bits === UPPER && length <= LONGEST_INITIALS && !plan.initials.isEmpty) {
    const areWaking = areInitials(window, end);
    if (window.tookStarved()) return WAIT;
    const settled = areWaking
      ? settleWith(window, plan, plan.initials, start, end, bits, findings)
      : 0;
    if (settled !== 0) return settled;
  }
  if (plan.capitalized.isEmpty || !isCapitalized(window, start)) return 0;
  return settleWith(window, plan, plan.capitalized, start, end, bits, findings);
}

/** `1st`, `2nd`, `1er`: the day of a date. */
function isOrdinal(codes: Uint8Array, start: number, length: number): boolean {
  return length === 3 && CLASS[codes[start]!] === DIGIT && CLASS[codes[start + 1]!] === LOWER;
}

/** Whether letters that end at `end` may be the first group of a number: `AB 12 34`, `P<UTO`. */
function areInitials(window: Window, end: number): boolean {
  const after = window.at(end);
  if (after === 60 /* < */) return true;
  return isIn(Alphabet.space, after) && isIn(Alphabet.digit, window.at(end + 1));
}

/** A capital and a small letter, which may be one beyond ASCII. */
function isCapitalized(window: Window, start: number): boolean {
  if (!isIn(Alphabet.upper, window.at(start))) return false;
  const second = window.at(start + 1);
  return isIn(Alphabet.lower, second) || second >= 0xc0;
}

/** A short run before `+` or `/` may be the beginning of a token in base64. */
function isCutByBase64({ codes, end: limit }: Window, start: number, end: number): boolean {
  const after = end < limit ? codes[end] : 0;
  return (after === 43 || after === 47) && end - start >= SHORTEST_TOKEN_PREFIX;
}

function classesIn(codes: Uint8Array, start: number, end: number): number {
  let bits = 0;
  for (let i = start; i < end; i++) bits |= CLASS[codes[i]!]!;
  return bits;
}

/** Numbers fill logs, so what no type can be is turned down here, before a detector wakes. */
function settleDigits(
  window: Window,
  plan: Plan,
  start: number,
  end: number,
  bits: number,
  findings: Finding[],
): number {
  if (!isNumberStart(window, start)) return 0;
  if ((bits & ~(DIGIT | DASH)) !== 0) {
    // Of letters only the `x` of an extension may follow a number.
    if ((bits & (UPPER | UNDERSCORE)) !== 0 || !holdsExtension(window, start, end)) return 0;
  } else if ((bits & DASH) === 0 && !isGap(window.at(end))) {
    if (window.tookStarved()) return WAIT;
    if (end - start < SHORTEST_NUMBER) {
      return isUnit(window, end)
        ? settleWith(window, plan, plan.digits, start, end, bits, findings)
        : 0;
    }
    if (end - start < SHORTEST_CARD && !isAnnounced(window, start)) {
      return settleWith(window, plan, plan.number, start, end, bits, findings);
    }
  }
  return settleWith(window, plan, plan.digits, start, end, bits, findings);
}

/** The sign for a year in Chinese and Japanese, or for degrees: few digits before it wake detectors. */
function isUnit(window: Window, end: number): boolean {
  const code = window.at(end);
  return code === 0x5e74 || code === 0xb0 || code === 0xba;
}

/** Whether the first letter is the `x` of an extension: a later one is no part of the number. */
function holdsExtension({ codes }: Window, start: number, end: number): boolean {
  const limit = Math.min(end, start + LONGEST_HELD_RUN);
  for (let i = start; i < limit; i++) if (codes[i] === 120 /* x */) return true;
  return false;
}

/** Whether a `+` or a label says that a plain number is more than a number. */
function isAnnounced(window: Window, start: number): boolean {
  if (window.at(start - 1) === 43 /* + */) return true;
  const label = window.labelBefore(start);
  return label !== undefined && label !== 'other';
}

/** Asks the detectors of a run that its looks do not turn away. */
function settleWith(
  window: Window,
  plan: Plan,
  gates: Gates,
  start: number,
  end: number,
  bits: number,
  findings: Finding[],
): number {
  if (gates.isEmpty) return 0;
  const mask =
    gates.fits(window.codes[start]!, end - start) &
    gates.consists(bits) &
    gates.follows(codeAt(window, start - 1)) &
    interestedBehind(window, gates, end);
  if (mask === 0) return 0;
  const left = gates.left(mask, window, start, end);
  if (window.tookStarved()) return WAIT;
  return left === 0 ? 0 : settle(window, plan, gates, left, start, end, findings);
}

/** Asks the detectors of a mask and keeps the best match: the surest, the longest, the first. */
function settle(
  window: Window,
  plan: Plan,
  circle: Circle,
  mask: number,
  start: number,
  end: number,
  findings: Finding[],
): number {
  const { asked } = circle;
  let best: Match | undefined;
  let by: Detector | undefined;
  for (let d = circle.next(mask, 0); d < asked.length; d = circle.next(mask, d + 1)) {
    const { detector, find } = asked[d]!;
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
  lookAgainBefore(window, plan, finding.start, findings);
  const glue = glueOf(window.text, finding.start, finding.end, window.low);
  // The end of a value without limits comes when its replacement is out already.
  finding.glue = best.tail === undefined ? glue : glue & Glue.before;
  findings.push(finding);
  window.moveLow(finding.end);
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
