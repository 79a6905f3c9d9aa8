import type { DigitGroups } from '../../engine/digit-groups.js';
import { cardGroups } from '../financial/payment-card.js';
import { isNationalNumber, type NumberingPlan, planOf, type Region } from './numbering-plan.js';

/** `00 33 1 99 00 12 34`, and one for good measure. */
const MOST_GROUPS = 8;
/** ITU-T E.164, section 6.2.1. */
const MOST_DIGITS = 15;
const SPACE = 32;
const OPEN = 40;
const CLOSE = 41;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;

/** So many groups of digits are a phone number, so surely. */
export interface Reading {
  count: number;
  confidence: number;
}

/** Whether an IP address or a version begins at a group. */
function isDotted(groups: DigitGroups, from: number): boolean {
  return groups.gap(from + 1) === DOT && groups.gap(from + 2) === DOT && groups.gap(from) !== DOT;
}

/** How many groups belong to a number of `least` to `most` digits; 0 if there are not enough. */
function countGroups(groups: DigitGroups, least: number, most: number): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < groups.count && i < MOST_GROUPS; i++) {
    const length = groups.length(i);
    if (total + length > most) break;
    if (i > 0 && total >= least && groups.endsBefore(i) && isApart(groups, i)) break;
    if (i > 0 && cardGroups(groups, i) > 0) break;
    total += length;
    if (total >= least && groups.endsBefore(i + 1)) count = i + 1;
  }
  return count;
}

/** Whether a group behind enough digits is another number: `555 0100 2 times`, `…/…`. */
function isApart(groups: DigitGroups, i: number): boolean {
  const isAside = groups.length(i) <= 2 && groups.length(i - 1) >= 4;
  return isAside || groups.gap(i) === SLASH || isTwoBlanks(groups, i) || isDotted(groups, i);
}

function isTwoBlanks(groups: DigitGroups, i: number): boolean {
  const isWide = groups.gap(i) < 0 && groups.start(i) - groups.end(i - 1) === 2;
  return isWide && groups.gapStart(i) === SPACE && groups.gapEnd(i) === SPACE;
}

/** `2024-11-01 …`, `01.11.2024 …` and `20241101 …` are dates. */
function isDate(groups: DigitGroups): boolean {
  const first = groups.length(0);
  if (first === 8) {
    const digits = groups.digits(0);
    return isYear(digits) && isMonthAndDay(digits.slice(4, 6), digits.slice(6));
  }
  const [year, day] = first === 4 ? [0, 2] : [2, 0];
  if (groups.length(year) !== 4 || !isYear(groups.digits(year))) return false;
  return isMonthAndDay(groups.digits(1), groups.digits(day));
}

function isYear(digits: string): boolean {
  return digits.startsWith('19') || digits.startsWith('20');
}

function isMonthAndDay(month: string, day: string): boolean {
  if (month === '' || day === '' || month.length > 2 || day.length > 2) return false;
  return Number(month) <= 31 && Number(day) <= 31 && (Number(month) <= 12 || Number(day) <= 12);
}

/** Whether the second group is the trunk prefix in parentheses: `+44 (0)20 7946 0958`. */
function hasTrunkInParentheses(groups: DigitGroups, group: number): boolean {
  return (
    groups.length(group) === 1 &&
    groups.code(group, 0) === ZERO &&
    groups.gapEnd(group) === OPEN &&
    groups.gapStart(group + 1) === CLOSE
  );
}

/**
 * A country calling code and a national number: surely one if the country gives out such numbers,
 * perhaps one if they have that length there or are at least written in groups.
 *
 * @param exit - the digits before the calling code that are none of it: `00`, `011`
 */
export function readInternational(groups: DigitGroups, exit = ''): Reading | undefined {
  const first = groups.digits(0);
  const lead = first === exit ? 1 : 0;
  const start = lead === 0 ? first.slice(exit.length) : groups.digits(1);
  const plan = planOf(start) ?? planOf(start + groups.digits(lead + 1));
  if (plan === undefined) return undefined;
  const trunk = hasTrunkInParentheses(groups, lead + 1) ? lead + 1 : -1;
  let possible = 0;
  for (let count = reachOf(groups, exit.length); count > lead; count--) {
    if (!groups.endsBefore(count) || count - 1 === trunk) continue;
    const national = nationalOf(groups, exit, plan, trunk, count);
    if (plan.isValid(national)) return { count, confidence: 0.94 };
    if (possible === 0 && isPlausible(plan, national, count - lead)) possible = count;
  }
  return possible === 0 ? undefined : { count: possible, confidence: 0.72 };
}

