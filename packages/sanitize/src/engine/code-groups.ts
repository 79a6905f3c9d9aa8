import { Alphabet, isIn } from './characters.js';
import { isBehindEscape } from './escapes.js';
import type { Window } from './window.js';

const MOST_GROUPS = 8;
const LONGEST_GROUP = 20;
const SEED_DIGIT = 1;
const SEED_LETTER = 2;

/** What may stand, once, between two groups of a number as an authority prints it. */
function isSeparator(code: number): boolean {
  return (
    code === 32 || // space
    code === 45 || // -
    code === 46 || // .
    code === 47 || // /
    code === 0xa0 ||
    code === 40 || // (
    code === 43 // +
  );
}

/** Adds the length of a group, or the sign behind it, to the key of a layout. */
function extendKey(key: number, value: number): number {
  return (Math.imul(key, 131) + value) | 0;
}

/**
 * The key of a layout: whether it begins with a digit, the lengths of its groups and the signs
 * between them. `12.345.678-Z` and `99.999.999-A` have the same key.
 *
 * @param pattern - `9` for a digit, other letters for letters, other signs for themselves
 */
export function layoutKey(pattern: string, beginsWithDigit: boolean): number {
  let key = beginsWithDigit ? SEED_DIGIT : SEED_LETTER;
  let length = 0;
  for (let i = 0; i < pattern.length; i++) {
    const code = pattern.charCodeAt(i);
    if (isIn(Alphabet.alphanumeric, code)) length++;
    else if (code !== 41 /* ) */) {
      key = extendKey(extendKey(key, length), code);
      length = 0;
    }
  }
  return extendKey(key, length);
}

/**
 * Groups of letters and digits with single signs between them, as authorities print numbers:
 * read once for all detectors, without making a string.
 */
export class CodeGroups {
  start = -1;
  /** How many groups there are; 0 if no number begins at `start`. */
  count = 0;
  /** Where each group ends, with the parenthesis that closes it. */
  readonly ends = new Int32Array(MOST_GROUPS);
  /** The {@link layoutKey} of everything up to the end of each group; 0 where no number may end. */
  readonly keys = new Int32Array(MOST_GROUPS);
  /** How many letters and digits there are up to the end of each group. */
  readonly lengths = new Int32Array(MOST_GROUPS);

  /** Makes the next look read anew. */
  forget(): void {
    this.start = -1;
  }

  /** Reads from `start`, a letter or digit. */
  read(window: Window, start: number): void {
    this.start = start;
    this.count = 0;
    if (!isCodeStart(window, start)) return;
    let key = isIn(Alphabet.digit, window.at(start)) ? SEED_DIGIT : SEED_LETTER;
    let total = 0;
    let i = start;
    let isOpen = false;
    while (this.count < MOST_GROUPS) {
      const groupStart = i;
      while (i - groupStart <= LONGEST_GROUP && isIn(Alphabet.alphanumeric, window.at(i))) i++;
      if (i - groupStart > LONGEST_GROUP || i === groupStart) return;
      total += i - groupStart;
      key = extendKey(key, i - groupStart);
      if (isOpen) {
        if (window.at(i) !== 41 /* ) */) return;
        i++;
      }
      this.ends[this.count] = i;
      this.lengths[this.count] = total;
      this.keys[this.count] = isCodeEnd(window, i) ? key : 0;
      this.count++;
      const separator = window.at(i);
      if (isOpen || !isSeparator(separator)) return;
      if (!isIn(Alphabet.alphanumeric, window.at(i + 1))) return;
      key = extendKey(key, separator === 0xa0 ? 32 : separator);
      isOpen = separator === 40;
      i++;
    }
  }
}

/** Whether a number may begin at `start`: not inside a word, a fraction, an amount or an encoding. */
function isCodeStart(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.word, before)) return isBehindEscape(window, start);
  if (before === 64 /* @ */ || before === 37 /* % */ || before === 36 /* $ */) return false;
  if (before === 46 /* . */ || before === 45 /* - */ || before === 44 /* , */) {
    return !isIn(Alphabet.alphanumeric, window.at(start - 2));
  }
  return before !== 0x20ac /* € */ && before !== 0xa3 /* £ */;
}

/** Whether a number may end at `end`: no word, fraction, time or address goes on there. */
function isCodeEnd(window: Window, end: number): boolean {
  const code = window.at(end);
  if (code === 95 /* _ */ || code === 64 /* @ */ || code === 37 /* % */) return false;
  const joins =
    code === 45 /* - */ ||
    code === 46 /* . */ ||
    code === 47 /* / */ ||
    code === 43 /* + */ ||
    code === 44 /* , */ ||
    code === 58; /* : */
  return !joins || !isIn(Alphabet.word, window.at(end + 1));
}
