import { Alphabet, isIn, isLetterBeyondAscii } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isBehindEscape } from '../../engine/escapes.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled } from '../../engine/word-hashes.js';
import {
  beginsStreet,
  endOfAddress,
  isHouseNumber,
  isYear,
  readBox,
  readPiece,
  readStreet,
  readUnit,
} from './address-reader.js';

/** How sure an address is, by what speaks for it. Addresses have no form, so none is surer than 0.8. */
const CONFIDENCE = {
  /** Two of: a street word, a house number, a postcode or country. */
  sure: 0.8,
  /** A street word and a house number. */
  street: 0.65,
  /** A room, or capitalized words between two numbers. */
  likely: 0.5,
} as const;

const LABELS = labelWords(
  'address street mailing shipping billing lives live living located location office resides residence home deliver delivery send ship ' +
    'adresse anschrift wohnt wohnhaft wohne domicilio dirección direccion vive habite demeurant indirizzo residente abita endereço endereco ' +
    'mora adres woont woonachtig 住所 地址 주소 адрес',
);

function isLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || isLetterBeyondAscii(code);
}

/** Whether an address may begin at `start`: not inside a word, a number or a path. */
function mayBegin(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isLetter(before) || isIn(Alphabet.word, before)) return isBehindEscape(window, start);
  const isGlue = before === 46 || before === 45 || before === 44 || before === 58;
  if (isGlue && isIn(Alphabet.alphanumeric, window.at(start - 2))) return before === 58;
  return before !== 47 && before !== 64 && before !== 35 && before !== 36 && before !== 0x20ac;
}

function matchOf(window: Window, start: number, streetEnd: number, confidence: number): Match {
  const end = endOfAddress(window, streetEnd);
  return { start, end, confidence: end > streetEnd + 8 ? CONFIDENCE.sure : confidence };
}

/** An address that begins with a number: `24 Clarke Avenue`, `5049 Harjukuja 54`, `12, rue de la Gare`. */
function findFromNumber(window: Window, start: number): Match | undefined {
  const house = readPiece(window, start);
  if (house === undefined || !isHouseNumber(house)) return undefined;
  let i = house.end;
  if (window.at(i) === 44 /* , */) i++;
  if (window.at(i) !== 32) return undefined;
  const second = readPiece(window, i + 1);
  if (second === undefined) return undefined;
  // A number of a building and one of a house: `636 1812 Rue De La Gare`.
  if (isHouseNumber(second) && window.at(second.end) === 32) {
    const street = readStreet(window, second.end + 1);
    if (street?.isNamed) return matchOf(window, start, street.end, CONFIDENCE.street);
    return undefined;
  }
  const box = readBox(window, i + 1);
  if (box >= 0) return matchOf(window, start, box, CONFIDENCE.street);
  const street = readStreet(window, i + 1);
  if (street === undefined) return undefined;
  if (street.isNamed) return matchOf(window, start, street.end, CONFIDENCE.street);
  if (isYear(house.text) && !isLabelled(window, start, LABELS)) return undefined;
  return matchOf(window, start, street.end, CONFIDENCE.likely);
}

/** An address that begins with a word: `Ziegelgasse 19`, `Via Roma 131`, `P.O. Box 12`, `Apt. 5`. */
function findFromWord(window: Window, start: number): Match | undefined {
  const box = readBox(window, start);
  if (box >= 0) return matchOf(window, start, box, CONFIDENCE.street);
  const unit = readUnit(window, start);
  if (unit >= 0 && isIn(Alphabet.upper, window.at(start))) {
    return matchOf(window, start, unit, CONFIDENCE.likely);
  }
  const first = readPiece(window, start);
  if (first === undefined || !beginsStreet(first)) return undefined;
  const street = readStreet(window, start);
  if (street === undefined || !street.isNamed) return undefined;
  const match = matchOf(window, start, street.end, CONFIDENCE.street);
  return street.hasNumber || match.end > street.end ? match : undefined;
}

/**
 * Postal addresses by their grammar: a house number and a street, before it or behind it, in the
 * street words of a dozen languages; post boxes and military mail; and what follows of rooms, city,
 * state, postcode and country, over several lines. It is off unless asked for, and is never surer
 * than 0.8.
 *
 * @see UPU S42 for the order of the parts by country, USPS Publication 28 for the United States
 */
export const address: Detector = {
  rule: 'address',
  type: 'address',
  anchors: ['digits', 'number', 'mixed', 'capitalized', 'initials', 'keyword'],
  keywords: ['p', 'po', 'ul', 'rue', 'calle', 'via', 'rua', 'postfach', 'apartado'],
  find(window, start): Match | undefined {
    if (!mayBegin(window, start)) return undefined;
    const isNumber = isIn(Alphabet.digit, window.at(start));
    return isNumber ? findFromNumber(window, start) : findFromWord(window, start);
  },
};

export const addressExamples: DetectorExamples = {
  found: () => [
    'I live at ⟦221 Baker Street⟧ now',
    'ship to ⟦1600 Clarke Avenue Apt. 12, Springfield, IL 62704⟧',
    'Wohnhaft ⟦Ziegelgasse 19, 1010 Wien⟧.',
    'habite ⟦12 rue de la Gare, 75011 Paris⟧',
    'Calle: ⟦Calle Mayor 12⟧',
    'abita in ⟦Via Roma 131⟧, poi',
    'ul. x, ⟦ul. Północna 73⟧!',
    'write to ⟦P.O. Box 186⟧',
    '⟦PSC 6477, Box 2981\nAPO AE 83700⟧',
    'at ⟦50066 Rooseveltlaan 110\n Apt. 949\n Utrecht\n Netherlands⟧',
  ],
  ignored: () => [
    '12 May 2024, 3 June 19',
    'version 12 of Street Fighter',
    'took 35 ms, 20 MB in 14 files',
    'During 1971, Monitoring 12, Committee 3, Aggregate 12',
    '5 Musicians Of The 70s',
    'the 100 Best Books of 2024',
    'Main Street is closed',
    'Section 12, Table 4',
    '/users/12 Baker',
  ],
};
