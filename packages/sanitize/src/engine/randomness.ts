import { Alphabet, isIn } from './characters.js';

/** What a value is made of. */
export interface Makeup {
  length: number;
  digits: number;
  lower: number;
  upper: number;
  /** What is neither a letter nor a digit. */
  other: number;
  /** Of those the `+`, `/` and `=` of base64. */
  padding: number;
  distinct: number;
  /** Bits of information per character, by Shannon's formula over this value alone. */
  entropy: number;
  /** How many letters and digits are hexadecimal digits. */
  hex: number;
  /** Pairs of neighbours that are both a letter or digit. */
  steps: number;
  /** Steps between kinds: letter and digit, small and capital. That of a capitalized word is none. */
  changes: number;
  /** The longest row of letters or digits in their order: `abc`, `789012`. */
  rising: number;
}

const OTHER = 0;
const DIGIT = 1;
const LOWER = 2;
const UPPER = 3;

function kindOf(code: number): number {
  if (isIn(Alphabet.digit, code)) return DIGIT;
  if (isIn(Alphabet.lower, code)) return LOWER;
  return isIn(Alphabet.upper, code) ? UPPER : OTHER;
}

/** How often each ASCII character occurs; what is not ASCII counts as one. */
const occurrences = new Uint16Array(128);

/** Looks at a part of a text as one value. */
export function makeupOf(text: string, from = 0, to = text.length): Makeup {
  const length = to - from;
  const makeup: Makeup = {
    length,
    digits: 0,
    lower: 0,
    upper: 0,
    other: 0,
    padding: 0,
    distinct: 0,
    entropy: 0,
    hex: 0,
    steps: 0,
    changes: 0,
    rising: 0,
  };
  occurrences.fill(0);
  let before = OTHER;
  let last = 0;
  let rising = 1;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    const slot = code < 128 ? code : 0;
    occurrences[slot] = occurrences[slot]! + 1;
    const kind = kindOf(code);
    if (kind === DIGIT) makeup.digits++;
    else if (kind === LOWER) makeup.lower++;
    else if (kind === UPPER) makeup.upper++;
    else makeup.other++;
    if (code === 43 || code === 47 || code === 61) makeup.padding++;
    if (isIn(Alphabet.hex, code)) makeup.hex++;
    if (before !== OTHER && kind !== OTHER) {
      makeup.steps++;
      if (before !== kind && !(before === UPPER && kind === LOWER)) makeup.changes++;
      rising = isNext(last, code) ? rising + 1 : 1;
      if (rising > makeup.rising) makeup.rising = rising;
    }
    before = kind;
    last = code;
  }
  for (let slot = 0; slot < occurrences.length; slot++) {
    const count = occurrences[slot]!;
    if (count === 0) continue;
    makeup.distinct++;
    makeup.entropy -= (count / length) * Math.log2(count / length);
  }
  return makeup;
}

/** Whether a letter or digit follows another in order; `0` follows `9`. */
function isNext(code: number, next: number): boolean {
  if (isIn(Alphabet.digit, code) && isIn(Alphabet.digit, next)) {
    return next === code + 1 || (code === 57 && next === 48);
  }
  const bothLetters = isIn(Alphabet.letter, code) && isIn(Alphabet.letter, next);
  return bothLetters && (next & 31) === (code & 31) + 1;
}

/** So many letters or digits in order are no chance. */
const SHORTEST_SEQUENCE = 8;
const WHOLE_ALPHABET = 26;

/** `abcdefghijklmnopqrstuvwxyz123`: somebody wrote down the whole alphabet. */
export function isAlphabet({ rising }: Makeup): boolean {
  return rising >= WHOLE_ALPHABET;
}

/**
 * Whether a value looks drawn at random: letters and digits in turns, many different ones. Words,
 * names of functions and versions change between kinds seldom: `SalesResults-1.2`.
 */
export function looksRandom(makeup: Makeup): boolean {
  const { length, digits, lower, upper, distinct, entropy, steps, changes, rising } = makeup;
  if (length < 10 || digits < (length < 20 ? 1 : 2) || lower + upper < 2 || distinct < 6) {
    return false;
  }
  if (rising >= SHORTEST_SEQUENCE || entropy < (length < 20 ? 2.6 : 3)) return false;
  return changes >= 3 && changes >= steps * 0.18;
}

/** Whether a value is hexadecimal and has the length of a digest: MD5, SHA-1, SHA-2. */
export function isDigest({ length, hex }: Makeup): boolean {
  return hex === length && [32, 40, 56, 64, 96, 128].includes(length);
}

/** The form of a UUID (RFC 9562, section 4). */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i);
    const isDash = i === 8 || i === 13 || i === 18 || i === 23;
    if (isDash ? code !== 45 : !isIn(Alphabet.hex, code)) return false;
  }
  return true;
}
