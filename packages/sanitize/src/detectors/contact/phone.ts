import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import {
  type DigitGroups,
  digitGroupsAt,
  isTableAt,
  isTainted,
  isTrailingLabel,
  mayBeNumber,
} from '../../engine/digit-groups.js';
import { isBehindEscape } from '../../engine/escapes.js';
import { isBehindLabel, labelBefore } from '../../engine/known-labels.js';
import { isGap } from '../../engine/number-start.js';
import type { Window } from '../../engine/window.js';
import { type Region, regionOf } from './numbering-plan.js';
import {
  closesEarly,
  type Reading,
  readCalled,
  readInternational,
  readLabelled,
  readUnlabelled,
} from './phone-forms.js';

const SPACE = 32;
const OPEN = 40;
const PLUS = 43;
const DASH = 45;
const SLASH = 47;

/** What comes before a number that is an amount, a path or a numbered thing: `/#$€£¥₹`. */
const FOREIGN_BEFORE = new Set([SLASH, 35, 36, 0x20ac, 0xa3, 0xa5, 0x20b9]);

const EXTENSIONS = ['extension', 'extn', 'ext', 'poste', 'доб', 'x', ';ext='];
const EXTENSION_STARTS = new Set(EXTENSIONS.map((word) => word.charCodeAt(0)));
const LONGEST_EXTENSION = 7;
/** One letter more than the words behind a number have that say whose it is. */
const LONGEST_WORD = 10;

/** The end of an extension behind a number: ` x123`, ` ext. 123`, `;ext=123` (RFC 3966). */
function endOfExtension(window: Window, end: number): number {
  let i = end;
  if (window.at(i) === 44 /* , */) i++;
  if (window.at(i) === SPACE) i++;
  if (!EXTENSION_STARTS.has(window.at(i))) return end;
  const word = EXTENSIONS.find((extension) => window.reads(extension, i));
  if (word === undefined) return end;
  i += word.length;
  if (window.at(i) === 46 /* . */) i++;
  if (window.at(i) === SPACE) i++;
  const digits = i;
  while (i - digits < LONGEST_EXTENSION && isIn(Alphabet.digit, window.at(i))) i++;
  const isWhole = i > digits && !isTainted(window, i);
  return isWhole ? i : end;
}

/** The end of numbers that follow one another with nothing but their `+` between: they are one value. */
function endOfChain(window: Window, end: number): number {
  if (window.at(end) !== PLUS || !isIn(Alphabet.digit, window.at(end + 1))) return end;
  const groups = digitGroupsAt(window, end + 1);
  const reading = groups === undefined ? undefined : readInternational(groups);
  return reading === undefined ? end : groups!.end(reading.count - 1);
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
  if (window.at(start - 1) === PLUS && mayPrecedePlus(window, start - 1)) {
    hasPlus = true;
    start--;
    if (!inParentheses && window.at(start - 1) === OPEN) {
      inParentheses = true;
      start--;
    }
  }
  return { start, hasPlus, inParentheses };
}

/** Whether a `+` begins something: not behind a letter or digit, unless that ends an escape. */
function mayPrecedePlus(window: Window, plus: number): boolean {
  return !isIn(Alphabet.alphanumeric, window.at(plus - 1)) || isBehindEscape(window, plus);
}

/** `12-(212) …`: the parenthesis belongs to what stands before it, not to the number alone. */
function isGlued(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.dotted, before)) return !isBehindEscape(window, start);
  return before === PLUS || before === 64 || before === 37; // @ %
}

/** Whether an id in capitals and digits stands before a number, which goes on in it: `1Z 999 AA1 …`. */
function isBehindId(window: Window, start: number): boolean {
  if (window.at(start - 1) !== SPACE) return false;
  let hasLetter = false;
  let hasDigit = false;
  for (let i = start - 2; i > start - 14; i--) {
    const code = window.at(i);
    if (isIn(Alphabet.upper, code)) hasLetter = true;
    else if (isIn(Alphabet.digit, code)) hasDigit = true;
    else return hasLetter && hasDigit && !isIn(Alphabet.word, code);
  }
  return false;
}

