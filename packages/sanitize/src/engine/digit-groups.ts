import { Alphabet, isIn } from './characters.js';
import { isBehindEscape } from './escapes.js';
import type { Window } from './window.js';

const MOST_GROUPS = 14;
const LONGEST_GROUP = 19;
const LONGEST_GAP = 3;
const LONGEST_EXTENSION = 7;
/** Single digits in a row are a list, not a number. */
const MOST_SINGLES = 3;

const SPACE = 32;
const OPEN = 40;
const CLOSE = 41;
const DASH = 45;
const DOT = 46;
const SLASH = 47;

/** A number as people write it: groups of digits and what stands between them. */
export interface DigitGroups {
  /** The digits of each group. */
  digits: string[];
  starts: number[];
  ends: number[];
  /** What stands before each group; empty for the first. */
  gaps: string[];
}

/** What may stand between two groups of a number. */
export function isGap(code: number): boolean {
  return (
    code === SPACE ||
    code === DASH ||
    code === DOT ||
    code === OPEN ||
    code === CLOSE ||
    code === SLASH ||
    code === 0xa0
  );
}

/** Whether what follows a group makes it a piece of something else: `12ab`, `12-ab`, `12@`. */
export function isTainted(window: Window, end: number): boolean {
  const code = window.at(end);
  if (isIn(Alphabet.word, code)) return !isExtension(window, end);
  if (code === 64 /* @ */ || code === 37 /* % */) return true;
  return code === DASH && isIn(Alphabet.letter, window.at(end + 1));
}

/**
 * Whether the groups beside a gap may be two numbers. Only a single dash or full stop glues them:
 * no number begins behind one of those (see {@link isNumberStart}).
 */
export function isLoose(gap: string): boolean {
  return gap !== '-' && gap !== '.' && gap !== '';
}

/** The `14` of `14:30` is the hour of a time, not the next group of a number. */
function isTime(window: Window, start: number, end: number): boolean {
  if (end - start > 2 || window.at(end) !== 58 /* : */) return false;
  for (let i = end + 1; i < end + 3; i++) if (!isIn(Alphabet.digit, window.at(i))) return false;
  return !isIn(Alphabet.digit, window.at(end + 3));
}

/** `x123` or `ext123` right after a number, and nothing glued to it. */
function isExtension(window: Window, index: number): boolean {
  let i = window.at(index) === 120 ? index + 1 : window.reads('ext', index) ? index + 3 : -1;
  if (i < 0 || !isIn(Alphabet.digit, window.at(i))) return false;
  const digits = i;
  while (i - digits < LONGEST_EXTENSION && isIn(Alphabet.digit, window.at(i))) i++;
  return !isIn(Alphabet.word, window.at(i)) && window.at(i) !== 64; // @
}

/** Fewer digits are none of our types, unless they are the four parts of an IP address. */
const FEWEST_DIGITS = 7;

/** Where the groups begin and end, while they are read; used again for every number. */
const starts = new Int32Array(MOST_GROUPS);
const ends = new Int32Array(MOST_GROUPS);

/**
 * Reads the groups of digits from `start`, which must be a digit. A group that turns out to be
 * the beginning of a word is left out, and with it the number if it is glued to it.
 *
 * @returns undefined if what begins at `start` is no number by itself, or too short for any type
 */
export function readDigitGroups(window: Window, start: number): DigitGroups | undefined {
  let count = 0;
  let total = 0;
  let singles = 0;
  let gapStart = start;
  let i = start;
  const { text } = window;
  while (count < MOST_GROUPS) {
    const groupStart = i;
    while (i - groupStart <= LONGEST_GROUP && isIn(Alphabet.digit, window.at(i))) i++;
    if (i - groupStart > LONGEST_GROUP || isTainted(window, i)) {
      if (!isLoose(text.slice(gapStart, groupStart))) return undefined;
      break;
    }
    if (isTime(window, groupStart, i) && isLoose(text.slice(gapStart, groupStart))) break;
    starts[count] = groupStart;
    ends[count] = i;
    count++;
    total += i - groupStart;
    singles = i - groupStart === 1 && text.charCodeAt(i) !== DOT ? singles + 1 : 0;
    if (singles === MOST_SINGLES) break;
    gapStart = i;
    while (i - gapStart < LONGEST_GAP && isGap(window.at(i))) i++;
    if (i === gapStart || !isIn(Alphabet.digit, window.at(i))) break;
  }
  if (total < FEWEST_DIGITS && count < 4) return undefined;
  return collect(window.text, count);
}

function collect(text: string, count: number): DigitGroups {
  const groups: DigitGroups = { digits: [], starts: [], ends: [], gaps: [] };
  for (let i = 0; i < count; i++) {
    const start = starts[i]!;
    const end = ends[i]!;
    groups.starts.push(start);
    groups.ends.push(end);
    groups.digits.push(text.slice(start, end));
    groups.gaps.push(i === 0 ? '' : text.slice(ends[i - 1]!, start));
  }
  return groups;
}

/** Whether a number may begin at `start`: not inside a word, a decimal fraction, or a dotted name. */
export function isNumberStart(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.word, before)) return isBehindEscape(window, start);
  if (before === DOT || before === DASH) return !isIn(Alphabet.alphanumeric, window.at(start - 2));
  return true;
}
