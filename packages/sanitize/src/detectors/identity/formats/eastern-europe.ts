import { passesMod11And10 } from '../../../checksums/iso7064.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import {
  hasDayMonth,
  hasMonthDay,
  isDay,
  isUniform,
  type NumberFormat,
  two,
} from './number-format.js';

/** Sex and century, `YYMMDD`, county, serial number, check mod 11. */
function isCnp(value: string): boolean {
  const county = two(value, 7);
  const isCounty = (county >= 1 && county <= 48) || county === 51 || county === 52 || county === 70;
  if (value[0] === '0' || !hasMonthDay(value, 3) || !isCounty) return false;
  const check = weightedSum(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (check === 10 ? 1 : check) === digitAt(value, 12);
}

/** Weights 7, 5, 3, 2, 1 … aligned to the right, times ten, mod 11. */
export function isCui(value: string): boolean {
  const padded = value.padStart(10, '0');
  const sum = weightedSum(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]);
  return value[0] !== '0' && ((sum * 10) % 11) % 10 === digitAt(padded, 9);
}

/** The month has 20 more before 1900 and 40 more after 1999. */
export function isEgn(value: string): boolean {
  const month = two(value, 2);
  if (month > 52 || !isDay(month % 20, two(value, 4))) return false;
  const sum = weightedSum(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]);
  return (sum % 11) % 10 === digitAt(value, 9);
}

export function isBulgarianForeigner(value: string): boolean {
  return weightedSum(value, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === digitAt(value, 9);
}

/** `DDMMYYY`, the region of birth, serial number, check mod 11: the number of former Yugoslavia. */
function isJmbg(value: string): boolean {
  const year = Number(value.slice(4, 7));
  if (!hasDayMonth(value) || (year > 60 && year < 850)) return false;
  const sum = weightedSum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  return ((11 - (sum % 11)) % 11) % 10 === digitAt(value, 12);
}

/** A number of former Yugoslavia from the regions of one of the countries. */
function jmbgOf(from: number, to: number): (value: string) => boolean {
  return (value) => two(value, 7) >= from && two(value, 7) <= to && isJmbg(value);
}

export function isSlovenianTax(value: string): boolean {
  const check = 11 - (weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) % 11);
  return value[0] !== '0' && check !== 11 && check % 10 === digitAt(value, 7);
}

/** Days since 1899, serial number, check mod 11. */
function isRnokpp(value: string): boolean {
  const sum = weightedSum(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
  return (((sum % 11) + 11) % 11) % 10 === digitAt(value, 9) && !isUniform(value);
}

function isEdrpou(value: string): boolean {
  const number = Number(value);
  const isMiddle = number >= 30_000_000 && number <= 60_000_000;
  const weights = isMiddle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];
  let check = weightedSum(value, weights) % 11;
  if (check === 10)
    check =
      weightedSum(
        value,
        weights.map((weight) => weight + 2),
      ) % 11;
  return check % 10 === digitAt(value, 7);
}

