import { Alphabet, isIn, TRAITS } from './characters.js';
import type { Match } from './detector.js';
import { isBehindEscape } from './escapes.js';
import type { Window } from './window.js';

const MOST_GROUPS = 8;
/** No number that an authority gives is longer, in letters and digits. */
const LONGEST_CODE = 24;
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
 * The keys of a layout: whether it begins with a digit, the lengths of its groups and the signs
 * between them; first those of what it begins with, up to each of its signs, and that of the whole
 * at last. `12.345.678-Z` and `99.999.999-A` have the same.
 *
 * @param pattern - letters and digits for any of their kind, other signs for themselves
 */
export function layoutKeys(pattern: string, beginsWithDigit: boolean): readonly number[] {
  const keys: number[] = [];
  let key = beginsWithDigit ? SEED_DIGIT : SEED_LETTER;
  let length = 0;
  for (let i = 0; i < pattern.length; i++) {
    const code = pattern.charCodeAt(i);
    if (isIn(Alphabet.alphanumeric, code)) length++;
    else if (code !== 41 /* ) */) {
      key = extendKey(extendKey(key, length), code);
      keys.push(key);
      length = 0;
    }
  }
  return [...keys, extendKey(key, length)];
}

/** What says by the key of its beginning, up to a sign, whether a layout may go on to one that counts. */
export interface Beginnings {
  mayBegin(key: number): boolean;
}

/** The {@link layoutKeys last key} of digits alone. */
export function plainKey(length: number): number {
  return extendKey(SEED_DIGIT, length);
}

/**
 * Groups of letters and digits with single signs between them, as authorities print numbers:
 * read once for all detectors, without making a string.
 */
export class CodeGroups {
  /** The window that was read. */
  reader = 0;
  start = -1;
  /** How many groups there are; 0 if no number begins at `start`, or ends. */
  count = 0;
  /** Where each group ends, with the parenthesis that closes it. */
  readonly ends = new Int32Array(MOST_GROUPS);
  /** The {@link layoutKeys last key} of everything up to the end of each group; 0 where no number may end. */
  readonly keys = new Int32Array(MOST_GROUPS);
  /** How many letters and digits there are up to the end of each group. */
  readonly lengths = new Int32Array(MOST_GROUPS);
  /** Whether the first group has small letters, of which a number has none that nothing announces. */
  hasSmall = false;
  /** What was found here, for the detectors that share one search; undefined before it. */
  found: readonly Match[] | undefined;

  /** Makes the next look read anew. */
  forget(): void {
    this.start = -1;
  }

  /** Reads from `start`, a letter or digit, as far as a layout may begin so. */
  read(window: Window, start: number, beginnings: Beginnings | undefined): void {
    this.start = start;
    this.count = 0;
    this.found = undefined;
    this.hasSmall = false;
    if (!isCodeStart(window, start)) return;
    const { text } = window;
    let key = isIn(Alphabet.digit, text.charCodeAt(start)) ? SEED_DIGIT : SEED_LETTER;
    let total = 0;
    let count = 0;
    let i = start;
    let isOpen = false;
    let mayEnd = false;
    let isCut = false;
    for (;;) {
      const groupEnd = this.endOfGroup(window, i, i + LONGEST_CODE - total);
      // Of small letters is the next word, not the next group.
      if (count > 0 && isIn(Alphabet.lower, text.charCodeAt(groupEnd - 1))) break;
      total += groupEnd - i;
      if (groupEnd === i || isIn(Alphabet.alphanumeric, window.at(groupEnd))) break;
      key = extendKey(key, groupEnd - i);
      i = groupEnd;
      const code = window.at(i);
      if (isOpen && code !== 41 /* ) */) break;
      if (isOpen) i++;
      const isEnd = isCodeEnd(window, i);
      mayEnd ||= isEnd;
      this.ends[count] = i;
      this.lengths[count] = total;
      this.keys[count] = isEnd ? key : 0;
      count++;
      if (isOpen || count === MOST_GROUPS || !isSeparator(code)) break;
      if (!isIn(Alphabet.alphanumeric, window.at(i + 1))) break;
      key = extendKey(key, code === 0xa0 ? 32 : code);
      isCut = beginnings?.mayBegin(key) === false;
      if (isCut) break;
      isOpen = code === 40;
      i++;
    }
    if (mayEnd && (isCut || !isFraction(window, start, count, this.ends))) this.count = count;
  }

  /** The end of the letters and digits from `start` on, at most `limit`. */
  private endOfGroup({ codes, end }: Window, start: number, limit: number): number {
    const stop = Math.min(limit, end);
    let traits = 0;
    let i = start;
    for (; i < stop; i++) {
      const code = TRAITS[codes[i]!]!;
      if ((code & Alphabet.alphanumeric) === 0) break;
      traits |= code;
    }
    if (start === this.start) this.hasSmall = (traits & Alphabet.lower) !== 0;
    return i;
  }
}

/** Whether the groups are a decimal fraction: two, with a full stop between them. */
function isFraction({ text }: Window, start: number, count: number, ends: Int32Array): boolean {
  if (count !== 2 || text.charCodeAt(ends[0]!) !== 46 /* . */) return false;
  return isIn(Alphabet.digit, text.charCodeAt(start));
}

/** Whether a number may begin at `start`: not inside a word, a fraction, an amount or an encoding. */
function isCodeStart(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.word, before)) return isBehindEscape(window, start);
  if (before === 64 /* @ */ || before === 37 /* % */ || before === 36 /* $ */) return false;
  if (before === 46 /* . */ || before === 45 /* - */ || before === 44 /* , */) {
    return !isIn(Alphabet.alphanumeric, window.at(start - 2));
  }
  if (before === 58 /* : */) return !isIn(Alphabet.digit, window.at(start - 2));
  return before !== 0x20ac /* € */ && before !== 0xa3 /* £ */;
}

/** Whether a number may end at `end`: no word, fraction, time or address goes on there. */
function isCodeEnd(window: Window, end: number): boolean {
  const code = window.at(end);
  if (code === 95 /* _ */ || code === 64 /* @ */ || code === 37 /* % */) return false;
  if (code === 45 /* - */ || code === 46 /* . */ || code === 44 /* , */) {
    return !isIn(Alphabet.word, window.at(end + 1));
  }
  // A word behind one of these may be a secret, in whose place another sign will stand.
  const joins = code === 47 /* / */ || code === 43 /* + */ || code === 58; /* : */
  return !joins || !isIn(Alphabet.digit, window.at(end + 1));
}

/** What was read last, by whichever window: offsets, nothing of the text. */
const LAST = new CodeGroups();

/**
 * The groups of letters and digits at an index, read once for all detectors.
 *
 * @param beginnings - what they need to be read for; the same for all who ask at one index
 */
export function codeGroupsAt(
  window: Window,
  start: number,
  beginnings: Beginnings | undefined,
): CodeGroups {
  if (LAST.start !== start || LAST.reader !== window.id) {
    LAST.read(window, start, beginnings);
    LAST.reader = window.id;
  }
  return LAST;
}