/** The digits behind the calling code, without a trunk prefix in parentheses. */
function nationalOf(
  groups: DigitGroups,
  exit: string,
  plan: NumberingPlan,
  trunk: number,
  count: number,
): string {
  const digits =
    trunk < 0
      ? groups.digitsIn(0, count)
      : groups.digitsIn(0, trunk) + groups.digitsIn(trunk + 1, count);
  return digits.slice(exit.length + plan.callingCode.length);
}

/**
 * A number of a length that occurs, one in groups that is long enough for any country, or eleven
 * digits and more behind a `+`: plans change, and their old numbers stay in old texts.
 */
function isPlausible(plan: NumberingPlan, national: string, count: number): boolean {
  const total = national.length + plan.callingCode.length;
  if (plan.isPossible(national)) return total >= 9;
  return (count >= 3 ? national.length >= 7 : total >= 11) && national.length <= 12;
}

/** How many groups an international number may have at most. */
function reachOf(groups: DigitGroups, exit: number): number {
  let total = 0;
  let i = 0;
  for (; i < groups.count && i < MOST_GROUPS; i++) {
    const length = groups.length(i);
    // One more for a trunk prefix in parentheses.
    if (total + length > MOST_DIGITS + exit + 1) break;
    if (i > 0 && total >= exit + 7 && groups.endsBefore(i) && isApart(groups, i)) break;
    if (i > 0 && cardGroups(groups, i) > 0) break;
    total += length;
  }
  return i;
}

/** `00` (or in North America `011`) instead of the `+`, in at least two groups. */
function readWithExitCode(groups: DigitGroups): Reading | undefined {
  if (groups.count < 2 || groups.length(0) < 2 || groups.code(0, 0) !== ZERO) return undefined;
  const first = groups.digits(0);
  const exit = first === '011' ? '011' : '00';
  if (!first.startsWith(exit) || first.startsWith('000')) return undefined;
  const reading = readInternational(groups, exit);
  if (reading === undefined || reading.count < 2) return undefined;
  return { count: reading.count, confidence: reading.confidence > 0.9 ? 0.82 : 0.68 };
}

/**
 * North America: area code, exchange and line in 3-3-4 with `1` or `001` before, and the area in
 * parentheses perhaps. With spaces or dots the area and the exchange must begin as they do there.
 *
 * @see https://www.nanpa.com/numbering/numbering-plans
 */
function readNorthAmerican(groups: DigitGroups, inParentheses: boolean): Reading | undefined {
  const lead = groups.length(0);
  const skip = lead === 1 && groups.code(0, 0) === 49 ? 1 : lead === 3 && isExit(groups) ? 1 : 0;
  if (groups.length(skip) !== 3 || groups.length(skip + 1) !== 3 || groups.length(skip + 2) !== 4) {
    return undefined;
  }
  const count = skip + 3;
  if (!groups.endsBefore(count) || groups.reads(skip, '000')) return undefined;
  const gap = groups.gap(skip + 2);
  if (gap < 0 || gap === SLASH) return undefined;
  const hasArea = groups.gapHolds(skip + 1, CLOSE);
  if (groups.gap(skip + 1) < 0 && !hasArea) return undefined;
  const isSure = gap === DASH || inParentheses || hasArea;
  const isAssigned = groups.code(skip, 0) >= 50 && groups.code(skip + 1, 0) >= 50;
  if (!isSure && !isAssigned) return undefined;
  return { count, confidence: isAssigned ? 0.8 : 0.7 };
}

function isExit(groups: DigitGroups): boolean {
  return groups.reads(0, '001');
}

/** `555-0100`: the exchange that stands for phone numbers wherever they are made up. */
function readFictional(groups: DigitGroups): Reading | undefined {
  if (groups.length(0) !== 3 || groups.length(1) !== 4 || groups.gap(1) !== DASH) return undefined;
  if (!groups.reads(0, '555')) return undefined;
  return groups.endsBefore(2) ? { count: 2, confidence: 0.7 } : undefined;
}