/** Ten digits for a company and twelve for a person, with two check digits. */
function isInn(value: string): boolean {
  if (value.length === 10) {
    const sum = weightedSum(value, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
    return (sum % 11) % 10 === digitAt(value, 9) && !isUniform(value);
  }
  const first = weightedSum(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
  const second = weightedSum(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return (
    (first % 11) % 10 === digitAt(value, 10) &&
    (second % 11) % 10 === digitAt(value, 11) &&
    !isUniform(value)
  );
}

function isSnils(value: string): boolean {
  const check = (weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100;
  return check === two(value, 9) && !isUniform(value);
}

function isOgrn(value: string): boolean {
  const last = value.length - 1;
  return (Number(value.slice(0, last)) % (last - 1)) % 10 === digitAt(value, last);
}

/** Weights 7, 3, 1, mod 10, over digits and letters from 10. */
function isBelarusianId(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 13; i++) {
    const code = value.charCodeAt(i);
    sum += (code < 58 ? code - 48 : code - 55) * [7, 3, 1][i % 3]!;
  }
  return sum % 10 === digitAt(value, 13) && hasDayMonth(value, 1);
}

function isUnp(value: string): boolean {
  const sum = weightedSum(value, [29, 23, 19, 17, 13, 7, 5, 3]);
  return sum % 11 === digitAt(value, 8);
}

function isIdnp(value: string): boolean {
  const sum = weightedSum(value, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]);
  return '0129'.includes(value[0]!) && sum % 10 === digitAt(value, 12);
}

/** A letter for the decade, year, month (50 more for women), day, number, letter mod 23. */
function isAlbanianNid(value: string): boolean {
  const month = two(value, 2) % 50;
  if (!/^[A-T]/.test(value) || !isDay(month > 30 ? month - 30 : month, two(value, 4))) return false;
  return value[9]! <= 'W';
}

/** The tax numbers of Eastern Europe and of the Balkans, but for VAT numbers. */
export const easternEuropeanTaxIds = (): readonly NumberFormat[] => [
  // https://www.anaf.ro
  {
    rule: 'ro-cui',
    shapes: '99999999|9999999|999999999|9999999999',
    check: isCui,
    labels: 'cui codfiscal codunicdeinregistrare codunic',
    hints: 'cif',
  },
  // https://www.fu.gov.si
  {
    rule: 'si-davcna',
    shapes: '99999999',
    check: isSlovenianTax,
    labels: 'davcnastevilka davčna ddv',
  },
  // https://www.purs.gov.rs
  {
    rule: 'rs-pib',
    shapes: '999999999',
    check: passesMod11And10,
    labels: 'pib пиб poreskiidentifikacionibroj',
  },
  // https://tax.gov.ua
  {
    rule: 'ua-rnokpp',
    shapes: '9999999999',
    check: isRnokpp,
    labels: 'рнокпп іпн rnokpp ipn',
  },
  // https://www.edr.gov.ua
  {
    rule: 'ua-edrpou',
    shapes: '99999999',
    check: isEdrpou,
    labels: 'єдрпоу edrpou',
  },
  // https://www.nalog.gov.ru/rn77/program/5961290/
  {
    rule: 'ru-inn',
    shapes: '999999999999|9999999999',
    check: isInn,
    labels: 'инн иннкпп',
    hints: 'inn',
  },
  // https://www.nalog.gov.ru
  {
    rule: 'ru-ogrn',
    shapes: '9999999999999|999999999999999',
    check: isOgrn,
    labels: 'огрн огрнип ogrn',
  },
  // https://www.portal.nalog.gov.by/grp/
  {
    rule: 'by-unp',
    shapes: '999999999',
    check: isUnp,
    labels: 'унп unp',
  },
  // https://www.qkb.gov.al
  {
    rule: 'al-nipt',
    shapes: 'A99999999A',
    check: (value) => /^[A-M]/.test(value),
    labels: 'nipt nuis',
  },
  // https://www.ujp.gov.mk
  {
    rule: 'mk-edb',
    shapes: '9999999999999',
    check: (value) =>
      ((11 - (weightedSum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 ===
      digitAt(value, 12),
    labels: 'едб edb',
  },
];

/** The national ids of Eastern Europe and of the Balkans. */
export const easternEuropeanIds = (): readonly NumberFormat[] => [
  // https://depabd.mai.gov.ro
  {
    rule: 'ro-cnp',
    shapes: '9999999999999',
    check: isCnp,
    alone: 'always',
    labels: 'cnp codnumericpersonal codnumeric',
  },
  // https://www.grao.bg/esgraon.html
  {
    rule: 'bg-egn',
    shapes: '9999999999',
    check: isEgn,
    labels: 'егн egn единенграждански',
  },
  // https://www.mvr.bg
  {
    rule: 'bg-lnch',
    shapes: '9999999999',
    check: isBulgarianForeigner,
    labels: 'лнч lnch pnf',
  },
  // https://pisrs.si
  {
    rule: 'si-emso',
    shapes: '9999999999999',
    check: jmbgOf(50, 59),
    alone: 'always',
    labels: 'emso emšo',
  },
  // https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number
  {
    rule: 'ba-jmbg',
    shapes: '9999999999999',
    check: jmbgOf(10, 19),
    alone: 'always',
    labels: 'jmbg јмбг',
  },
  // https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number
  {
    rule: 'me-jmbg',
    shapes: '9999999999999',
    check: jmbgOf(20, 29),
    alone: 'always',
    labels: 'jmbg јмбг',
  },
  // https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number
  {
    rule: 'hr-jmbg',
    shapes: '9999999999999',
    check: jmbgOf(30, 39),
    alone: 'always',
    labels: 'jmbg mbg',
  },
  // https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number
  {
    rule: 'mk-embg',
    shapes: '9999999999999',
    check: jmbgOf(40, 49),
    alone: 'always',
    labels: 'embg ембг матичен',
  },
  // https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number
  {
    rule: 'rs-jmbg',
    shapes: '9999999999999',
    check: jmbgOf(60, 99),
    alone: 'always',
    labels: 'jmbg јмбг maticnibroj матични',
  },
  // https://sfr.gov.ru/grazhdanam/persuchet/
  {
    rule: 'ru-snils',
    shapes: '999-999-999 99|99999999999|999-999-999-99',
    check: isSnils,
    alone: 'printed',
    labels: 'снилс snils страховойномер',
  },
  // https://www.mvd.gov.by
  {
    rule: 'by-personal-number',
    shapes: '9999999A999AA9',
    check: isBelarusianId,
    alone: 'always',
    labels: 'идентификационныйномер личныйномер',
  },
  // https://dmsu.gov.ua
  {
    rule: 'ua-passport-id',
    shapes: '99999999-99999|9999999999999',
    labels: 'унзр унікальнийномер',
  },
  // https://asp.gov.md
  {
    rule: 'md-idnp',
    shapes: '9999999999999',
    check: isIdnp,
    labels: 'idnp idno',
  },
  // https://www.oecd.org/tax/automatic-exchange/crs-implementation-and-assistance/tax-identification-numbers/Albania-TIN.pdf
  {
    rule: 'al-nid',
    shapes: 'A99999999A',
    check: isAlbanianNid,
    labels: 'nid letrenjoftimi numripersonal',
  },
  // https://sda.gov.ge
  {
    rule: 'ge-personal-number',
    shapes: '99999999999',
    labels: 'პირადინომერი piradinomeri',
  },
];
