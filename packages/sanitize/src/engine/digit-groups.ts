import { Alphabet, isIn } from './characters.js';
import { isGap } from './number-start.js';
import type { Window } from './window.js';

const MOST_GROUPS = 14;
const LONGEST_GROUP = 19;
const LONGEST_GAP = 3;
const LONGEST_EXTENSION = 7;
/** Single digits in a row are a list, not a number. */
const MOST_SINGLES = 3;
/** Fewer digits are none of our types, unless they are the four parts of an IP address. */
const FEWEST_DIGITS = 7;
const FEWEST_GROUPS = 4;
/** A row is read in stretches of so many groups, each of them once. */
const LONGEST_ROW = 4 * MOST_GROUPS;

const DASH = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
/** What {@link Row.alike} begins with until it is filled. */
const UNCOUNTED = -1;
/** The code of a gap of several characters. */
const WIDE = -1;

/**
 * Groups of digits as they follow one another in a text, with what stands between them. The
 * numbers in it, which may begin at each group, are views of it: a long row is read once and not
 * once for each of its groups. Each window has one, which is filled again and again.
 */
export class Row {
  text = '';
  /** How many groups were read. */
  count = 0;
  readonly starts = new Int32Array(LONGEST_ROW);
  readonly ends = new Int32Array(LONGEST_ROW);
  readonly gapCodes = new Int8Array(LONGEST_ROW);
  /** Whether the last group is glued to what makes it a piece of something else. */
  glued = false;
  /** Whether more groups follow than were read. */
  cut = false;
  /** Whether there are single digits, of which several in a row are a list. */
  hasSingles = false;
  /** Whether there are so many short groups of one length in a row that they are a table. */
  hasTable = false;
  /** How many groups from each one on are as long as that; filled where there is a table. */
  readonly alike = new Int32Array(LONGEST_ROW);
}

/** A number as people write it: groups of digits and what stands between them. */
export class DigitGroups {
  /** How many groups there are. */
  readonly count: number;
  /** The row of which this is a view. */
  readonly row: Row;
  /** Which group of the row is the first. */
  readonly from: number;

  constructor(row: Row, from: number, count: number) {
    this.row = row;
    this.from = from;
    this.count = count;
  }

  /** Where a group begins. */
  start(group: number): number {
    return this.row.starts[this.from + group]!;
  }

  /** Where a group ends. */
  end(group: number): number {
    return this.row.ends[this.from + group]!;
  }

  /** How many digits a group has; 0 behind the last one. */
  length(group: number): number {
    return group < this.count ? this.end(group) - this.start(group) : 0;
  }

  /** The character code of a digit of a group. */
  code(group: number, digit: number): number {
    return this.row.text.charCodeAt(this.start(group) + digit);
  }

  /** The character code of what stands before a group; -1 for several, 0 for none. */
  gap(group: number): number {
    return group > 0 && group < this.count ? this.row.gapCodes[this.from + group]! : 0;
  }

  /** The digits of a group; none behind the last one. */
  digits(group: number): string {
    return group < this.count ? this.row.text.slice(this.start(group), this.end(group)) : '';
  }

  /** Whether a group is so written. */
  reads(group: number, digits: string): boolean {
    return (
      this.length(group) === digits.length && this.row.text.startsWith(digits, this.start(group))
    );
  }

  /** What stands before a group: its first character, its last one; 0 if nothing does. */
  gapStart(group: number): number {
    return this.hasGap(group) ? this.row.text.charCodeAt(this.end(group - 1)) : 0;
  }

  gapEnd(group: number): number {
    return this.hasGap(group) ? this.row.text.charCodeAt(this.start(group) - 1) : 0;
  }

  /** Whether a sign is among what stands before a group. */
  gapHolds(group: number, sign: number): boolean {
    if (!this.hasGap(group)) return false;
    let i = this.end(group - 1);
    while (i < this.start(group) && this.row.text.charCodeAt(i) !== sign) i++;
    return i < this.start(group);
  }

  private hasGap(group: number): boolean {
    return group > 0 && group < this.count;
  }

  /**
   * Whether a number may end before a group: there is none, or what stands there is no glue. Only a
   * single dash or full stop is: no number begins behind one of those (see {@link isNumberStart}).
   */
  endsBefore(group: number): boolean {
    const gap = this.gap(group);
    return gap !== DASH && gap !== DOT;
  }

