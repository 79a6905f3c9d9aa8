import { Alphabet, DASH as DASHES, isIn, UNDERSCORE } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled, questionOf } from '../../engine/word-hashes.js';

const SPACE = 32;
const DASH = 45;
const DOT = 46;
const COLON = 58;
/** EUI-48 and EUI-64, in bytes. */
const SIZES = [6, 8];
/** `0102.0304.05ab`: groups of two bytes. */
const LONG_GROUP = 4;

const LABELS = labelWords(
  'mac macs macaddr macaddress hwaddr hwaddress hardwareaddress bssid ether ethernet ethernetaddress physicaladdress',
);

/** Whether `length` hexadecimal digits begin at an index, and no more. */
function isGroup(window: Window, start: number, length: number): boolean {
  return (
    window.isAll(Alphabet.hex, start, start + length) &&
    !isIn(Alphabet.word, window.at(start + length))
  );
}

/** The end of groups of one length with one sign between them; undefined if they are not six or eight bytes. */
function endOfGroups(
  window: Window,
  start: number,
  length: number,
  sign: number,
): number | undefined {
  let i = start;
  let groups = 0;
  for (;;) {
    if (!isGroup(window, i, length)) return undefined;
    groups++;
    i += length;
    if (window.at(i) !== sign || !isIn(Alphabet.hex, window.at(i + 1))) break;
    // In a text the next word may follow a blank.
    if (sign === SPACE && SIZES.includes(groups) && !isGroup(window, i + 1, length)) break;
    if (groups === 8) return undefined;
    i++;
  }
  return SIZES.includes((groups * length) / 2) ? i : undefined;
}

/** Whether something stands before an address that makes it a piece of something longer. */
function isGluedBefore(window: Window, start: number, sign: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.word, before)) return true;
  if (before !== sign) return false;
  return sign === SPACE
    ? isGroup(window, start - 3, 2) && !isIn(Alphabet.word, window.at(start - 4))
    : isIn(Alphabet.alphanumeric, window.at(start - 2));
}

function holds(window: Window, start: number, end: number, alphabet: number): boolean {
  for (let i = start; i < end; i++) if (isIn(alphabet, window.at(i))) return true;
  return false;
}

function found(window: Window, start: number, length: number, sign: number): Match | undefined {
  if (isGluedBefore(window, start, sign)) return undefined;
  const end = endOfGroups(window, start, length, sign);
  if (end === undefined) return undefined;
  // Without a letter, numbers in a row are as likely, and without a digit, words.
  const isPlain = sign === SPACE || sign === DOT;
  if (
    isPlain &&
    !(holds(window, start, end, Alphabet.letter) && holds(window, start, end, Alphabet.digit))
  ) {
    return undefined;
  }
  return { start, end, confidence: sign === SPACE ? 0.8 : 0.95 };
}

/** Where the first group begins of which a later one woke the detector. */
function startOfLongGroups(window: Window, start: number): number {
  let first = start;
  while (
    start - first < 3 * (LONG_GROUP + 1) &&
    window.at(first - 1) === DOT &&
    isGroup(window, first - 1 - LONG_GROUP, LONG_GROUP)
  ) {
    first -= LONG_GROUP + 1;
  }
  return first;
}

function isLabelledHex(window: Window, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 12 && length !== 16) return false;
  return isLabelled(window, start, LABELS) && window.isAll(Alphabet.hex, start, end);
}

function isHex(code: number): boolean {
  return isIn(Alphabet.hex, code);
}

/** Whether a run has dashes, by its classes. */
function isHyphenated(classes: number): boolean {
  return (classes & (DASHES | UNDERSCORE)) === DASHES;
}

/** Whether it has no signs. */
function isPlain(classes: number): boolean {
  return (classes & (DASHES | UNDERSCORE)) === 0;
}

/** Whether a run is the first group before a blank, or one beside a dot. */
function isGrouped(window: Window, start: number, end: number): boolean {
  const behind = window.at(end);
  if (end - start === 2) return behind === SPACE;
  return end - start === LONG_GROUP && (behind === DOT || window.at(start - 1) === DOT);
}

/**
 * MAC addresses: six or eight bytes in hexadecimal digits with colons, dashes or blanks between
 * them, or in fours with dots; without signs beside a label such as `MAC`.
 *
 * @see IEEE 802, section 8 (EUI-48 and EUI-64)
 */
export const mac: Detector = {
  rule: 'mac',
  type: 'mac',
  anchors: ['digits', 'mixed', 'token'],
  gate: { outsideTables: true, first: isHex, made: isHyphenated, lengths: [17, 23], plain: {} },
  find(window, start): Match | undefined {
    return window.at(start + 2) === DASH ? found(window, start, 2, DASH) : undefined;
  },
};

/** {@link mac} with blanks or dots. */
export const macInGroups: Detector = {
  ...mac,
  anchors: ['digits', 'mixed'],
  gate: {
    outsideTables: true,
    first: isHex,
    made: isPlain,
    lengths: [2, LONG_GROUP],
    plain: {},
    anyOf: isGrouped,
  },
  find(window, start, end): Match | undefined {
    if (!isGrouped(window, start, end)) return undefined;
    if (end - start === 2) return found(window, start, 2, SPACE);
    return found(window, startOfLongGroups(window, start), LONG_GROUP, DOT);
  },
};

/** {@link mac} beside its label. */
export const macWithoutSigns: Detector = {
  ...mac,
  gate: {
    outsideTables: true,
    first: isHex,
    made: isPlain,
    lengths: [12, 16],
    plain: { announced: questionOf(LABELS) },
    words: questionOf(LABELS),
  },
  find(window, start, end): Match | undefined {
    return isLabelledHex(window, start, end) ? { start, end, confidence: 0.85 } : undefined;
  },
};

/** {@link mac} with colons. */
export const macWithColons: Detector = {
  rule: 'mac',
  type: 'mac',
  anchors: ['colon'],
  gate: {
    before: (code) => isIn(Alphabet.hex, code),
    behind: (code) => isIn(Alphabet.hex, code),
  },
  find: (window, colon) => found(window, colon - 2, 2, COLON),
};

export const macExamples: DetectorExamples = {
  found: () => [
    'mac ⟦00:1b:63:84:45:e6⟧ joined',
    '⟦00-1B-63-84-45-E6⟧, ⟦AB-CD-EF-AB-CD-EF⟧ and ⟦00-11-22-33-44-55⟧',
    'Cisco ⟦001b.6384.45e6⟧ or ⟦0102.0304.0506.07ab⟧',
    '⟦02:1b:63:ff:fe:84:45:e6⟧ is an EUI-64',
    'seen ⟦01 02 03 04 05 ab⟧ there',
    'MAC address: ⟦001B638445E6⟧',
    '{"bssid":"⟦00:1b:63:84:45:e6⟧"}',
  ],
  ignored: () => [
    '01:02:03:04:05, 01:02:03:04:05:06:07, 1:2:3:4:5:6, 01:02:03:04::ab',
    '00:1b:63:84:45:eg and 00-1b-63-84-45-e6-1',
    'dump 01 02 03 04 05 06 07 ab cd ef, 10 20 30 40 50 60',
    '0102.0304.0506, dead.beef.cafe, 1234.5678',
    'id 001b638445e6, trace 4bf92f3577b34da6a3ce929d0e0e4736',
    'at 12:34:56 and 2024-11-01T14:30:00',
  ],
};
