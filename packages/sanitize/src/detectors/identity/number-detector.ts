import { Alphabet, isIn } from '../../engine/characters.js';
import type { CodeGroups } from '../../engine/code-groups.js';
import type { Detector, Match } from '../../engine/detector.js';
import type { Window } from '../../engine/window.js';
import type { SensitiveType } from '../../types.js';
import type { NumberFormat } from './formats/number-format.js';
import {
  type Announcement,
  compactOf,
  isOfPattern,
  isPrinted,
  NumberTable,
  type Shape,
} from './number-table.js';

/** How sure a number is, by what speaks for it. */
const CONFIDENCE = {
  /** Its own label and its check. */
  labelled: 0.97,
  /** A label of its kind, or an ambiguous one, and its check. */
  announced: 0.92,
  /** Its check, in a shape with signs. */
  printed: 0.88,
  /** Its own label; the check fails or there is none. */
  wrong: 0.86,
  /** Its check, and no sign. */
  plain: 0.8,
  /** A label of its kind, and a shape that no format knows. */
  unknown: 0.7,
} as const;

/** No number of an authority is shorter, or longer, in letters and digits. */
const SHORTEST = 5;
const LONGEST = 24;
/** Shortest and longest number behind a general label, and how many digits it has at least. */
const SHORTEST_UNKNOWN = 6;
const LONGEST_UNKNOWN = 18;
const FEWEST_UNKNOWN_DIGITS = 4;

/** Where the seconds and milliseconds since 1970 lie from 2014 to 2030. */
const FIRST_TIME = '14';
const LAST_TIME = '19';

/** A table for one type of number. */
export interface NumberKind {
  rule: string;
  type: SensitiveType;
  formats: readonly NumberFormat[];
  /** Labels that say the type and no country, and make any number behind them one. */
  labels: string;
}

/**
 * A detector for all numbers of one type. The layout of what stands in the text leads to the few
 * formats that are written so; the words before it lead to those they name. So most numbers in a
 * log cost one look into a map.
 */
export function numberDetector({ rule, type, formats, labels }: NumberKind): Detector {
  let table: NumberTable | undefined;
  return {
    rule,
    type,
    anchors: ['digits', 'number', 'mixed', 'initials'],
    find(window, start): Match | undefined {
      const groups = window.codeGroupsAt(start);
      if (groups.count === 0 || groups.lengths[groups.count - 1]! < SHORTEST) return undefined;
      table ??= new NumberTable(formats, labels);
      const announcement = table.announcementBefore(window, start);
      if (announcement === undefined) return findAlone(window, groups, table);
      return (
        findAnnounced(window, groups, table, announcement) ??
        findAlone(window, groups, table) ??
        (announcement.isGeneral ? findUnknown(window, groups) : undefined)
      );
    },
  };
}

/** A number that nothing announces. */
function findAlone(window: Window, groups: CodeGroups, table: NumberTable): Match | undefined {
  const { start } = groups;
  for (let g = groups.count - 1; g >= 0; g--) {
    const key = groups.keys[g]!;
    if (key === 0) continue;
    const end = groups.ends[g]!;
    for (const shape of table.shapesOf(key, false)) {
      if (!isPrinted(window, start, end, shape, false)) continue;
      const value = compactOf(window, start, end);
      if (shape.format.check?.(value) === false || !mayStandAlone(window, start, value, shape)) {
        continue;
      }
      const confidence = shape.hasSigns ? CONFIDENCE.printed : CONFIDENCE.plain;
      return { start, end, confidence, rule: shape.format.rule };
    }
  }
  return undefined;
}

/** What speaks against a number without a label: another label, a path, a time, a `+`. */
function mayStandAlone(window: Window, start: number, value: string, shape: Shape): boolean {
  const before = window.at(start - 1);
  if (before === 47 /* / */ || before === 43 /* + */ || before === 35 /* # */) return false;
  const label = window.labelBefore(start);
  if (shape.hasSigns || !shape.isNumeric) return label === undefined || label === 'other';
  return label === undefined && !isTime(value);
}

/** Seconds or milliseconds since 1970. */
function isTime(value: string): boolean {
  if (value.length !== 10 && value.length !== 13) return false;
  const first = value.slice(0, 2);
  return first >= FIRST_TIME && first <= LAST_TIME;
}

/** A number behind a label: first one that passes a check, then one that only looks as it should. */
function findAnnounced(
  window: Window,
  groups: CodeGroups,
  table: NumberTable,
  { uses }: Announcement,
): Match | undefined {
  const { start } = groups;
  let wrong: Match | undefined;
  for (let g = groups.count - 1; g >= 0; g--) {
    const key = groups.keys[g]!;
    if (key === 0 || groups.lengths[g]! > LONGEST) continue;
    const end = groups.ends[g]!;
    const printed = table.shapesOf(key, true);
    const value = compactOf(window, start, end);
    for (const { format, isSure } of uses) {
      const isExact = printed.some(
        (shape) => shape.format === format && isPrinted(window, start, end, shape, true),
      );
      const shape = table.plainShapesOf(format).find((one) => isOfPattern(value, one));
      if (shape === undefined) continue;
      const { rule, check } = format;
      if (check?.(value) && (isExact || isSure)) {
        const confidence = isSure ? CONFIDENCE.labelled : CONFIDENCE.announced;
        return { start, end, confidence, rule };
      }
      if (isExact && isSure) wrong ??= { start, end, confidence: CONFIDENCE.wrong, rule };
    }
  }
  return wrong;
}

/** What stands behind a label that names no country, if it is a number at all. */
function findUnknown(window: Window, groups: CodeGroups): Match | undefined {
  const { start } = groups;
  let best: Match | undefined;
  for (let g = 0; g < groups.count; g++) {
    const length = groups.lengths[g]!;
    const end = groups.ends[g]!;
    if (groups.keys[g] === 0 || length < SHORTEST_UNKNOWN || length > LONGEST_UNKNOWN) continue;
    // A word behind a blank is the next word, not the next group.
    if (g > 0 && window.at(groups.ends[g - 1]!) === 32 && best !== undefined) break;
    if (!isNumberLike(window, start, end)) continue;
    best = { start, end, confidence: CONFIDENCE.unknown };
  }
  return best;
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
