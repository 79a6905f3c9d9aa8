import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type DigitGroups, isLoose, isTainted } from '../../engine/digit-groups.js';
import type { Window } from '../../engine/window.js';
import { cardGroups } from '../financial/payment-card.js';

/** `00 33 1 99 00 12 34`, and one for good measure. */
const MOST_GROUPS = 8;
const PLUS = 43;
const OPEN = 40;

/** What comes before a number that is an amount, a path or a numbered thing: `/`, `#`, `$`, `€`, `£`. */
const FOREIGN_BEFORE = new Set([47, 35, 36, 0x20ac, 0xa3]);

/** So many groups of digits are a phone number, so surely. */
interface Reading {
  count: number;
  confidence: number;
}

/** Whether an IP address or a version begins at a group. */
function isDotted({ gaps }: DigitGroups, from: number): boolean {
  return gaps[from + 1] === '.' && gaps[from + 2] === '.' && gaps[from] !== '.';
}

/** How many groups belong to a number of `least` to `most` digits; 0 if there are not enough. */
function countGroups(groups: DigitGroups, least: number, most: number): number {
  const { digits, gaps } = groups;
  let total = 0;
  let count = 0;
  for (let i = 0; i < digits.length && i < MOST_GROUPS; i++) {
    const { length } = digits[i]!;
    if (total + length > most) break;
    // After a long group one of one or two digits is a count of something: "555 0100 2 times".
    const isAside = length <= 2 && i > 0 && digits[i - 1]!.length >= 4;
    const mayEnd = total >= least && isLoose(gaps[i]!);
    if (mayEnd && (isAside || gaps[i] === '  ' || gaps[i] === '/' || isDotted(groups, i))) break;
    if (i > 0 && cardGroups(groups, i) > 0) break;
    total += length;
    if (total >= least && endsAfter(groups, i + 1)) count = i + 1;
  }
  return count;
}

/** Whether the number may end after so many groups: the next one is not glued to it. */
function endsAfter(groups: DigitGroups, count: number): boolean {
  const next = groups.gaps[count];
  return next === undefined || isLoose(next);
}

/** `2024-11-01 …` and `01.11.2024 …` are dates. */
function isDate(groups: DigitGroups): boolean {
  const [a, b, c] = groups.digits;
  if (a === undefined || b === undefined || c === undefined) return false;
  const [year, month, day] = a.length === 4 ? [a, b, c] : [c, b, a];
  if (year.length !== 4 || month.length > 2 || day.length > 2) return false;
  const century = year.slice(0, 2);
  return (century === '19' || century === '20') && Number(month) <= 31 && Number(day) <= 31;
}

/** `+` and a country code, in all 8 to 15 digits (ITU-T E.164, section 6.2.1). */
function readInternational(groups: DigitGroups): Reading | undefined {
  const first = groups.digits[0]!;
  if (first.startsWith('0')) return undefined;
  const count = countGroups(
    groups,
    first.startsWith('1') ? 11 : 8,
    first.startsWith('1') ? 11 : 15,
  );
  return count === 0 ? undefined : { count, confidence: 0.94 };
}

/** `00` instead of the `+`, in at least two groups. */
function readWithExitCode(groups: DigitGroups): Reading | undefined {
  const first = groups.digits[0]!;
  if (!first.startsWith('00') || first.startsWith('000')) return undefined;
  const count = countGroups(groups, 10, 17);
  return count < 2 ? undefined : { count, confidence: 0.8 };
}

/**
 * North America: area code, exchange and line in 3-3-4 with `1` or `001` before, and the area in
 * parentheses perhaps. With spaces or dots the area and the exchange must begin as they do there.
 *
 * @see https://www.nanpa.com/numbering/numbering-plans
 */
function readNorthAmerican(groups: DigitGroups, inParentheses: boolean): Reading | undefined {
  const skip = groups.digits[0] === '1' || groups.digits[0] === '001' ? 1 : 0;
  const [area, exchange, line] = groups.digits.slice(skip, skip + 3);
  if (area?.length !== 3 || exchange?.length !== 3 || line?.length !== 4) return undefined;
  const count = skip + 3;
  if (!endsAfter(groups, count) || area === '000') return undefined;
  const gap = groups.gaps[skip + 2]!;
  const isSure = gap === '-' || inParentheses || groups.gaps[skip + 1]!.includes(')');
  const isAssigned = area >= '200' && exchange >= '200';
  if (gap.length !== 1 || gap === '/' || (!isSure && !isAssigned)) return undefined;
  return { count, confidence: isAssigned ? 0.8 : 0.7 };
}

