import { Alphabet, DIGIT, isIn, LOWER, TRAITS, UPPER } from './characters.js';

const LETTERS_AND_DIGITS = LOWER | UPPER | DIGIT;
/**
 * A bit for each two kinds of neighbours that change, which are `before << 2 | kind`: `a1`, `aB`,
 * `A1`, `1a` and `1A`. A word that is capitalized changes nothing.
 */
const CHANGES = (1 << 4) | (1 << 6) | (1 << 12) | (1 << 17) | (1 << 18);

/**
 * What one more character like n others adds to the sum of n log2 n over all characters, in whole
 * units, so that the sum is the same whatever their order.
 */
const repetitionOf = (n: number): number => weightOf(n + 1) - weightOf(n);
const weightOf = (n: number): number => (n === 0 ? 0 : Math.round(n * Math.log2(n) * UNIT));
const UNIT = 1 << 20;
const REPETITIONS = Float64Array.from({ length: 32 }, (_, n) => repetitionOf(n));

/** How often each character occurs, while a value is looked at; empty before and after. */
const occurrences = new Uint32Array(128);

/** What a value is made of. */
export interface Makeup {
  readonly length: number;
  readonly digits: number;
  readonly lower: number;
  readonly upper: number;
  /** What is neither a letter nor a digit. */
  readonly other: number;
  /** Of those the `+`, `/` and `=` of base64. */
  readonly padding: number;
  /** How many different characters there are; what is not ASCII counts as one. */
  readonly distinct: number;
  /** How many letters and digits are hexadecimal digits. */
  readonly hex: number;
  /** Pairs of neighbours that are both a letter or digit. */
  readonly steps: number;
  /** Steps between kinds: letter and digit, small and capital. That of a capitalized word is none. */
  readonly changes: number;
  /** The longest row of letters or digits in their order: `abc`, `789012`. */
  readonly rising: number;
  /** How often it has an `x`, small or capital. */
  readonly crosses: number;
  /** How often its first letter or digit occurs, if that is one that is held down: `0`, `1`, `a`. */
  readonly held: number;
  /** Bits of information per character, by Shannon's formula over this value alone. */
  readonly entropy: number;
}

/** Looks at a part of a text as one value. */
export function makeupOf(text: string, from = 0, to = text.length): Makeup {
  const length = to - from;
  let digits = 0;
  let lower = 0;
  let upper = 0;
  let hex = 0;
  let steps = 0;
  let changes = 0;
  let row = 1;
  let rising = 0;
  let distinct = 0;
  let repetition = 0;
  let before = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    const traits = TRAITS[code]!;
    const kind = traits & LETTERS_AND_DIGITS;
    const slot = code < 128 ? code : 0;
    const count = occurrences[slot]!;
    occurrences[slot] = count + 1;
    repetition += REPETITIONS[count] ?? repetitionOf(count);
    // No branches for what changes with each character: a processor would guess them wrong.
    distinct += (count - 1) >>> 31;
    lower += kind & 1;
    upper += (kind >> 1) & 1;
    digits += kind >> 2;
    hex += ((traits >> 2) | (traits >> 3) | (traits >> 4)) & 1;
    if (before !== 0 && kind !== 0) {
      steps++;
      changes += (CHANGES >> ((before << 2) | kind)) & 1;
      row = isNext(last, code) ? row + 1 : 1;
      if (row > rising) rising = row;
    }
    before = kind;
    last = code;
  }
  const crosses = occurrences[88]! + occurrences[120]!;
  const padding = occurrences[43]! + occurrences[47]! + occurrences[61]!;
  const held = heldIn(text, from, to);
  occurrences.fill(0);
  const other = length - digits - lower - upper;
  const entropy = Math.log2(length) - repetition / UNIT / length;
  return {
    length,
    digits,
    lower,
    upper,
    other,
    padding,
    distinct,
    hex,
    steps,
    changes,
    rising,
    crosses,
    held,
    entropy,
  };
}

/** {@link Makeup.held}, while it is known what occurs how often. */
function heldIn(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && !isIn(Alphabet.alphanumeric, text.charCodeAt(i))) i++;
  const first = text.charCodeAt(i);
  return first === 48 || first === 49 || first === 97 ? occurrences[first]! : 0;
}

/** Whether a letter follows another in order, small or capital, or a digit another; `0` follows `9`. */
function isNext(code: number, next: number): boolean {
  if ((next & 31) !== (code & 31) + 1) return code === 57 && next === 48;
  // The lowest bits of a digit are those of some letter too.
  return ((TRAITS[code]! ^ TRAITS[next]!) & DIGIT) === 0;
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
  const { length, digits, lower, upper, distinct, steps, changes, rising } = makeup;
  if (length < 10 || digits < (length < 20 ? 1 : 2) || lower + upper < 2 || distinct < 6) {
    return false;
  }
  if (rising >= SHORTEST_SEQUENCE || changes < 3 || changes < steps * 0.18) return false;
  return makeup.entropy >= (length < 20 ? 2.6 : 3);
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