/** `(030) 123456`, `(11) 91234-5678`, `(0)20 7946 0958`: an area code or a 0 in parentheses. */
function readWithArea(groups: DigitGroups, inParentheses: boolean): Reading | undefined {
  if (!inParentheses) return undefined;
  const area = groups.length(0);
  if (area > 5 || (area < 2 && groups.code(0, 0) !== ZERO)) return undefined;
  const count = countGroups(groups, area < 2 ? 9 : 7, 12);
  return count < 2 ? undefined : { count, confidence: 0.7 };
}

/** `020 7946 0958`, `06-12345678`: the trunk prefix 0 (ITU-T E.123) and nine to twelve digits. */
function readWithTrunk(groups: DigitGroups): Reading | undefined {
  const first = groups.length(0);
  if (first < 2 || first > 5 || groups.code(0, 0) !== ZERO || groups.code(0, 1) === ZERO) {
    return undefined;
  }
  if (groups.gap(1) === DOT && first !== 2) return undefined;
  const count = countGroups(groups, 9, 12);
  if (count < 2 || isDate(groups)) return undefined;
  for (let i = 1; i < count; i++) if (groups.length(i) < 2) return undefined;
  return { count, confidence: 0.7 };
}

/** A number that the region gives out, with the trunk prefix or in three groups or more. */
function readRegional(groups: DigitGroups, region: Region): Reading | undefined {
  if (isDate(groups)) return undefined;
  for (let count = countGroups(groups, 7, MOST_DIGITS); count > 0; count--) {
    if (!groups.endsBefore(count)) continue;
    const digits = groups.digitsIn(0, count);
    const hasTrunk = region.trunk !== '' && digits.startsWith(region.trunk);
    const isSplit = count >= (region.trunk === '' ? 3 : 2) && groups.gap(1) !== DOT;
    if ((hasTrunk || isSplit) && isNationalNumber(digits, region)) {
      return { count, confidence: 0.75 };
    }
  }
  return undefined;
}

/** The surest reading of a number with no `+` before it and no label. */
export function readUnlabelled(
  groups: DigitGroups,
  inParentheses: boolean,
  region: Region | undefined,
): Reading | undefined {
  let best: Reading | undefined;
  if (groups.count > 1) {
    best = readWithExitCode(groups);
    best = surer(best, readNorthAmerican(groups, inParentheses));
    best = surer(best, readFictional(groups));
    best = surer(best, readWithArea(groups, inParentheses));
    best = surer(best, readWithTrunk(groups));
  }
  return region === undefined ? best : surer(best, readRegional(groups, region));
}

/** The surer one of two; the first if they are as sure. */
function surer(best: Reading | undefined, other: Reading | undefined): Reading | undefined {
  if (best === undefined || other === undefined) return best ?? other;
  return other.confidence > best.confidence ? other : best;
}

/** Whatever stands beside a label such as `phone`, with seven to fifteen digits. */
export function readLabelled(groups: DigitGroups): Reading | undefined {
  const count = isDate(groups) ? 0 : countGroups(groups, 7, MOST_DIGITS);
  return count === 0 ? undefined : { count, confidence: 0.85 };
}

/**
 * A number beside a word of speaking such as `call`, which is no more than a hint: in groups, or
 * ten digits and more that are no timestamp.
 */
export function readCalled(groups: DigitGroups): Reading | undefined {
  const reading = readLabelled(groups);
  if (reading === undefined) return undefined;
  if (reading.count === 1) {
    const first = groups.code(0, 0);
    const isLong = groups.length(0) >= 10 || (groups.length(0) === 9 && first === ZERO);
    if (!isLong || (first === 49 && groups.length(0) !== 11)) return undefined;
  } else if (isAmount(groups, reading.count)) {
    return undefined;
  }
  return reading;
}

/** `1 200 000` is an amount, but for one that begins as no amount does. */
function isAmount(groups: DigitGroups, count: number): boolean {
  if (groups.length(0) > 3 || groups.code(0, 0) === ZERO || groups.total(0, count) > 9)
    return false;
  if (groups.total(0, count) === 9) return false;
  for (let i = 1; i < count; i++) {
    if (groups.length(i) !== 3 || groups.gap(i) !== SPACE) return false;
  }
  return true;
}

/** Whether a parenthesis before the first group closes behind it or the next: `(0-612) 34567`. */
export function closesEarly(groups: DigitGroups): boolean {
  if (groups.gapStart(1) === CLOSE) return true;
  return groups.gap(1) === DASH && groups.gapStart(2) === CLOSE;
}