/** `555-0100`: the exchange that stands for phone numbers wherever they are made up. */
function readFictional(groups: DigitGroups): Reading | undefined {
  const [exchange, line] = groups.digits;
  if (exchange !== '555' || line?.length !== 4 || groups.gaps[1] !== '-') return undefined;
  return endsAfter(groups, 2) ? { count: 2, confidence: 0.7 } : undefined;
}

/** `(030) 123456`, `(11) 91234-5678`: an area code in parentheses. */
function readWithArea(groups: DigitGroups, inParentheses: boolean): Reading | undefined {
  const area = groups.digits[0]!;
  if (!inParentheses || area.length < 2 || area.length > 5) return undefined;
  const count = countGroups(groups, 7, 12);
  return count < 2 ? undefined : { count, confidence: 0.7 };
}

/** `020 7946 0958`, `06-12345678`: the trunk prefix 0 (ITU-T E.123) and nine to eleven digits. */
function readWithTrunk(groups: DigitGroups): Reading | undefined {
  const first = groups.digits[0]!;
  if (!first.startsWith('0') || first.startsWith('00') || first.length < 2 || first.length > 5) {
    return undefined;
  }
  const gap = groups.gaps[1];
  if (gap === '.' && first.length !== 2) return undefined;
  const count = countGroups(groups, 9, 11);
  if (count < 2 || isDate(groups)) return undefined;
  const isShort = groups.digits.slice(1, count).some((digits) => digits.length < 2);
  return isShort ? undefined : { count, confidence: 0.7 };
}

/** Whatever stands beside a label such as `phone` or `call`, with seven to fifteen digits. */
function readLabelled(groups: DigitGroups): Reading | undefined {
  const count = isDate(groups) ? 0 : countGroups(groups, 7, 15);
  return count === 0 ? undefined : { count, confidence: 0.85 };
}

/** The end of an extension behind a number: ` x123`, ` ext. 123`. */
function endOfExtension(window: Window, end: number): number {
  let i = end;
  if (window.at(i) === 44 /* , */) i++;
  if (window.at(i) === 32) i++;
  if (window.reads('extension', i)) i += 9;
  else if (window.reads('ext', i)) i += 3;
  else if (window.at(i) === 120 /* x */) i += 1;
  else return end;
  if (window.at(i) === 46 /* . */) i++;
  if (window.at(i) === 32) i++;
  const digits = i;
  while (i - digits < 7 && isIn(Alphabet.digit, window.at(i))) i++;
  const isWhole = i > digits && !isTainted(window, i);
  return isWhole ? i : end;
}

/** What a `+` and an opening parenthesis before the first digit say. */
function readLead(window: Window, digits: number) {
  let start = digits;
  let hasPlus = false;
  let inParentheses = false;
  if (window.at(start - 1) === OPEN) {
    inParentheses = true;
    start--;
  }
  if (window.at(start - 1) === PLUS && !isIn(Alphabet.alphanumeric, window.at(start - 2))) {
    hasPlus = true;
    start--;
    if (!inParentheses && window.at(start - 1) === OPEN) {
      inParentheses = true;
      start--;
    }
  }
  return { start, hasPlus, inParentheses };
}

/** `12-(212) …`: the parenthesis belongs to what stands before it, not to the number alone. */
function isGlued(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  return isIn(Alphabet.dotted, before) || before === 43 || before === 64 || before === 37; // + @ %
}

function surest(readings: readonly (Reading | undefined)[]): Reading | undefined {
  let best: Reading | undefined;
  for (const reading of readings) {
    if (reading === undefined) continue;
    if (best === undefined || reading.confidence > best.confidence) best = reading;
  }
  return best;
}

/**
 * Phone numbers: international with `+` or `00`, North American, national with a trunk 0 or an
 * area code in parentheses, and `555-0100`. Seven to fifteen digits in any other form only beside
 * a label such as `phone`, `call` or `mobile`; never where the nearest label is that of something
 * else (`order`, `id`, `version`), and never inside a word, an id or a decimal fraction.
 *
 * @see ITU-T E.164 and E.123
 */