/** How many groups stand before a word such as `office` that ends its line; 0 if none do. */
function countBeforeTrailingLabel(window: Window, groups: DigitGroups): number {
  const count = Math.min(groups.count, 6);
  if (count < 2 && groups.length(0) < 9) return 0;
  const end = groups.end(count - 1);
  const gap = window.at(end);
  if (gap !== SPACE && gap !== DASH) return 0;
  const word = end + 1;
  const wordEnd = window.endOf(Alphabet.letter, word, word + LONGEST_WORD);
  const behind = window.at(wordEnd);
  // In a sentence another word follows, and of this one no string is made.
  if (wordEnd === word || behind === SPACE || isIn(Alphabet.word, behind)) return 0;
  return isTrailingLabel(window, word) ? count : 0;
}

function readNational(
  window: Window,
  start: number,
  groups: DigitGroups,
  inParentheses: boolean,
  region: Region | undefined,
): Reading | undefined {
  const label = labelBefore(window, start);
  if (label === 'phone') return readLabelled(groups);
  if (countBeforeTrailingLabel(window, groups) > 0) return readLabelled(groups);
  if (label === 'other') return undefined;
  const called = label === 'call' ? readCalled(groups) : undefined;
  if (called !== undefined) return called;
  if (FOREIGN_BEFORE.has(window.at(start - 1))) return undefined;
  const reading = readUnlabelled(groups, inParentheses, region);
  if (reading === undefined || isBehindId(window, start)) return undefined;
  return window.at(groups.end(reading.count - 1)) === SLASH ? undefined : reading;
}

/** Whether a run is digits, and no other group can follow. */
function isSingle(window: Window, start: number, end: number): boolean {
  if (isGap(window.at(end))) return false;
  return window.isAll(Alphabet.digit, start, end);
}

/** Whether a run is what stands before the point of a decimal fraction; of phones it may be a trunk 0. */
function isFraction(window: Window, start: number, end: number): boolean {
  if (window.at(end) !== 46 /* . */ || window.at(start) === 48 /* 0 */) return false;
  const fraction = window.endOf(Alphabet.digit, end + 1, end + 20);
  return (
    fraction > end + 1 && window.isAll(Alphabet.digit, start, end) && !isGap(window.at(fraction))
  );
}

/** Whether a number may be a phone's: one in a single group is only with a label or a `+`. */
function mayBePhone(window: Window, start: number, end: number): boolean {
  if (!mayBeNumber(window, start)) return false;
  const before = window.at(start - 1);
  if (before === PLUS || before === OPEN) return true;
  if (!isSingle(window, start, end) && !isFraction(window, start, end)) return true;
  const label = labelBefore(window, start);
  return label === 'phone' || label === 'call';
}

const ANNOUNCED = isBehindLabel('phone', 'call');

/** What a phone detector may be told. */
export interface PhoneOptions {
  /**
   * The region (ISO 3166-1, two letters) in whose national form numbers are found without a label
   * too, such as `GB`. An unknown one is as good as none.
   */
  region?: string | undefined;
}

/**
 * Phone numbers: international with `+` or `00` as the countries' numbering plans have them, North
 * American, national with a trunk 0 or an area code in parentheses, and `555-0100`. Seven to
 * fifteen digits in any other form only beside a label such as `phone`, `mobile` or behind it
 * `office`; never where the nearest label is that of something else (`order`, `id`, `version`),
 * and never inside a word, an id or a decimal fraction.
 *
 * @see ITU-T E.164 and E.123; https://github.com/google/libphonenumber for the numbering plans
 */
