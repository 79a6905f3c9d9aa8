import { passesMod11And10 } from '../../../checksums/iso7064.js';
import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { hasDayMonth, isDay, type NumberFormat, two } from './number-format.js';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

export function isDni(value: string): boolean {
  return DNI_LETTERS[Number(value.slice(0, 8)) % 23] === value[8];
}

/** `X`, `Y` and `Z` count 0, 1 and 2. */
export function isNie(value: string): boolean {
  const first = 'XYZ'.indexOf(value[0]!);
  return first >= 0 && isDni(first + value.slice(1));
}

/** A letter for the kind of company; the check is a digit for some and a letter for others. */
export function isCif(value: string): boolean {
  if (!'ABCDEFGHJNPQRSUVW'.includes(value[0]!)) return false;
  let sum = 0;
  for (let i = 1; i < 8; i++) {
    const digit = digitAt(value, i) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  const check = (10 - (sum % 10)) % 10;
  const isDigit = 'ABEH'.includes(value[0]!) || !'PQRSNW'.includes(value[0]!);
  return (isDigit && digitAt(value, 8) === check) || 'JABCDEFGHI'[check] === value[8];
}

/** Province, number, and the rest of both mod 97. */
function isSpanishInsurance(value: string): boolean {
  const province = two(value, 0);
  if (province < 1 || (province > 53 && province !== 66)) return false;
  const number = Number(value.slice(2, 10));
  const body =
    number < 10_000_000 ? two(value, 0) * 10_000_000 + number : Number(value.slice(0, 10));
  return body % 97 === two(value, 10);
}

const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];
const BIRTH_MONTHS = 'ABCDEHLMPRST';
/** The letters that stand for digits where two people would have the same code. */
const OMOCODIA = 'LMNPQRSTUV';

/** The digits of a code in which some are written as letters. */
function withoutOmocodia(value: string): string {
  let plain = '';
  for (let i = 0; i < value.length; i++) {
    const isDigitPlace = i > 5 && i < 15 && i !== 8 && i !== 11;
    const digit = isDigitPlace ? OMOCODIA.indexOf(value[i]!) : -1;
    plain += digit >= 0 ? String(digit) : value[i]!;
  }
  return plain;
}

/** Surname, name, year, a letter for the month, day (40 more for women), town, letter mod 26. */
function isCodiceFiscale(value: string): boolean {
  const plain = withoutOmocodia(value);
  if (!/^[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]$/.test(plain)) return false;
  const day = two(plain, 9);
  if (!isDay(BIRTH_MONTHS.indexOf(plain[8]!) + 1, day > 40 ? day - 40 : day)) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = value.charCodeAt(i);
    const index = code < 58 ? code - 48 : code - 65;
    sum += i % 2 === 0 ? ODD_VALUES[index]! : index;
  }
  return sum % 26 === value.charCodeAt(15) - 65;
}

export function isPortugueseNif(value: string): boolean {
  if (!'12356789'.includes(value[0]!)) return false;
  const sum = weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2]);
  return ((11 - (sum % 11)) % 11) % 10 === digitAt(value, 8);
}

/** Luhn over digits and letters, which count from 10. */
function isCartaoCidadao(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 12; i++) {
    const code = value.charCodeAt(i);
    const plain = code < 58 ? code - 48 : code - 55;
    const doubled = plain * 2 > 9 ? plain * 2 - 9 : plain * 2;
    sum += i % 2 === 0 ? doubled : plain;
  }
  return sum % 10 === 0;
}

function isNiss(value: string): boolean {
  const sum = weightedSum(value, [29, 23, 19, 17, 13, 11, 7, 5, 3, 2]);
  return '12'.includes(value[0]!) && 9 - (sum % 10) === digitAt(value, 10);
}

/** Powers of two from the right, mod 11. */
export function isAfm(value: string): boolean {
  const sum = weightedSum(value, [256, 128, 64, 32, 16, 8, 4, 2]);
  return (sum % 11) % 10 === digitAt(value, 8) && value !== '000000000';
}

const CYPRUS_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

export function isCyprusTin(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    sum += i % 2 === 0 ? CYPRUS_ODD[digitAt(value, i)]! : digitAt(value, i);
  }
  return !value.startsWith('12') && value.charCodeAt(8) - 65 === sum % 26;
}

/** Nine digits and two that are the sums of others. */
function isTckn(value: string): boolean {
  if (value[0] === '0') return false;
  const odd =
    digitAt(value, 0) +
    digitAt(value, 2) +
    digitAt(value, 4) +
    digitAt(value, 6) +
    digitAt(value, 8);
  const even = digitAt(value, 1) + digitAt(value, 3) + digitAt(value, 5) + digitAt(value, 7);
  const first = (((odd * 7 - even) % 10) + 10) % 10;
  return first === digitAt(value, 9) && (odd + even + first) % 10 === digitAt(value, 10);
}

function isVkn(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 9; i++) {
    const shifted = (digitAt(value, i) + 9 - i) % 10;
    if (shifted !== 0) sum += (shifted * 2 ** (9 - i)) % 9 || 9;
  }
  return (10 - (sum % 10)) % 10 === digitAt(value, 9);
}

