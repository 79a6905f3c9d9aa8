import { Alphabet, DIGIT, HEXADECIMAL, isIn, UPPER } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import type { Window } from '../../engine/window.js';

/** The lengths of a line: passports, visas and older cards, cards. */
const LENGTHS = [44, 36, 30] as const;
const SHORTEST = 30;
const FILLER = 60;

/** Whether `length` capitals, digits and fillers stand at `start`, and no more. */
function isLine(window: Window, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) {
    const code = window.at(i);
    if (code !== FILLER && !isIn(Alphabet.upperAlphanumeric, code)) return false;
  }
  const after = window.at(start + length);
  return after !== FILLER && !isIn(Alphabet.word, after);
}

/** The weighted sum of ICAO 9303, part 3, 4.9: letters count from 10, fillers 0; weights 7, 3, 1. */
function checkOf(window: Window, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const code = window.at(i);
    const value = code === FILLER ? 0 : code < 58 ? code - 48 : code - 55;
    sum += value * [7, 3, 1][(i - start) % 3]!;
  }
  return sum % 10;
}

function passes(window: Window, start: number, end: number): boolean {
  return checkOf(window, start, end) === window.at(end) - 48;
}

/** The line with the document's number, the dates of birth and expiry, each with a check digit. */
function isDataLine(window: Window, start: number, length: number): boolean {
  if (length === 30) {
    // A card: the number in the first line, the dates in the second.
    return passes(window, start + 5, start + 14) || isCardDateLine(window, start);
  }
  return (
    passes(window, start, start + 9) &&
    passes(window, start + 13, start + 19) &&
    passes(window, start + 21, start + 27)
  );
}

function isCardDateLine(window: Window, start: number): boolean {
  return passes(window, start, start + 6) && passes(window, start + 8, start + 14);
}

/** The line with the names: the kind of document, the state, and fillers between the names. */
function isNameLine(window: Window, start: number, length: number): boolean {
  const kind = window.at(start);
  const isKnown = kind === 80 || kind === 73 || kind === 86 || kind === 65 || kind === 67; // P I V A C
  if (!isKnown) return false;
  for (let i = start + 5; i < start + length - 1; i++) {
    if (window.at(i) === FILLER && window.at(i + 1) === FILLER) return true;
  }
  return false;
}

/** Whether there is nothing but capitals and digits, of these classes. */
function isUpper(classes: number): boolean {
  return (classes & ~(UPPER | DIGIT | HEXADECIMAL)) === 0;
}

/** Whether a run is a line, or a part of one before a filler. */
function isWhole(window: Window, start: number, end: number): boolean {
  return end - start >= SHORTEST || window.at(end) === FILLER;
}

/**
 * The lines at the foot of passports, visas and identity cards that machines read: 44, 36 or 30
 * capitals, digits and `<`, with the check digits of number and dates, or with a kind of document
 * and the names parted by `<<`.
 *
 * @see ICAO Doc 9303, parts 3 to 7
 */
export const machineReadableZone: Detector = {
  rule: 'machine-readable-zone',
  type: 'passport',
  anchors: ['digits', 'mixed', 'initials'],
  gate: {
    outsideTables: true,
    made: isUpper,
    lengths: [1, 44],
    plain: {},
    anyOf: isWhole,
  },
  find(window, start, end): Match | undefined {
    if (window.at(start - 1) === FILLER || !isWhole(window, start, end)) return undefined;
    for (const length of LENGTHS) {
      if (!isLine(window, start, length)) continue;
      const isData = isDataLine(window, start, length);
      if (!isData && !isNameLine(window, start, length)) return undefined;
      return { start, end: start + length, confidence: isData ? 0.97 : 0.9 };
    }
    return undefined;
  },
};

const line = (...groups: string[]): string => groups.join('');

export const machineReadableZoneExamples: DetectorExamples = {
  found: () => [
    `⟦${line('P<UTO', 'ERIKSSON<<ANNA', '<MARIA', '<'.repeat(19))}⟧\n⟦${line('L898902C3', '6UTO', '7408122F', '1204159', 'ZE184226B', '<<<<<10')}⟧`,
    `⟦${line('I<UTO', 'D23145890', '7', '<'.repeat(15))}⟧\n⟦${line('7408122F', '1204159', 'UTO', '<'.repeat(11), '6')}⟧`,
    `mrz: ⟦${line('D231458907', 'UTO', '7408122F', '1204159', '<<<<<<<6')}⟧`,
  ],
  ignored: () => [
    'if a<b<<c<<<d then P<Q',
    line('L898902C3', '5UTO', '7408122F', '1204159', 'ZE184226B', '<<<<<10'),
    `A<${'B'.repeat(42)}`,
    'std::cout<<X<<Y<<1',
  ],
};
