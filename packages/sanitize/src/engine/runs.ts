import {
  Alphabet,
  CLASS,
  DIGIT,
  HEXADECIMAL,
  isIn,
  LOWER,
  TRAITS,
  UNDERSCORE,
  UPPER,
} from './characters.js';
import { escapeLength } from './escapes.js';
import { EVERYBODY } from './gates.js';
import type { Plan } from './plan.js';
import { codeAt, settle, settleWith, WAIT } from './settle.js';
import type { Window } from './window.js';

/** A run of at least this many characters may be a token. */
export const SHORTEST_TOKEN_RUN = 16;
/** No vendor's prefix is shorter, with something behind it. */
const SHORTEST_TOKEN_PREFIX = 4;
/** A plain number of fewer digits is none of our types. */
export const SHORTEST_NUMBER = 7;
/** A run with letters and digits outside of this is no number that an authority gives. */
const SHORTEST_MIXED = 4;
const LONGEST_MIXED = 48;
/** Capitals outside of this are no code of a bank. */
const SHORTEST_CAPITALS = 6;
const LONGEST_CAPITALS = 12;
/** The letters before a number, as in `DE 123456789`. */
const LONGEST_INITIALS = 4;
/** A longer run is no value by itself unless its beginning says so: it is judged by that. */
export const LONGEST_HELD_RUN = 160;
/** A shorter run may be a word by chance, such as `face8`. */
const SHORTEST_HEXADECIMAL = 8;
const HEX_OR_DASH = Alphabet.hex | Alphabet.dash;
const HYPHEN = 45;
const BACKSLASH = 92;

/** Looks at one run with the detectors that its characters wake. */
export function settleRun(
  window: Window,
  plan: Plan,
  runStart: number,
  end: number,
  runBits: number,
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
      const settled = settleWith(window, plan.dashes, start, end, bits);
      if (settled !== 0) return settled;
    }
    while (start < end && codes[start] === HYPHEN) start++;
    if (start === end) return 0;
    bits = classesIn(codes, start, Math.min(end, start + LONGEST_HELD_RUN));
  }
  if ((bits & DIGIT) === 0) {
    const settled = settleWord(window, plan, start, end, bits);
    if (settled !== 0) return settled;
  }
  const length = end - start;
  if (length >= SHORTEST_HEXADECIMAL && isHexadecimal(codes, start, end, bits)) {
    bits |= HEXADECIMAL;
  }
  const isToken = length >= SHORTEST_TOKEN_RUN || isCutByBase64(window, start, end);
  if (isToken) {
    const settled = settleWith(window, plan.token, start, end, bits);
    if (settled !== 0) return settled;
  }
  if ((bits & DIGIT) === 0) return 0;
  if (plan.numbers !== undefined && CLASS[codes[start]!] === DIGIT) {
    const settled = plan.numbers.settle(window, start, end, bits);
    if (settled !== 0) return settled;
  }
  if ((bits & (UPPER | LOWER)) === 0 || length > LONGEST_MIXED) return 0;
  if (length < SHORTEST_MIXED && !isOrdinal(codes, start, length)) return 0;
  // Who was asked about the token would answer the same again.
  return settleWith(window, isToken ? plan.mixedOnly : plan.mixed, start, end, bits);
}

/** Looks at a run without digits. */
function settleWord(window: Window, plan: Plan, start: number, end: number, bits: number): number {
  const isOption = codeAt(window, start - 1) === HYPHEN;
  const woken = plan.keywords.at(window.codes, start, end, isOption);
  if (woken !== undefined) {
    const settled = settle(window, woken, EVERYBODY, start, end);
    if (settled !== 0) return settled;
  }
  if ((bits & UPPER) === 0) return 0;
  const length = end - start;
  if (bits === UPPER && length >= SHORTEST_CAPITALS && length <= LONGEST_CAPITALS) {
    const settled = settleWith(window, plan.capitals, start, end, bits);
    if (settled !== 0) return settled;
  }
  if (bits === UPPER && length <= LONGEST_INITIALS && !plan.initials.isEmpty) {
    const areWaking = areInitials(window, end);
    if (window.tookStarved()) return WAIT;
    const settled = areWaking ? settleWith(window, plan.initials, start, end, bits) : 0;
    if (settled !== 0) return settled;
  }
  if (plan.capitalized.isEmpty || !isCapitalized(window, start)) return 0;
  return settleWith(window, plan.capitalized, start, end, bits);
}

/** Whether there are letters and digits, and none of them beyond hexadecimal ones. */
function isHexadecimal(codes: Uint8Array, start: number, end: number, bits: number): boolean {
  if ((bits & DIGIT) === 0 || (bits & (LOWER | UPPER)) === 0 || (bits & UNDERSCORE) !== 0) {
    return false;
  }
  const limit = Math.min(end, start + LONGEST_HELD_RUN);
  let i = start;
  while (i < limit && (TRAITS[codes[i]!]! & HEX_OR_DASH) !== 0) i++;
  return i === limit;
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

export function classesIn(codes: Uint8Array, start: number, end: number): number {
  let bits = 0;
  for (let i = start; i < end; i++) bits |= CLASS[codes[i]!]!;
  return bits;
}