/** The tax numbers of Southern Europe and Turkey, but for VAT numbers. */
export const southernEuropeanTaxIds = (): readonly NumberFormat[] => [
  // https://www.boe.es/buscar/doc.php?id=BOE-A-2008-3580
  {
    rule: 'es-cif',
    shapes: 'A9999999X|A-9999999-X|A-9999999X|A 9999999X',
    check: isCif,
    labels: 'cif nif',
  },
  // https://www.agenziaentrate.gov.it
  {
    rule: 'it-partita-iva',
    shapes: '99999999999',
    check: (value) => passesLuhn(value) && !value.startsWith('0000000'),
    labels: 'partitaiva piva iva partiva',
  },
  // https://eportugal.gov.pt
  {
    rule: 'pt-nif',
    shapes: '999999999|999 999 999|999.999.999',
    check: isPortugueseNif,
    labels: 'nif contribuinte numerodecontribuinte nipc numerofiscal',
  },
  // https://www.aade.gr
  {
    rule: 'gr-afm',
    shapes: '999999999',
    check: isAfm,
    labels: 'αφμ afm',
  },
  // https://ec.europa.eu/taxation_customs/tin
  {
    rule: 'cy-tic',
    shapes: '99999999A',
    check: isCyprusTin,
    labels: 'tic taxidentificationcode φπα',
  },
  // https://www.gib.gov.tr
  {
    rule: 'tr-vkn',
    shapes: '9999999999|999 999 9999',
    check: isVkn,
    labels: 'vkn vergino vergikimlik verginumarasi vergi',
  },
  // https://www.oecd.org/tax/automatic-exchange/crs-implementation-and-assistance/tax-identification-numbers/Andorra-TIN.pdf
  {
    rule: 'ad-nrt',
    shapes: 'A-999999-A|A999999A',
    check: (value) => 'ACDEFGLOPU'.includes(value[0]!),
    labels: 'nrt',
  },
];

/** The national ids of Southern Europe and Turkey. */
export const southernEuropeanIds = (): readonly NumberFormat[] => [
  // https://www.porezna-uprava.hr/HR_OIB
  {
    rule: 'hr-oib',
    shapes: '99999999999',
    check: passesMod11And10,
    labels: 'oib osobniidentifikacijskibroj',
  },
  // https://www.agenziaentrate.gov.it/portale/schede/istanze/richiesta-ts_cf/informazioni-codificazione-pf
  {
    rule: 'it-codice-fiscale',
    shapes: 'AAAAAAXXAXXAXXXA',
    check: isCodiceFiscale,
    alone: 'always',
    labels: 'codicefiscale codfiscale cf',
  },
  // https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/
  {
    rule: 'es-dni',
    shapes: '99999999A|99999999-A|99.999.999-A|99999999 A|99.999.999A',
    check: isDni,
    alone: '99999999A|99999999-A|99.999.999-A|99.999.999A',
    labels: 'dni nif documentonacional documentonacionaldeidentidad',
  },
  // https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/
  {
    rule: 'es-nie',
    shapes: 'A9999999A|A-9999999-A|A-9999999A|A9999999-A',
    check: isNie,
    alone: 'always',
    labels: 'nif tarjetaderesidencia numerodeextranjero identidaddeextranjero',
    hints: 'nie',
  },
  // https://www.seg-social.es
  {
    rule: 'es-nss',
    shapes: '99/9999999999|99/99999999/99|999999999999|99 99999999 99',
    check: isSpanishInsurance,
    alone: '99/99999999/99',
    labels: 'nss naf seguridadsocial numerodeseguridadsocial numerodelaseguridadsocial afiliacion',
  },
  // https://www.cartaidentita.interno.gov.it
  {
    rule: 'it-carta-identita',
    shapes: 'AA99999AA|AA9999999',
    labels: 'cartadidentita cartaidentita cie',
  },
  // https://www.autenticacao.gov.pt
  {
    rule: 'pt-cartao-cidadao',
    shapes: '99999999 9 AX9|999999999AX9|99999999-9-AX9',
    check: isCartaoCidadao,
    alone: 'always',
    labels: 'cartaodecidadao cartaocidadao bi bilhetedeidentidade',
  },
  // https://www.seg-social.pt
  {
    rule: 'pt-niss',
    shapes: '99999999999|999 999 999 99',
    check: isNiss,
    labels: 'niss segurancasocial numerodesegurancasocial',
  },
  // https://www.amka.gr
  {
    rule: 'gr-amka',
    shapes: '99999999999',
    check: (value) => hasDayMonth(value) && passesLuhn(value),
    labels: 'αμκα amka',
  },
  // https://www.astynomia.gr
  {
    rule: 'gr-adt',
    shapes: 'AA-999999|AA 999999|AA999999',
    labels: 'αδτ adt ταυτότητα ταυτοτητασ',
  },
  // https://identita.gov.mt
  {
    rule: 'mt-id',
    shapes: '9999999A|999999A|99999A',
    check: (value) => 'MGAPLHBZ'.includes(value.at(-1)!),
    labels: 'kartatalidentita maltaid',
  },
  // https://www.nvi.gov.tr
  {
    rule: 'tr-tckn',
    shapes: '99999999999',
    check: isTckn,
    labels: 'tckn tckimlik tckimlikno kimlik kimlikno kimliknumarasi vatandaslik',
    hints: 'tc',
  },
];
