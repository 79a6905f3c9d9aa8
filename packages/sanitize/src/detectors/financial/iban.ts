import { passesMod97 } from '../../checksums/mod97.js';
import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import type { Window } from '../../engine/window.js';

/** The length of an IBAN by country, as the registry says. */
const LENGTHS = new Map<string, number>();
const declare = (length: number, countries: string): void => {
  for (const country of countries.split(' ')) LENGTHS.set(country, length);
};
declare(15, 'NO');
declare(16, 'BE');
declare(18, 'DK FI FK FO GL NL SD');
declare(19, 'MK SI');
declare(20, 'AT BA EE KZ LT LU MN XK');
declare(21, 'CH HR LI LV');
declare(22, 'BG BH CR DE GB GE IE ME RS VA');
declare(23, 'AE GI IL IQ OM SO TL');
declare(24, 'AD CZ ES MD PK RO SA SE SK TN VG');
declare(25, 'LY PT ST');
declare(26, 'IS TR');
declare(27, 'BI DJ FR GR IT MC MR SM');
declare(28, 'AL AZ BY CY DO GT HN HU LB NI PL SV');
declare(29, 'BR EG PS QA UA');
declare(30, 'JO KW MU YE');
declare(31, 'MT SC');
declare(33, 'LC RU');

/** Reads `length` letters and digits from `start`, in one piece or in fours with one gap sign. */
function read(window: Window, start: number, length: number): Match | undefined {
  let iban = '';
  let i = start;
  let gap = 0;
  while (iban.length < length) {
    const code = window.at(i);
    if (isIn(Alphabet.alphanumeric, code)) {
      iban += String.fromCharCode(code);
      i++;
      continue;
    }
    const isGap = code === 32 || code === 45 || code === 0xa0;
    if (!isGap || iban.length % 4 !== 0 || (gap !== 0 && gap !== code)) return undefined;
    if (gap === 0 && iban.length !== 4) return undefined;
    gap = code;
    i++;
  }
  if (isIn(Alphabet.word, window.at(i)) || !passesMod97(iban.toUpperCase())) return undefined;
  return { start, end: i, confidence: 0.97 };
}

/**
 * International bank account numbers: a country's code and length, and the MOD 97-10 check, in
 * one piece or printed in fours.
 *
 * @see ISO 13616-1 and the SWIFT IBAN registry, https://www.swift.com/standards/data-standards/iban
 */
export const iban: Detector = {
  rule: 'iban',
  type: 'iban',
  anchors: ['mixed'],
  find(window, start): Match | undefined {
    const length = LENGTHS.get(window.text.slice(start, start + 2).toUpperCase());
    return length === undefined ? undefined : read(window, start, length);
  },
};

const number = (...groups: string[]): string => groups.join('');

export const ibanExamples: DetectorExamples = {
  found: () => [
    `IBAN ⟦${number('DE89', '3704', '0044', '0532', '0130', '00')}⟧`,
    `pay to ⟦${number('GB29 ', 'NWBK ', '6016 ', '1331 ', '9268 ', '19')}⟧ now`,
    `⟦${number('FR14-', '2004-', '1010-', '0505-', '0001-', '3M02-', '606')}⟧`,
    `"⟦${number('nl91', 'abna', '0417', '1643', '00')}⟧"`,
    `⟦${number('NO93', '8601', '1117', '947')}⟧.`,
  ],
  ignored: () => [
    number('DE89', '3704', '0044', '0532', '0130', '01'),
    number('DE89', '3704', '0044', '0532', '0130', '00', '7'),
    `x${number('DE89', '3704', '0044', '0532', '0130', '00')}`,
    number('ZZ89', '3704', '0044', '0532', '0130', '00'),
    'be68a4e1c5d9f0b2, ab12',
  ],
};
