import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { hasDayMonth, hasMonthDay, isDay, type NumberFormat, two } from './number-format.js';

const HETU_LETTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Day, month, year, century, a number; the letter is the rest of the nine digits mod 31. */
function isHetu(value: string): boolean {
  const digits = value.slice(0, 6) + value.slice(-4, -1);
  const isCentury = value.length === 10 || 'ABCDEFYXWVU'.includes(value[6]!);
  if (!isCentury || !hasDayMonth(value)) return false;
  return Number(digits.slice(6)) > 1 && HETU_LETTERS[Number(digits) % 31] === value.at(-1);
}

/** The last ten digits pass Luhn; a coordination number has 60 added to the day. */
function isPersonnummer(value: string): boolean {
  const digits = value.slice(-10);
  const day = two(digits, 4);
  if (value.length === 12 && !['18', '19', '20'].includes(value.slice(0, 2))) return false;
  const isDate = isDay(two(digits, 2), day > 60 ? day - 60 : day);
  return isDate && digits.slice(6, 9) !== '000' && passesLuhn(digits);
}

/** An organisation's third digit is 2 or more, so that it is no month. */
function isSwedishOrganisation(value: string): boolean {
  return digitAt(value, 2) >= 2 && value[0] !== '0' && passesLuhn(value);
}

/** Two check digits mod 11; a D number has 40 added to the day, others 40 or 80 to the month. */
function isFodselsnummer(value: string): boolean {
  const day = two(value, 0);
  if (!isDay(two(value, 2) % 40, day > 40 ? day - 40 : day)) return false;
  return (
    weightedSum(value, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

function isNorwegianOrganisation(value: string): boolean {
  return '89'.includes(value[0]!) && weightedSum(value, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** The check digit is given up for new numbers since 2007, so only a label replaces it. */
function isCpr(value: string): boolean {
  return hasDayMonth(value) && weightedSum(value, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

function isKennitala(value: string): boolean {
  const day = two(value, 0);
  if (!'089'.includes(value[9]!) || !isDay(two(value, 2), day > 40 ? day - 40 : day)) return false;
  return weightedSum(value, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Century and sex, `YYMMDD`, a serial number; weights of a second round where the first gives 10. */
function isBalticCode(value: string): boolean {
  if (!'12345678'.includes(value[0]!) || !hasMonthDay(value, 3)) return false;
  let check = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (check === 10) check = (weightedSum(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === digitAt(value, 10);
}

/** `DDMMYY` and a century; numbers since 2017 begin with 32 and hide the date. */
export function isLatvianCode(value: string): boolean {
  const isNew = value.startsWith('32');
  if (!isNew && !(hasDayMonth(value) && '012'.includes(value[6]!))) return false;
  const sum = 1 + weightedSum(value, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
  return (sum % 11) % 10 === digitAt(value, 10);
}

/** The tax numbers of Northern Europe, but for VAT numbers. */
export const northernEuropeanTaxIds = (): readonly NumberFormat[] => [
  // https://www.skatteverket.se
  {
    rule: 'se-orgnr',
    shapes: '999999-9999|9999999999',
    check: isSwedishOrganisation,
    labels: 'orgnr organisationsnummer orgnummer',
  },
  // https://www.brreg.no/om-oss/registrene-vare/om-enhetsregisteret/organisasjonsnummeret/
  {
    rule: 'no-orgnr',
    shapes: '999 999 999|999999999',
    check: isNorwegianOrganisation,
    labels: 'orgnr organisasjonsnummer orgnummer',
  },
  // https://datacvr.virk.dk
  {
    rule: 'dk-cvr',
    shapes: '99999999|99 99 99 99',
    check: (value) => weightedSum(value, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    labels: 'cvr cvrnr cvrnummer',
  },
  // https://www.ytj.fi
  {
    rule: 'fi-ytunnus',
    shapes: '9999999-9',
    check: (value) => weightedSum(value, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
    labels: 'ytunnus tunnus yritystunnus',
  },
];

/** The national ids of Northern Europe. */
export const northernEuropeanIds = (): readonly NumberFormat[] => [
  // https://dvv.fi/henkilotunnus
  {
    rule: 'fi-hetu',
    shapes: '999999-999X|999999A999X',
    check: isHetu,
    alone: 'always',
    labels: 'hetu henkilotunnus henkilötunnus sotu personbeteckning',
  },
  // https://www.skatteverket.se/privat/folkbokforing/personnummer
  {
    rule: 'se-personnummer',
    shapes: '999999-9999|99999999-9999|9999999999|999999999999',
    check: isPersonnummer,
    alone: 'printed',
    labels: 'personnummer personnr samordningsnummer pnr persnr',
  },
  // https://www.skatteetaten.no/person/folkeregister/identitetsnummer/fodselsnummer/
  {
    rule: 'no-fodselsnummer',
    shapes: '99999999999|999999 99999|999999-99999',
    check: isFodselsnummer,
    alone: 'always',
    labels: 'fodselsnummer fødselsnummer fnr personnummer dnummer',
  },
  // https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret
  {
    rule: 'dk-cpr',
    shapes: '999999-9999|9999999999|999999 9999',
    check: isCpr,
    alone: '999999-9999',
    labels: 'cpr cprnr cprnummer personnummer',
  },
  // https://www.skra.is/folk/kennitolur/
  {
    rule: 'is-kennitala',
    shapes: '999999-9999|9999999999',
    check: isKennitala,
    alone: 'printed',
    labels: 'kennitala kt kennitolu',
  },
  // https://www.riigiteataja.ee/akt/112122024024
  {
    rule: 'ee-isikukood',
    shapes: '99999999999',
    check: isBalticCode,
    alone: 'always',
    labels: 'isikukood isikukoodi',
  },
  // https://www.registrucentras.lt
  {
    rule: 'lt-asmens-kodas',
    shapes: '99999999999',
    check: isBalticCode,
    labels: 'asmenskodas kodas',
  },
  // https://www.pmlp.gov.lv/lv/personas-kods
  {
    rule: 'lv-personas-kods',
    shapes: '999999-99999|99999999999',
    check: isLatvianCode,
    alone: '999999-99999',
    labels: 'personaskods',
  },
];
