import { Alphabet, isIn } from '../../engine/characters.js';
import { type CodeGroups, codeGroupsAt } from '../../engine/code-groups.js';
import type { Match, PlainGate } from '../../engine/detector.js';
import { labelBefore } from '../../engine/known-labels.js';
import type { Window } from '../../engine/window.js';
import { isAnswered, Question } from '../../engine/words-memo.js';
import { compactOf, isOfPattern, isPrinted, type Layout, patternsOf } from './number-layouts.js';
import { type Announcement, type NumberKind, NumberTable } from './number-table.js';

/** How sure a number is, by what speaks for it. */
const CONFIDENCE = {
  /** Its own label and its check. */
  labelled: 0.97,
  /** A label of its type, or an ambiguous one, and its check. */
  announced: 0.92,
  /** Its check, in a shape with signs. */
  printed: 0.88,
  /** Its own label; the check fails or there is none. */
  wrong: 0.86,
  /** Its check, and no sign. */
  plain: 0.8,
  /** A label of its type, and a shape that no format knows. */
  unknown: 0.7,
} as const;

/** No number of an authority is shorter, in letters and digits. */
const SHORTEST = 5;
/** Shortest and longest number behind a general label, and how many digits it has at least. */
const SHORTEST_UNKNOWN = 6;
const LONGEST_UNKNOWN = 18;
const FEWEST_UNKNOWN_DIGITS = 4;

/** The first two digits of the seconds and milliseconds since 1970, from 2014 to 2033. */
const FIRST_TIME = 14;
const LAST_TIME = 19;

/** A date is none of the numbers that only a label tells of. */
const DATES = ['9999-99-99', '9999/99/99', '9999.99.99', '99-99-9999', '99/99/9999', '99.99.9999'];

const NOTHING: readonly Match[] = [];

/**
 * The search for the numbers of all types at once: what stands in the text leads by its layout to
 * the few formats that are written so, the words before it to those that they name. So most
 * numbers of a log cost a look into two tables of bits.
 */
export class NumberSearch {
  readonly #kinds: readonly NumberKind[];
  #table: NumberTable | undefined;
  #known = 0;
  /** Whether the words before a number say something of it. */
  readonly announced = new Question((window, index) =>
    this.#tableOfAll().isAnnounced(window, index),
  );
  /** Plain numbers are looked at if a format has so many digits, or if a label announces them. */
  readonly plain: PlainGate = {
    alone: (length, lead) => !isTimestamp(length, lead) && this.#tableOfAll().holdsPlain(length),
    announced: this.announced,
  };

  /** @param kinds - what there is to find; the table is made when the first candidate comes */
  constructor(kinds: readonly NumberKind[]) {
    this.#kinds = kinds;
  }

  /**
   * Whether a number may begin with a run: a short one must go on behind it, and of one with small
   * letters nothing but a label tells.
   */
  mayBegin(window: Window, start: number, end: number): boolean {
    if (end - start < SHORTEST && !isGroupBehind(window, end)) return false;
    const isSmall = !window.isAll(Alphabet.upperAlphanumeric | Alphabet.colonFree, start, end);
    return !isSmall || isAnswered(window, start, this.announced);
  }

  /** Whether a number may be so sure: without a label none is surer than a printed one. */
  mayBeAsSure(window: Window, start: number, sure: number): boolean {
    return sure <= CONFIDENCE.printed || isAnswered(window, start, this.announced);
  }

  /** The numbers that begin at `start`, at most one of each type. */
  at(window: Window, start: number): readonly Match[] {
    const isAnnounced = isAnswered(window, start, this.announced);
    const groups = codeGroupsAt(window, start, isAnnounced ? undefined : this.#tableOfAll().alone);
    if (groups.count === 0) return NOTHING;
    groups.found ??= this.#find(window, groups);
    return groups.found;
  }

  /** A module with another kind may have been loaded since the table was made. */
  #tableOfAll(): NumberTable {
    if (this.#table === undefined || this.#known !== this.#kinds.length) {
      this.#table = new NumberTable(this.#kinds);
      this.#known = this.#kinds.length;
    }
    return this.#table;
  }

  #find(window: Window, groups: CodeGroups): readonly Match[] {
    const { start, count } = groups;
    if (groups.lengths[count - 1]! < SHORTEST) return NOTHING;
    const table = this.#tableOfAll();
    const found: Match[] = [];
    if (isAnswered(window, start, this.announced)) {
      for (const announcement of table.announcementsBefore(window, start)) {
        const match = findAnnounced(window, groups, table, announcement);
        if (match !== undefined) found.push(match);
      }
    }
    for (let g = groups.hasSmall ? -1 : count - 1; g >= 0; g--) {
      const key = groups.keys[g]!;
      if (key === 0) continue;
      const layouts = table.aloneOf(key);
      for (let i = 0; i < layouts.length; i++) {
        findAlone(window, start, groups.ends[g]!, layouts[i]!, found);
      }
    }
    return found.length === 0 ? NOTHING : found;
  }
}

