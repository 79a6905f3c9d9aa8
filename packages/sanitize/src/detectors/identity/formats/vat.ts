import { passesMod11And10 } from '../../../checksums/iso7064.js';
import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, remainderOf, weightedSum } from '../../../checksums/weighted.js';
import { isPps } from './british-isles.js';
import { isHungarianCompany, isIco, isNip, isRodneCislo } from './central-europe.js';
import { isBulgarianForeigner, isCui, isEgn, isSlovenianTax } from './eastern-europe.js';
import { isLatvianCode } from './northern-europe.js';
import { type NumberFormat, two } from './number-format.js';
import { isAfm, isCif, isCyprusTin, isDni, isNie, isPortugueseNif } from './southern-europe.js';

/** Doubled digits in the even places, and 4 more. */
function isAustrian(body: string): boolean {
  let sum = 4;
  for (let i = 1; i < 8; i++) {
    const digit = digitAt(body, i) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return body[0] === 'U' && (10 - (sum % 10)) % 10 === digitAt(body, 8);
}

function isBelgian(body: string): boolean {
  return '01'.includes(body[0]!) && 97 - (Number(body.slice(0, 8)) % 97) === two(body, 8);
}

function isBulgarian(body: string): boolean {
  if (body.length === 10) {
    const check = (11 - (weightedSum(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return isEgn(body) || isBulgarianForeigner(body) || check === digitAt(body, 9);
  }
  let check = weightedSum(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  if (check === 10) check = (weightedSum(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10;
  return check === digitAt(body, 8);
}

/** A company has eight digits, a person nine or ten; nine that begin with 6 are others. */
function isCzech(body: string): boolean {
  if (body.length === 8) return body[0] !== '9' && isIco(body);
  if (body.length === 10 || body[0] !== '6') return isRodneCislo(body);
  const check = 8 - ((10 - (weightedSum(body, [8, 7, 6, 5, 4, 3, 2], 1) % 11)) % 11);
  return ((check % 10) + 10) % 10 === digitAt(body, 8);
}

/** Two digits or letters, and a company's number; the digits are its check. */
function isFrench(body: string): boolean {
  const siren = body.slice(2);
  if (!/^\d\d$/.test(body.slice(0, 2)))
    return /^[A-HJ-NP-Z0-9]{2}$/.test(body.slice(0, 2)) && passesLuhn(siren);
  return remainderOf(`${siren}12`, 97) === two(body, 0);
}

/** The weighted digits mod 97; numbers from 100 on also with 55 more. */
function isBritish(body: string): boolean {
  const sum = weightedSum(body, [8, 7, 6, 5, 4, 3, 2, 10, 1]);
  if (Number(body.slice(0, 3)) < 100) return sum > 0 && sum % 97 === 0;
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

/** The form of 2013 is that of a person's number; the one before has a letter in its second place. */
function isIrish(body: string): boolean {
  if (/^\d{7}[A-Z]{1,2}$/.test(body)) return isPps(body);
  const moved = `0${body.slice(2, 7)}${body[0]}${body[7]}`;
  return /^\d[A-Z+*]\d{5}[A-Z]$/.test(body) && isPps(moved);
}

function isLithuanian(body: string): boolean {
  const last = body.length - 1;
  if (body[last - 1] !== '1') return false;
  const round = (first: number) => {
    let sum = 0;
    for (let i = 0; i < last; i++) sum += digitAt(body, i) * (((i + first) % 9) + 1);
    return sum % 11;
  };
  const check = round(0) === 10 ? round(2) % 10 : round(0);
  return check === digitAt(body, last);
}

function isLatvian(body: string): boolean {
  if (body[0]! > '3') return weightedSum(body, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3;
  return isLatvianCode(body);
}

/** A company's number, or one of a person that passes MOD 97-10 with `NL` before it. */
function isDutch(body: string): boolean {
  const digits = body.slice(0, 9);
  const asPerson = remainderOf(`2321${digits}11${body.slice(10)}`, 97) === 1;
  return asPerson || weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

function isSpanish(body: string): boolean {
  if ('XYZ'.includes(body[0]!)) return isNie(body);
  if ('KLM'.includes(body[0]!)) return isDni(`0${body.slice(1)}`);
  return /^\d/.test(body) ? isDni(body) : isCif(body);
}

function isSlovak(body: string): boolean {
  return body[0] !== '0' && '234789'.includes(body[2]!) && Number(body) % 11 === 0;
}

/** Country, the shape behind its code, the check of it, and the shapes in which it is also printed. */
const countries = (): readonly [string, string, (body: string) => boolean, string?][] => [
  ['AT', 'X99999999', isAustrian],
  ['BE', '9999999999', isBelgian, '9999.999.999|999.999.999'],
  ['BG', '999999999|9999999999', isBulgarian],
  ['CY', '99999999A', isCyprusTin],
  ['CZ', '99999999|999999999|9999999999', isCzech],
  ['DE', '999999999', passesMod11And10, '999 999 999'],
  [
    'DK',
    '99999999',
    (body) => weightedSum(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    '99 99 99 99',
  ],
  ['EE', '999999999', (body) => weightedSum(body, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0],
  ['EL', '999999999', isAfm],
  ['ES', 'X9999999X', isSpanish],
  ['FI', '99999999', (body) => weightedSum(body, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0],
  ['FR', 'XX999999999', isFrench, 'XX 999999999|XX 999 999 999'],
  ['GB', '999999999|999999999999', isBritish, '999 9999 99|999 9999 99 999'],
  ['XI', '999999999|999999999999', isBritish, '999 9999 99'],
  ['HR', '99999999999', passesMod11And10],
  ['HU', '99999999', isHungarianCompany],
  ['IE', '9X99999A|9999999AA', isIrish],
  ['IT', '99999999999', passesLuhn, '999 999 999 99'],
  ['LT', '999999999|999999999999', isLithuanian],
  ['LU', '99999999', (body) => Number(body.slice(0, 6)) % 89 === two(body, 6), '999 999 99'],
  ['LV', '99999999999', isLatvian],
  ['MT', '99999999', (body) => weightedSum(body, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0],
  [
    'NL',
    '999999999A99',
    (body) => body[9] === 'B' && isDutch(body),
    '9999.99.999.A.99|999999999.A.99',
  ],
  ['PL', '9999999999', isNip, '999-999-99-99'],
  ['PT', '999999999', isPortugueseNif, '999 999 999'],
  ['RO', '9999999|99999999|999999999|9999999999', isCui],
  [
    'SE',
    '999999999999',
    (body) => passesLuhn(body.slice(0, 10)) && two(body, 10) > 0,
    '999999-9999-99',
  ],
  ['SI', '99999999', isSlovenianTax],
  ['SK', '9999999999', isSlovak],
];

/** The code before it may stand apart: `DE 123456789`. */
function shapesOf(plain: string, printed: string | undefined): string {
  const bodies = [...plain.split('|'), ...(printed?.split('|') ?? [])];
  return bodies.flatMap((body) => [`AA${body}`, `AA ${body}`]).join('|');
}

/**
 * VAT numbers of the European Union and Northern Ireland: the country's code and a number with the
 * check digits that its authority gives it.
 *
 * @see https://ec.europa.eu/taxation_customs/vies/#/faq and Council Directive 2006/112/EC, article 215
 */
export const vatNumbers = (): readonly NumberFormat[] =>
  countries().map(([country, plain, check, printed]) => ({
    rule: `${country === 'EL' ? 'gr' : country.toLowerCase()}-vat`,
    shapes: shapesOf(plain, printed),
    check: (value: string) => value.startsWith(country) && check(value.slice(2)),
    alone: 'always',
  }));

/** The same numbers without their country's code, behind a label that says what they are. */
export const otherVatNumbers = (): readonly NumberFormat[] => [
  // https://www.gov.uk/guidance/vat-registration-number-format
  {
    rule: 'gb-vat',
    shapes: '999 9999 99|999999999|999999999999',
    check: isBritish,
    labels: 'vat vatno vatnumber vatregno vatregistration vatregistrationnumber',
  },
  // https://www.bzst.de/DE/Unternehmen/Identifikationsnummern/Umsatzsteuer-Identifikationsnummer/umsatzsteuer-identifikationsnummer_node.html
  {
    rule: 'de-vat',
    shapes: '999999999|999 999 999',
    check: passesMod11And10,
    labels: 'ustid ustidnr ustidnummer umsatzsteuerid',
  },
  // https://www.brreg.no
  {
    rule: 'no-vat',
    shapes: 'AA999999999AAA|999999999AAA|999 999 999 AAA|AA 999 999 999 AAA',
    check: (value) => {
      const digits = value.replaceAll(/\D/g, '');
      return value.endsWith('MVA') && weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
    },
    alone: 'always',
    labels: 'mva mvanummer orgnr',
  },
  // https://www.sars.gov.za/types-of-tax/value-added-tax
  {
    rule: 'za-vat',
    shapes: '9999999999',
    check: (value) => value[0] === '4' && passesLuhn(value),
    labels: 'vat vatno vatnumber vatregistration vatregistrationnumber',
  },
];
