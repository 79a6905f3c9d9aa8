import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { hasMonthDay, isDay, type NumberFormat, two } from './number-format.js';

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

/** The month tells the century by 20, 40, 60 or 80 more. */
function isPesel(value: string): boolean {
  const sum = weightedSum(value, PESEL_WEIGHTS);
  return isDay(two(value, 2) % 20, two(value, 4)) && (10 - (sum % 10)) % 10 === digitAt(value, 10);
}

export function isNip(value: string): boolean {
  return weightedSum(value, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(value, 9);
}

function isRegon(value: string): boolean {
  const short = (weightedSum(value, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === digitAt(value, 8);
  if (value.length === 9) return short;
  const long = weightedSum(value, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11;
  return short && long % 10 === digitAt(value, 13);
}

/** Letters count from 10; the first digit checks the rest. */
function isPolishCard(value: string): boolean {
  let sum = 0;
  for (const [i, weight] of [7, 3, 1, 9, 7, 3, 1, 7, 3].entries()) {
    const code = value.charCodeAt(i);
    sum += weight * (code < 58 ? code - 48 : code - 55);
  }
  return sum % 10 === 0;
}

/** The month has 50 more for women, and 20 more where a day ran out of numbers. */
export function isRodneCislo(value: string): boolean {
  const month = two(value, 2);
  const plain = month > 70 ? month - 70 : month > 50 ? month - 50 : month > 20 ? month - 20 : month;
  if (!isDay(plain, two(value, 4))) return false;
  if (value.length === 9) return two(value, 0) < 54 && !value.endsWith('000');
  const check = (Number(value.slice(0, 9)) % 11) % 10;
  return check === digitAt(value, 9);
}

export function isIco(value: string): boolean {
  const check = (11 - (weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return (check === 0 ? 1 : check % 10) === digitAt(value, 7);
}

function isHungarianTaxId(value: string): boolean {
  return (
    value[0] === '8' && weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(value, 9)
  );
}

function isTaj(value: string): boolean {
  return weightedSum(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digitAt(value, 8);
}

/** Sex and century, `YYMMDD`, order; the weights run backwards since 1997. */
function isHungarianId(value: string): boolean {
  if (!'12345678'.includes(value[0]!) || !hasMonthDay(value, 3)) return false;
  const forwards = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11;
  const backwards = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
  return forwards === digitAt(value, 10) || backwards === digitAt(value, 10);
}

/** The number of a company: weights 9, 7, 3, 1, mod 10. */
export function isHungarianCompany(value: string): boolean {
  return weightedSum(value, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0;
}

/** The tax numbers of Central Europe, but for VAT numbers. */
export const centralEuropeanTaxIds = (): readonly NumberFormat[] => [
  // https://www.podatki.gov.pl/nip/
  {
    rule: 'pl-nip',
    shapes: '999-999-99-99|999-99-99-999|9999999999|999 999 99 99',
    check: isNip,
    alone: '999-999-99-99|999-99-99-999',
    labels: 'nip numeridentyfikacjipodatkowej',
  },
  // https://stat.gov.pl/regon/
  {
    rule: 'pl-regon',
    shapes: '999999999|99999999999999',
    check: isRegon,
    labels: 'regon',
  },
  // https://www.czso.cz/csu/res/registr_ekonomickych_subjektu
  {
    rule: 'cz-ico',
    shapes: '99999999|999 99 999',
    check: isIco,
    labels: 'ičo ič identifikacnicislo',
    hints: 'ico ic',
  },
  // https://nav.gov.hu
  {
    rule: 'hu-adoazonosito',
    shapes: '9999999999|9 999 999 999',
    check: isHungarianTaxId,
    labels: 'adoazonosito adoazonositojel adoszam adóazonosító',
  },
  // https://nav.gov.hu
  {
    rule: 'hu-adoszam',
    shapes: '99999999-9-99|99999999999',
    check: (value) => isHungarianCompany(value) && two(value, 9) <= 51,
    alone: 'printed',
    labels: 'adoszam adószám',
  },
];

/** The national ids of Central Europe. */
export const centralEuropeanIds = (): readonly NumberFormat[] => [
  // https://www.gov.pl/web/gov/czym-jest-numer-pesel
  {
    rule: 'pl-pesel',
    shapes: '99999999999',
    check: isPesel,
    labels: 'pesel numerpesel',
  },
  // https://www.gov.pl/web/gov/uzyskaj-dowod-osobisty
  {
    rule: 'pl-dowod',
    shapes: 'AAA999999|AAA 999999',
    check: isPolishCard,
    labels: 'dowod dowodosobisty dowodu dowoduosobistego seriainumer',
  },
  // https://www.mvcr.cz/clanek/rodne-cislo.aspx
  {
    rule: 'cz-rodne-cislo',
    shapes: '999999/9999|9999999999|999999/999|999999999',
    check: isRodneCislo,
    alone: '999999/9999',
    labels: 'rodnecislo rodné rč',
    hints: 'rc',
  },
  // https://www.minv.sk/?rodne-cislo
  {
    rule: 'sk-rodne-cislo',
    shapes: '999999/9999|9999999999|999999/999',
    check: isRodneCislo,
    labels: 'rodnecislo',
  },
  // https://njt.hu/jogszabaly/1996-20-00-00
  {
    rule: 'hu-szemelyi-szam',
    shapes: '99999999999|9 999999 9999|9-999999-9999',
    check: isHungarianId,
    alone: '9-999999-9999',
    labels: 'szemelyiszam szemelyiazonosito személyi szemelyi',
  },
  // https://www.neak.gov.hu
  {
    rule: 'hu-taj',
    shapes: '999 999 999|999999999|999-999-999',
    check: isTaj,
    labels: 'taj tajszam tajkartya',
  },
];