export const phone: Detector = {
  rule: 'phone',
  type: 'phone',
  anchors: ['digits'],
  find(window, digits): Match | undefined {
    const groups = window.digitGroupsAt(digits);
    if (groups === undefined) return undefined;
    const lead = readLead(window, digits);
    const closes = groups.gaps[1]?.startsWith(')') ?? false;
    const inParentheses = lead.inParentheses && closes;
    const opens = lead.inParentheses && closes && !isGlued(window, lead.start);
    const start = lead.inParentheses && !opens ? lead.start + 1 : lead.start;
    const found = lead.hasPlus
      ? surest([readInternational(groups)])
      : readNational(window, digits, groups, inParentheses);
    if (found === undefined) return undefined;
    const from = (lead.hasPlus || inParentheses) && !isGlued(window, start) ? start : digits;
    const end = endOfExtension(window, groups.ends[found.count - 1]!);
    return { start: from, end, confidence: found.confidence };
  },
};

function readNational(
  window: Window,
  start: number,
  groups: DigitGroups,
  inParentheses: boolean,
): Reading | undefined {
  // One group of digits, as most numbers are, is a phone number by its label only.
  if (groups.digits.length === 1) {
    return window.labelBefore(start) === 'phone' ? readLabelled(groups) : undefined;
  }
  const unlabelled = surest([
    readWithExitCode(groups),
    readNorthAmerican(groups, inParentheses),
    readFictional(groups),
    readWithArea(groups, inParentheses),
    readWithTrunk(groups),
  ]);
  const label = window.labelBefore(start);
  const labelled = label === 'phone' ? readLabelled(groups) : undefined;
  if (labelled !== undefined) return labelled;
  if (unlabelled === undefined || label === 'other') return undefined;
  if (FOREIGN_BEFORE.has(window.at(start - 1))) return undefined;
  const after = window.at(groups.ends[unlabelled.count - 1]!);
  return after === 47 /* / */ ? undefined : unlabelled;
}

export const phoneExamples: DetectorExamples = {
  found: () => [
    'Call ⟦+1 212-555-0142⟧ now',
    '⟦+44 20 7946 0958⟧, ⟦+4915223433333⟧, ⟦+33 1 99 00 12 34⟧',
    'on ⟦(212) 555-0142⟧ or ⟦(212)555-0143 x12⟧',
    '⟦212-555-0142⟧ and ⟦212.555.0142⟧ and ⟦212 555 0142⟧',
    '⟦1-800-555-0199⟧; ⟦001-212-555-0142x31⟧',
    'reach me at ⟦555-0100⟧.',
    'London ⟦020 7946 0958⟧ Berlin ⟦(030) 123456⟧ Paris ⟦01 99 00 12 34⟧',
    'Amsterdam ⟦06-12345678⟧',
    'dial ⟦0044 20 7946 0958⟧',
    'phone: ⟦2125550142⟧',
    'my mobile number is ⟦0612345678⟧, thanks',
    '{"phoneNumber":"⟦2125550142⟧"}',
    '{"phone": ⟦2125550142⟧, "x": 1}',
    'billing_phone=⟦212 5550142⟧',
    String.raw`{"t":"call me\n⟦212-555-0142⟧"}`,
    '⟦+1 (212) 555-0142 ext. 77⟧',
  ],
  ignored: () => [
    'order 2125550142 placed',
    'trace_id 4f2a1b3c-2125550142-9',
    'id: 212-555-0142',
    '550e8400-e29b-41d4-a716-446655440000',
    'ts 1730462812 and 1730462812345',
    '2024-11-01 14:30:00 and 01-11-2024 10:15',
    'v2.10.3 1.2.3.4567 0.95 123.456.7890123',
    'sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'SKU-212-555-0142',
    '$212 555 0142 and #2125550142',
    '/users/212-555-0142/edit',
    '40.7128, -74.0060123',
    'pages 100-2000, 3 4 5 6 7 8 9 10',
    'isbn 978-3-16-148410-0',
    '+0530 and a+12345678901',
    '1,234,567.89 and 12 345 678',
  ],
};