  /** The digits of the groups from one on, together. */
  digitsIn(group: number, behind: number): string {
    let digits = '';
    for (let i = group; i < behind; i++) digits += this.digits(i);
    return digits;
  }

  /** How many digits the groups from one on have. */
  total(group = 0, behind = this.count): number {
    let total = 0;
    for (let i = group; i < behind; i++) total += this.length(i);
    return total;
  }
}

/** Words that say behind a number whose it is: `020 7946 0958-Office`. */
const TRAILING_LABELS = new Set(
  'office fax mobile mobil cell phone telephone tel home work direct desk main privat privé'.split(
    ' ',
  ),
);
const LONGEST_TRAILING_LABEL = 9;

/** Whether a word that tells a phone number begins at an index, and ends there too. */
export function isTrailingLabel(window: Window, index: number): boolean {
  let i = index;
  while (i - index <= LONGEST_TRAILING_LABEL && isIn(Alphabet.letter, window.at(i))) i++;
  if (isIn(Alphabet.base64url, window.at(i))) return false;
  return TRAILING_LABELS.has(window.text.slice(index, i).toLowerCase());
}

/** Whether what follows a group makes it a piece of something else: `12ab`, `12-ab`, `12@`. */
export function isTainted(window: Window, end: number): boolean {
  const code = window.at(end);
  if (isIn(Alphabet.word, code)) return !isExtension(window, end);
  if (code === 64 /* @ */ || code === 37 /* % */) return true;
  if (code !== DASH || !isIn(Alphabet.letter, window.at(end + 1))) return false;
  return !isTrailingLabel(window, end + 1);
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

/** Reads a row from a digit on. A group that turns out to begin a word is left out. */
function readRow(window: Window, start: number): Row {
  window.row ??= new Row();
  const { row, codes } = window;
  row.text = window.text;
  row.count = 0;
  row.glued = false;
  row.cut = false;
  row.hasSingles = false;
  row.hasTable = false;
  const known = window.end;
  let gapCode = 0;
  let alike = 0;
  let i = start;
  for (;;) {
    const groupStart = i;
    const longest = Math.min(known, groupStart + LONGEST_GROUP + 1);
    while (i < longest && codes[i]! >= ZERO && codes[i]! <= NINE) i++;
    const isLoose = gapCode !== DASH && gapCode !== DOT && groupStart !== start;
    if (i - groupStart > LONGEST_GROUP || isTainted(window, i)) {
      row.glued = !isLoose;
      return row;
    }
    if (isLoose && isTime(window, groupStart, i)) return row;
    if (i - groupStart === 1) row.hasSingles = true;
    row.starts[row.count] = groupStart;
    row.ends[row.count] = i;
    row.gapCodes[row.count] = gapCode;
    row.count++;
    alike = isAlike(row) ? alike + 1 : 1;
    if (alike === MOST_GROUPS) {
      row.hasTable = true;
      row.alike[0] = UNCOUNTED;
    }
    const gapStart = i;
    gapCode = window.at(i);
    while (i - gapStart < LONGEST_GAP && isGap(window.at(i))) i++;
    if (i === gapStart || !isIn(Alphabet.digit, window.at(i))) return row;
    if (i - gapStart > 1) gapCode = WIDE;
    if (row.count === LONGEST_ROW) {
      row.cut = true;
      return row;
    }
  }
}

/** Whether the last group of a row is as long as the one before it, and short. */
function isAlike({ starts, ends, count }: Row): boolean {
  const last = count - 1;
  const length = ends[last]! - starts[last]!;
  return last > 0 && length < FEWEST_DIGITS && length === ends[last - 1]! - starts[last - 1]!;
}

/**
 * Whether there may be so many digits from `start` on that {@link digitGroupsAt} finds a number. It
 * counts them, which costs less, and turns nearly all numbers of a log down.
 */
export function mayBeNumber(window: Window, start: number): boolean {
  let i = window.endOf(Alphabet.digit, start, start + FEWEST_DIGITS);
  let digits = i - start;
  let groups = 1;
  let gap = 0;
  for (; digits < FEWEST_DIGITS && groups < FEWEST_GROUPS; i++) {
    const code = window.at(i);
    if (isIn(Alphabet.digit, code)) {
      if (gap > 0) groups++;
      gap = 0;
      digits++;
    } else if (++gap > LONGEST_GAP || !isGap(code)) return false;
  }
  return true;
}

/** The groups of digits at an index, read once for all detectors; undefined if they are no number. */
export function digitGroupsAt(window: Window, start: number): DigitGroups | undefined {
  const groups = groupsAt(window, start);
  return isNumber(groups) ? groups : undefined;
}

/** Whether a table of short numbers goes on at an index, which must be a digit; see {@link isTable}. */
export function isTableAt(window: Window, start: number): boolean {
  return isTable(groupsAt(window, start));
}

/**
 * The same where the groups that were read last tell, without reading more: so who is never in a
 * table need not be asked at each of its numbers.
 */
export function isInKnownTable(window: Window, start: number): boolean {
  const { groups } = window;
  if (groups === undefined || !groups.row.hasTable) return false;
  const from = indexIn(groups.row, start, groups.from);
  if (from < 0 || !isAlikeFrom(groups.row, from)) return false;
  // What is found among them will end the table there.
  window.reach = Math.max(window.reach, groups.row.ends[from + MOST_GROUPS - 1]!);
  return true;
}

function groupsAt(window: Window, start: number): DigitGroups {
  const { groups: last } = window;
  if (last !== undefined && window.groupsStart === start) return last;
  const groups = readDigitGroups(window, start, last);
  window.groupsStart = start;
  window.groups = groups;
  return groups;
}

/**
 * The groups of digits from `start` on, which must be a digit. Those that were read before are not
 * read again.
 *
 * @param last - the groups that were read last in this window
 * @returns no groups if what begins at `start` is glued to a word
 */
function readDigitGroups(
  window: Window,
  start: number,
  last: DigitGroups | undefined,
): DigitGroups {
  let row = last?.row;
  let from = row === undefined ? -1 : indexIn(row, start, last!.from);
  if (row === undefined || from < 0 || (row.cut && row.count - from < MOST_GROUPS)) {
    row = readRow(window, start);
    from = 0;
  }
  return new DigitGroups(row, from, countGroups(row, from));
}

/** Where a row has a group that begins at `start`, at or behind `from`; -1 if it has none. */
function indexIn({ starts, count }: Row, start: number, from: number): number {
  let i = from;
  while (i < count && starts[i]! < start) i++;
  return i < count && starts[i] === start ? i : -1;
}

/** Whether groups may be a number at all: not glued to a word, and not too short. */
function isNumber(groups: DigitGroups): boolean {
  return groups.count >= FEWEST_GROUPS || groups.total() >= FEWEST_DIGITS;
}

/** How many groups from one on may be one number; 0 if they are glued to something else. */
function countGroups(row: Row, from: number): number {
  const { text, starts, ends, count, glued, hasSingles } = row;
  const limit = Math.min(count, from + MOST_GROUPS);
  let singles = 0;
  for (let i = from; hasSingles && i < limit; i++) {
    const end = ends[i]!;
    singles = end - starts[i]! === 1 && text.charCodeAt(end) !== DOT ? singles + 1 : 0;
    if (singles === MOST_SINGLES) return i - from + 1;
  }
  return glued && limit === count && limit - from < MOST_GROUPS ? 0 : limit - from;
}

/**
 * Whether short groups of one length stand in a row from the first one on, more than any number has:
 * a table. What is in it may be cards, which are looked for in it, and nothing else.
 */
function isTable({ row, from }: DigitGroups): boolean {
  return row.hasTable && isAlikeFrom(row, from);
}

function isAlikeFrom(row: Row, from: number): boolean {
  if (row.alike[0] === UNCOUNTED) countAlike(row);
  return row.alike[from]! >= MOST_GROUPS;
}

function countAlike({ starts, ends, count, alike }: Row): void {
  let length = 0;
  let same = 0;
  for (let i = count - 1; i >= 0; i--) {
    const own = ends[i]! - starts[i]!;
    same = own === length ? same + 1 : 1;
    length = own;
    alike[i] = own < FEWEST_DIGITS ? same : 0;
  }
}
