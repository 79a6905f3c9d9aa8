import {
  Alphabet,
  AT,
  CLASS,
  COLON,
  DASH,
  DIGIT,
  EQUALS,
  isIn,
  LOWER,
  RUN,
  TRAITS,
  UNDERSCORE,
  UPPER,
} from './characters.js';
import type { Detector, Match } from './detector.js';
import { isGap, isNumberStart } from './digit-groups.js';
import { escapeLength } from './escapes.js';
import type { Plan } from './plan.js';
import { DONE, STOP } from './tail.js';
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
/** The letters before a number, as in `DE 123456789`. */
const LONGEST_INITIALS = 3;
/** A run longer than this is no value by itself unless its beginning says so. */
const LONGEST_HELD_RUN = 160;
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
  const { text, end } = window;
  let i = from;
  // A stream may take up the scan in the middle of a run that was too long to be held back.
  if (i > window.low && (CLASS[text.charCodeAt(i - 1)]! & RUN) !== 0) i = endOfRun(text, i, end);
  while (i < end) {
    const first = CLASS[text.charCodeAt(i)]!;
    if ((first & RUN) === 0) {
      if (first !== 0) {
        const detectors = first === COLON ? plan.colon : first === AT ? plan.at : plan.equals;
        const settled = settle(window, detectors, i, i + 1, findings);
        if (settled === WAIT) return holdFor(window, first, i);
        if (settled !== 0) {
          i = settled;
          continue;
        }
      }
      i++;
      continue;
    }
    const start = i;
    let bits = first;
    for (i++; i < end; i++) {
      const next = CLASS[text.charCodeAt(i)]!;
      if ((next & RUN) === 0) break;
      bits |= next;
    }
    if (i === end && !window.closed && i - start <= LONGEST_HELD_RUN) return start;
    if (
      (bits & DIGIT) === 0 &&
      i - start < SHORTEST_TOKEN_RUN &&
      ((bits & DASH) === 0 || ((bits & LOWER) !== 0 && text.charCodeAt(start + 1) !== 45))
    ) {
      const settled = settleWord(window, plan, start, i, bits, findings);
      if (settled === WAIT) return holdFor(window, first, start);
      if (settled !== 0) i = settled;
      continue;
    }
    const settled = settleRun(window, plan, start, i, bits, findings);
    if (settled === WAIT) return start;
    // What is left of the run behind the value is looked at as a run of its own.
    if (settled !== 0) i = settled;
  }
  return end;
}

function endOfRun(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && (CLASS[text.charCodeAt(i)]! & RUN) !== 0) i++;
  return i;
}

/** Looks at a run of letters: most words wake nothing. */
function settleWord(
  window: Window,
  plan: Plan,
  runStart: number,
  end: number,
  runBits: number,
  findings: Finding[],
): number {
  const { text } = window;
  let start = runStart + escapeLength(window, runStart);
  while (start < end && text.charCodeAt(start) === 45) start++;
  if (start >= end) return 0;
  const bits = start === runStart ? runBits : classesIn(text, start, end);
  return settleLetters(window, plan, start, end, bits, findings);
}

