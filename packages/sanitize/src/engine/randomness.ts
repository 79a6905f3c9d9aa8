import { Alphabet, isIn } from './characters.js';

const OTHER = 0;
const DIGIT = 1;
const LOWER = 2;
const UPPER = 3;

function kindOf(code: number): number {
  if (isIn(Alphabet.digit, code)) return DIGIT;
  if (isIn(Alphabet.lower, code)) return LOWER;
  return isIn(Alphabet.upper, code) ? UPPER : OTHER;
}

/** How many bits are set. */
function bitsIn(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

/** How often each ASCII character occurs; what is not ASCII counts as one. */
const occurrences = new Uint16Array(128);

/** What a value is made of. */
export class Makeup {
  readonly length: number;
  digits = 0;
  lower = 0;
  upper = 0;
  /** What is neither a letter nor a digit. */
  other = 0;
  /** Of those the `+`, `/` and `=` of base64. */
  padding = 0;
  /** How many different characters there are; what is not ASCII counts as one. */
  distinct = 0;
  /** How many letters and digits are hexadecimal digits. */
  hex = 0;
  /** Pairs of neighbours that are both a letter or digit. */
  steps = 0;
  /** Steps between kinds: letter and digit, small and capital. That of a capitalized word is none. */
  changes = 0;
  /** The longest row of letters or digits in their order: `abc`, `789012`. */
  rising = 0;
  private readonly text: string;
  private readonly from: number;

  constructor(text: string, from: number, to: number) {
    this.text = text;
    this.from = from;
    this.length = to - from;
    this.count(text, from, to);
  }

  private count(text: string, from: number, to: number): void {
    const seen = [0, 0, 0, 0];
    let before = OTHER;
    let last = 0;
    let rising = 1;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const slot = code < 128 ? code : 0;
      seen[slot >> 5]! |= 1 << (slot & 31);
      const kind = kindOf(code);
      if (kind === DIGIT) this.digits++;
      else if (kind === LOWER) this.lower++;
      else if (kind === UPPER) this.upper++;
      else this.other++;
      if (code === 43 || code === 47 || code === 61) this.padding++;
      if (isIn(Alphabet.hex, code)) this.hex++;
      if (before !== OTHER && kind !== OTHER) {
        this.steps++;
        if (before !== kind && !(before === UPPER && kind === LOWER)) this.changes++;
        rising = isNext(last, code) ? rising + 1 : 1;
        if (rising > this.rising) this.rising = rising;
      }
      before = kind;
      last = code;
    }
    for (const mask of seen) this.distinct += bitsIn(mask);
  }

  /** Bits of information per character, by Shannon's formula over this value alone. */
  get entropy(): number {
    occurrences.fill(0);
    const { text, from, length } = this;
    for (let i = from; i < from + length; i++) {
      const code = text.charCodeAt(i);
      const slot = code < 128 ? code : 0;
      occurrences[slot] = occurrences[slot]! + 1;
    }
    let entropy = 0;
    for (let i = 0; i < occurrences.length; i++) {
      const count = occurrences[i]!;
      if (count > 1) entropy -= count * Math.log2(count);
    }
    return entropy / length + Math.log2(length);
  }
}

/** Looks at a part of a text as one value. */
export function makeupOf(text: string, from = 0, to = text.length): Makeup {
  return new Makeup(text, from, to);
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