export function createPhoneDetector(options: PhoneOptions = {}): Detector {
  const { region: name } = options;
  const region = name === undefined ? undefined : regionOf(name);
  return {
    rule: 'phone',
    type: 'phone',
    anchors: region === undefined ? ['digits'] : ['digits', 'number'],
    surest: 0.94,
    gate: {
      outsideTables: true,
      plain: { alone: () => region !== undefined, announced: ANNOUNCED },
      anyOf: region === undefined ? mayBePhone : mayBeNumber,
    },
    find(window, digits): Match | undefined {
      const groups = digitGroupsAt(window, digits);
      if (groups === undefined || isTableAt(window, digits)) return undefined;
      const lead = readLead(window, digits);
      const closes = lead.inParentheses && closesEarly(groups);
      const opens = closes && !isGlued(window, lead.start);
      const start = lead.inParentheses && !opens ? lead.start + 1 : lead.start;
      const found = lead.hasPlus
        ? readWithPlus(window, groups, start)
        : readNational(window, digits, groups, closes, region);
      if (found === undefined) return undefined;
      const from = (lead.hasPlus || closes) && !isGlued(window, start) ? start : digits;
      const end = endOfChain(window, endOfExtension(window, groups.end(found.count - 1)));
      return { start: from, end, confidence: found.confidence };
    },
  };
}

function readWithPlus(window: Window, groups: DigitGroups, start: number): Reading | undefined {
  const reading = readInternational(groups);
  if (reading !== undefined) return reading;
  return labelBefore(window, start) === 'phone' ? readLabelled(groups) : undefined;
}

/** {@link createPhoneDetector} with no region. */
export const phone: Detector = createPhoneDetector();

export const phoneExamples: DetectorExamples = {
  found: () => [
    'Call ⟦+1 212-555-0142⟧ now',
    '⟦+44 20 7946 0958⟧, ⟦+4915223433333⟧, ⟦+33 1 99 00 12 34⟧',
    String.raw`{"text":"tab\t⟦+14155550132⟧\tend"}`,
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
    '{"phones":["⟦2125550142⟧"]}',
    '{"phone": ⟦2125550142⟧, "x": 1}',
    'billing_phone=⟦212 5550142⟧',
    String.raw`{"t":"call me\n⟦212-555-0142⟧"}`,
    '⟦+1 (212) 555-0142 ext. 77⟧',
    'Sweden ⟦+46 (0)8 928 571 38⟧, London ⟦+44(0)2079460958⟧ or ⟦(0)20 7946 0958⟧',
    'tel:⟦+1-201-555-0123;ext=77⟧ and tel:⟦+12015550123⟧',
    'fax ⟦030/1234567⟧, Paris ⟦01.99.00.12.34⟧',
    'my number: ⟦5550142⟧ or my number is ⟦5550142⟧',
    'Jakarta ⟦0813 7782 9982⟧, dial ⟦011 44 20 7946 0958⟧',
    'Jane Doe\n⟦28-64-66-98⟧ office\n⟦930.167.3943⟧ fax',
    '⟦085 175 7641⟧-Office',
    'please send no more messages to ⟦699 956 915⟧',
    'Telefonnummer: ⟦089 1234567⟧, teléfono ⟦612 345 678⟧, téléphone : ⟦06 39 98 12 34⟧',
    'телефон ⟦8 912 345-67-89⟧, 我的电话是⟦13812345678⟧, 携帯は⟦090-1234-5678⟧',
    'call ⟦+1\u00a0212\u00a0555\u00a00142⟧ or ⟦212\u2013555\u20130142⟧',
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
    'tracking 1Z 999 AA1 01 2345 6784 and 1Z999AA10123456784',
    'tool call 123456789 took 1730462812 and 1730462812345',
    'Sendungsnummer 0034 1234 5678 9012, commande 01 99 00 12 34',
    '+99912345678901 and +1234567',
    'we called 12 345 678 times',
    'backup 20241101 123456 and 20241101-143000',
    'v1.22.333.4444 at 52.5200, 13.4050',
  ],
};
