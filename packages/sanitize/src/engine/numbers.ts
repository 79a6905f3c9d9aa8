import { DASH, DIGIT, HEXADECIMAL, UNDERSCORE, UPPER } from './characters.js';
import type { Detector } from './detector.js';
import { isInKnownTable } from './digit-groups.js';
import { EVERYBODY, Gates } from './gates.js';
import { isGap, isNumberStart } from './number-start.js';
import { PlainGates } from './plain-gates.js';
import { Behind, behindShort, endsPlain, isPlainFraction } from './plain-numbers.js';
import { LONGEST_HELD_RUN, SHORTEST_NUMBER } from './runs.js';
import { settleAmong, settleWith, WAIT } from './settle.js';
import type { Window } from './window.js';

/** One in a single group of fewer digits is no card. */
const SHORTEST_CARD = 12;
/** Digits and capitals that a number of an authority has at least. */
const SHORTEST_CODE = 5;
/** The day of a date has at most so many digits. */
const LONGEST_DAY = 2;
const PLUS = 43;
const OPEN = 40;
const DOT = 46;

/**
 * The detectors that runs of digits wake. Numbers fill logs, so what no type can be is turned down
 * here, before one of them is asked.
 */
export class Numbers {
  readonly #digits: PlainGates;
  /** Those that a number wakes which nothing announces. */
  readonly #number: PlainGates;
  /** Those that are asked within a table of short numbers. */
  readonly #tables: Gates;

  /** @param on - all detectors that are on */
  constructor(on: readonly Detector[]) {
    const woken = on.filter(({ anchors }) => anchors.includes('digits'));
    this.#digits = new PlainGates(woken);
    this.#number = new PlainGates(on.filter(({ anchors }) => anchors.includes('number')));
    this.#tables = new Gates(woken.filter(({ gate }) => !gate?.outsideTables));
  }

  /** Looks at a run that begins with a digit. */
  settle(window: Window, start: number, end: number, bits: number): number {
    if (!isNumberStart(window, start)) return 0;
    if (window.groups !== undefined && isInKnownTable(window, start)) {
      return settleWith(window, this.#tables, start, end, bits);
    }
    if ((bits & ~(DIGIT | DASH)) !== 0) {
      // Of letters only the `x` of an extension may follow a number.
      const isOther = (bits & (UPPER | UNDERSCORE | HEXADECIMAL)) !== 0;
      if (isOther || !holdsExtension(window, start, end)) return 0;
    } else if (bits === DIGIT) {
      const behind = window.at(end);
      if (window.tookStarved()) return WAIT;
      if (!isGap(behind)) return this.#settleSingle(window, start, end, behind);
      const among = isJoined(window, start) ? EVERYBODY : this.#ofFew(window, start, end, behind);
      if (window.tookStarved()) return WAIT;
      return settleAmong(window, this.#digits, among, start, end, bits);
    }
    return settleWith(window, this.#digits, start, end, bits);
  }

  /** Looks at digits behind which no other group of a number follows. */
  #settleSingle(window: Window, start: number, end: number, behind: number): number {
    const length = end - start;
    if (length < SHORTEST_NUMBER) {
      return isUnit(behind) ? settleWith(window, this.#digits, start, end, DIGIT) : 0;
    }
    const isPlain = endsPlain(behind) && !isJoined(window, start);
    const isLong = length >= SHORTEST_CARD || isAnnounced(window, start);
    const gates = isLong ? this.#digits : this.#number;
    const among = isPlain ? gates.ofPlain(window, start, length) : EVERYBODY;
    return settleAmong(window, gates, among, start, end, DIGIT);
  }

  /** Whom a decimal fraction may interest, and a number of few digits that no others follow. */
  #ofFew(window: Window, start: number, end: number, behind: number): number {
    const gates = this.#digits;
    if (behind === DOT && isPlainFraction(window, start, end)) {
      return gates.ofFraction(window, start);
    }
    if (end - start >= SHORTEST_CODE) return EVERYBODY;
    const next = behindShort(window, start, end);
    if (next === Behind.more) return EVERYBODY;
    const mayBeDay = next === Behind.word && end - start <= LONGEST_DAY;
    return mayBeDay ? gates.undemanding | gates.beforeWord : gates.undemanding;
  }
}

/** Whether a sign stands before a number that may belong to it. */
function isJoined(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  return before === PLUS || before === OPEN;
}

/** The sign for a year in Chinese and Japanese, or for degrees: few digits before it wake detectors. */
function isUnit(code: number): boolean {
  return code === 0x5e74 || code === 0xb0 || code === 0xba;
}

/** Whether the first letter is the `x` of an extension: a later one is no part of the number. */
function holdsExtension({ codes }: Window, start: number, end: number): boolean {
  const limit = Math.min(end, start + LONGEST_HELD_RUN);
  for (let i = start; i < limit; i++) if (codes[i] === 120 /* x */) return true;
  return false;
}

/** Whether a `+` or a label says that a plain number is more than a number. */
function isAnnounced(window: Window, start: number): boolean {
  if (window.at(start - 1) === PLUS) return true;
  const label = window.labelBefore(start);
  return label !== undefined && label !== 'other';
}