/** Looks at a word from its first letter on. */
function settleLetters(
  window: Window,
  plan: Plan,
  start: number,
  end: number,
  bits: number,
  findings: Finding[],
): number {
  const { text } = window;
  const woken = plan.keywords.at(text, start, end);
  if (woken.length > 0) {
    const settled = settle(window, woken, start, end, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & UPPER) === 0) return 0;
  if (plan.capitals.length > 0 && bits === UPPER && end - start >= 6 && end - start <= 12) {
    const settled = settle(window, plan.capitals, start, end, findings);
    if (settled !== 0) return settled;
  }
  if (bits === UPPER && end - start <= LONGEST_INITIALS && plan.initials.length > 0) {
    const areWaking = areInitials(window, end);
    if (window.tookStarved()) return WAIT;
    const settled = areWaking ? settle(window, plan.initials, start, end, findings) : 0;
    if (settled !== 0) return settled;
  }
  if (plan.capitalized.length === 0 || !isCapitalized(window, start)) return 0;
  return settle(window, plan.capitalized, start, end, findings);
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

/** Where a candidate at a character begins at the earliest, as far as it may reach back. */
function holdFor(window: Window, anchor: number, index: number): number {
  if (anchor === EQUALS) return index;
  let start = index;
  const limit = Math.max(window.low, index - LONGEST_HELD_RUN);
  while (start > limit && reachesBack(window.text.charCodeAt(start - 1))) start--;
  return start;
}

/** Characters that a value found later may begin with: an e-mail's local part, `+1 (212)`. */
export function reachesBack(code: number): boolean {
  return (
    code > 127 ||
    (TRAITS[code]! & (Alphabet.dotted | Alphabet.localPunctuation)) !== 0 ||
    code === 43 /* + */ ||
    code === 37 /* % */ ||
    code === 40 /* ( */
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
  const { text } = window;
  let start = runStart + escapeLength(window, runStart);
  if (start >= end) return 0;
  const bits = start === runStart ? runBits : classesIn(text, start, end);
  if ((bits & DIGIT) === 0 && (bits & DASH) !== 0 && text.charCodeAt(start) === 45) {
    const settled = settle(window, plan.dashes, start, end, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & DASH) !== 0) while (start < end && text.charCodeAt(start) === 45) start++;
  if (start === end) return 0;
  if ((bits & DIGIT) === 0) {
    const settled = settleLetters(window, plan, start, end, classesIn(text, start, end), findings);
    if (settled !== 0) return settled;
  }
  if (end - start >= SHORTEST_TOKEN_RUN || isCutByBase64(window, start, end)) {
    const settled = settle(window, plan.token, start, end, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & DIGIT) === 0) return 0;
  if (CLASS[text.charCodeAt(start)] === DIGIT) {
    const settled = settleDigits(window, plan, start, end, bits, findings);
    if (settled !== 0) return settled;
  }
  if ((bits & (UPPER | LOWER)) === 0 || end - start < SHORTEST_MIXED) return 0;
  return end - start > LONGEST_MIXED ? 0 : settle(window, plan.mixed, start, end, findings);
}

/** A short run before `+` or `/` may be the beginning of a token in base64. */
function isCutByBase64({ text, end: limit }: Window, start: number, end: number): boolean {
  const after = end < limit ? text.charCodeAt(end) : 0;
  return (after === 43 || after === 47) && end - start >= SHORTEST_TOKEN_PREFIX;
}

function classesIn(text: string, start: number, end: number): number {
  let bits = 0;
  for (let i = start; i < end; i++) bits |= CLASS[text.charCodeAt(i)]!;
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
    if ((bits & (UPPER | UNDERSCORE)) !== 0 || !holds(window.text, 120, start, end)) return 0;
  } else if ((bits & DASH) === 0 && !isGap(window.at(end))) {
    if (window.tookStarved()) return WAIT;
    if (end - start < SHORTEST_NUMBER) {
      return isYear(window, end) ? settle(window, plan.digits, start, end, findings) : 0;
    }
    if (end - start < SHORTEST_CARD && !isAnnounced(window, start)) {
      return settle(window, plan.number, start, end, findings);
    }
  }
  return settle(window, plan.digits, start, end, findings);
}

/** The sign for a year in Chinese and Japanese dates: digits that wake detectors though they are few. */
function isYear(window: Window, end: number): boolean {
  return window.at(end) === 0x5e74;
}

function holds(text: string, code: number, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === code) return true;
  return false;
}

/** Whether a `+` or a label says that a plain number is more than a number. */
function isAnnounced(window: Window, start: number): boolean {
  if (window.at(start - 1) === 43 /* + */) return true;
  const label = window.labelBefore(start);
  return label !== undefined && label !== 'other';
}

/** Asks the detectors and keeps the best match: the surest, then the longest, then the first. */
function settle(
  window: Window,
  detectors: readonly Detector[],
  start: number,
  end: number,
  findings: Finding[],
): number {
  let best: Match | undefined;
  let by: Detector | undefined;
  for (let d = 0; d < detectors.length; d++) {
    const detector = detectors[d]!;
    const match = detector.find(window, start, end);
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
  };
  return accept(window, finding, best, findings);
}

/**
 * The quotation mark of the name before a bare number: `"card": 4000…`. Without one of its own the
 * replacement would break the JSON around it; in JSON inside a string it has backslashes.
 */
function quoteFor(window: Window, { start, end }: Match): string {
  let i = start - 1;
  while (i > start - 8 && isIn(Alphabet.space, window.at(i))) i--;
  if (window.at(i) !== 58 /* : */ || window.at(i - 1) !== 34 /* " */) return '';
  for (let j = start; j < end; j++) if (!isIn(Alphabet.digit, window.at(j))) return '';
  const after = window.at(end);
  const isEnd = after === -1 || after === 44 || after === 125 || after === 93 || after === 92;
  if (!isEnd && !isIn(Alphabet.space, after)) return '';
  let quote = i - 1;
  while (quote > i - 9 && window.at(quote - 1) === 92 /* \ */) quote--;
  return window.text.slice(quote, i);
}

function isBetter(a: Match, b: Match): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return a.end - a.start > b.end - b.start;
}

/** Settles a match: follows its tail to the end of the value and puts the boundary there. */
function accept(window: Window, finding: Finding, match: Match, findings: Finding[]): number {
  const { tail } = match;
  if (tail !== undefined) {
    const { text, end } = window;
    let state = match.state ?? 0;
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
  findings.push(finding);
  window.moveLow(finding.end);
  return finding.end;
}