/** Whether digits or capitals may stand behind a sign at an index: small letters are the next word. */
function isGroupBehind(window: Window, index: number): boolean {
  return (
    !isIn(Alphabet.alphanumeric, window.at(index)) &&
    isIn(Alphabet.alphanumeric, window.at(index + 1)) &&
    !isIn(Alphabet.lower, window.at(index + 1))
  );
}

/** Numbers that nothing announces. */
function findAlone(
  window: Window,
  start: number,
  end: number,
  layout: Layout,
  found: Match[],
): void {
  if (isTime(window, start, end) || !isPrinted(window, start, end, layout.printed, false)) return;
  if (!mayStandAlone(window, start, end)) return;
  const value = compactOf(window, start, end);
  const usual = layout.hasSigns ? CONFIDENCE.printed : CONFIDENCE.plain;
  for (const { format, type } of layout.formats) {
    const { rule, check, confidence = usual } = format;
    if (found.some((match) => match.type === type && match.confidence >= confidence)) continue;
    // In front of what is less sure, such as what only a label tells of.
    if (check?.(value) ?? true) found.unshift({ start, end, confidence, rule, type });
  }
}

/** What speaks against a number without a label: another label, a path, a `+`, a time. */
function mayStandAlone(window: Window, start: number, end: number): boolean {
  const before = window.at(start - 1);
  if (before === 47 /* / */ || before === 43 /* + */ || before === 35 /* # */) return false;
  const isPlain = !hasForm(window, start, end);
  const label = labelBefore(window, start);
  return label === undefined || (!isPlain && label === 'other');
}

/** Seconds or milliseconds since 1970. */
function isTime(window: Window, start: number, end: number): boolean {
  const first = (window.at(start) - 48) * 10 + window.at(start + 1) - 48;
  return isTimestamp(end - start, first) && !hasForm(window, start, end);
}

/** @param lead - the first two digits */
function isTimestamp(length: number, lead: number): boolean {
  return (length === 10 || length === 13) && lead >= FIRST_TIME && lead <= LAST_TIME;
}

/** A number behind a label: first one that passes a check, then one that only looks as it should. */
function findAnnounced(
  window: Window,
  groups: CodeGroups,
  table: NumberTable,
  { uses, type, isGeneral, isNear }: Announcement,
): Match | undefined {
  const { start } = groups;
  let wrong: Match | undefined;
  for (let g = groups.count - 1; g >= 0; g--) {
    const key = groups.keys[g]!;
    if (key === 0) continue;
    const end = groups.ends[g]!;
    const exact = table
      .allOf(key)
      .filter(({ printed }) => isPrinted(window, start, end, printed, true));
    const value = compactOf(window, start, end);
    for (const { known, isSure } of uses) {
      const { rule, check } = known.format;
      const isExact = exact.some(({ formats }) => formats.includes(known));
      if (!isExact && !patternsOf(known).some((pattern) => isOfPattern(value, pattern))) continue;
      // What the label itself names is more likely than what passes some other check.
      const isWanted = isSure || (isExact && wrong === undefined);
      if (isWanted && check?.(value)) {
        const confidence = isSure ? CONFIDENCE.labelled : CONFIDENCE.announced;
        return { start, end, confidence, rule, type };
      }
      const looksRight = isSure || (check === undefined && hasForm(window, start, end));
      if (isExact && looksRight) wrong ??= { start, end, confidence: CONFIDENCE.wrong, rule, type };
    }
  }
  if (wrong !== undefined || !isGeneral || !isNear) return wrong;
  const end = endOfUnknown(window, groups);
  return end < 0 ? undefined : { start, end, confidence: CONFIDENCE.unknown, type };
}

/** Whether a number has letters or signs, so that it is more than a number. */
function hasForm(window: Window, start: number, end: number): boolean {
  return !window.isAll(Alphabet.digit, start, end);
}

/** The end of what stands behind a label that names no country; -1 if it is no number. */
function endOfUnknown(window: Window, groups: CodeGroups): number {
  const { start } = groups;
  let found = -1;
  for (let g = 0; g < groups.count; g++) {
    const length = groups.lengths[g]!;
    const end = groups.ends[g]!;
    if (groups.keys[g] === 0 || length < SHORTEST_UNKNOWN || length > LONGEST_UNKNOWN) continue;
    // A word behind a blank is the next word, not the next group.
    if (g > 0 && found >= 0 && isIn(Alphabet.space, window.at(groups.ends[g - 1]!))) break;
    if (isNumberLike(window, start, end) && !isDate(window, start, end)) found = end;
  }
  return found;
}

/** `2024-11-01`, `01/11/2024`. */
function isDate(window: Window, start: number, end: number): boolean {
  return DATES.some((shape) => isPrinted(window, start, end, shape, false));
}

/** Digits and capitals, and enough digits. */
function isNumberLike(window: Window, start: number, end: number): boolean {
  let digits = 0;
  for (let i = start; i < end; i++) {
    const code = window.at(i);
    if (isIn(Alphabet.digit, code)) digits++;
    else if (isIn(Alphabet.lower, code)) return false;
  }
  return digits >= FEWEST_UNKNOWN_DIGITS;
}
