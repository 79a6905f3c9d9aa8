import { passesMod11And10 } from '../../../checksums/iso7064.js';
import { passesLuhn } from '../../../checksums/luhn.js';
import { passesVerhoeff } from '../../../checksums/verhoeff.js';
import { digitAt, remainderOf, weightedSum } from '../../../checksums/weighted.js';
import { hasFullDate, isDay, isUniform, type NumberFormat, two } from './number-format.js';

/** Among the first ten digits one stands twice or three times, and no other more than once. */
function hasRepeatedDigit(value: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of value.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && repeated[0]! <= 3;
}

function isSteuerId(value: string): boolean {
  return value[0] !== '0' && hasRepeatedDigit(value) && passesMod11And10(value);
}

/** Area, date of birth, letter, serial number; the check takes the digits of weighted digits. */
function isGermanPensionNumber(value: string): boolean {
  const day = two(value, 2);
  if (!isDay(two(value, 4), day > 50 ? day - 50 : day)) return false;
  const letter = String(value.charCodeAt(8) - 64).padStart(2, '0');
  const digits = value.slice(0, 8) + letter + value.slice(9, 11);
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const product = weights[i]! * digitAt(digits, i);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 10 === digitAt(value, 11);
}

/** What a character of a machine-readable document counts: digits themselves, letters from 10. */
function documentValue(code: number): number {
  return code < 58 ? code - 48 : code - 55;
}

/** Weights 7, 3, 1 again and again, mod 10: the check of ICAO 9303. */
export function passesDocumentCheck(value: string): boolean {
  let sum = 0;
  const last = value.length - 1;
  for (let i = 0; i < last; i++) sum += documentValue(value.charCodeAt(i)) * [7, 3, 1][i % 3]!;
  return sum % 10 === digitAt(value, last);
}

/** Digits and the letters that cannot be taken for others. */
function isGermanCard(value: string): boolean {
  return /^[CFGHJKLMNPRTVWXYZ0-9]+$/.test(value.slice(0, 9)) && passesDocumentCheck(value);
}

function isAustrianInsurance(value: string): boolean {
  const month = two(value, 6);
  const isDate = isDay(month > 12 ? month - 12 : month, two(value, 4)) && month <= 15;
  if (!isDate || value[0] === '0') return false;
  return weightedSum(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(value, 3);
}

/** The EAN-13 check over a number that begins with Switzerland's 756. */
function isAhv(value: string): boolean {
  const sum = weightedSum(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
  return value.startsWith('756') && sum % 10 === 0;
}

function isSwissUid(value: string): boolean {
  const sum = weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4], 3);
  return value.startsWith('CHE') && (11 - (sum % 11)) % 11 === digitAt(value, 11);
}

/** 97 minus the rest; 2 is put before the number of who was born after 1999. */
function isRijksregister(value: string): boolean {
  const month = two(value, 2) % 20;
  const hasDate = month === 0 || isDay(month, Math.max(1, two(value, 4)));
  if (!hasDate || two(value, 2) > 52) return false;
  const check = two(value, 9);
  const body = value.slice(0, 9);
  const isBornSince2000 = two(value, 0) < 61 && 97 - remainderOf(`2${body}`, 97) === check;
  return isBornSince2000 || 97 - remainderOf(body, 97) === check;
}

function isBsn(value: string): boolean {
  const padded = value.padStart(9, '0');
  return weightedSum(padded, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isUniform(value);
}

/** Sex, year, month, department, commune, order, and 97 minus the rest. */
function isNir(value: string): boolean {
  const month = two(value, 3);
  const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
  if (!isMonth || !'123478'.includes(value[0]!)) return false;
  if (value.length < 15) return false;
  const department = value.slice(5, 7);
  const plain = department === '2A' ? '19' : department === '2B' ? '18' : department;
  if (!/^\d\d$/.test(plain) || plain === '00') return false;
  const body = value.slice(0, 5) + plain + value.slice(7, 13);
  return 97 - remainderOf(body, 97) === two(value, 13);
}

function isFrenchTaxNumber(value: string): boolean {
  return (
    '0123'.includes(value[0]!) && remainderOf(value.slice(0, 10), 511) === Number(value.slice(10))
  );
}

/** Born in a year, Luhn over twelve digits, and Verhoeff over eleven and the last. */
function isLuxembourgId(value: string): boolean {
  if (!hasFullDate(value) || !passesLuhn(value.slice(0, 12))) return false;
  return passesVerhoeff(value.slice(0, 11) + value[12]);
}

/** The tax numbers of Western Europe, but for VAT numbers. */
export const westernEuropeanTaxIds = (): readonly NumberFormat[] => [
  // https://www.elster.de/eportal/helpGlobal?themaGlobal=wo_ist_meine_steuernummer
  {
    rule: 'de-steuernummer',
    shapes:
      '99/999/99999|999/999/99999|999/9999/9999|99 999 99999|9999999999|99999999999|9999999999999',
    labels: 'steuernummer steuernr stnr',
  },
  // https://www.bmf.gv.at
  {
    rule: 'at-steuernummer',
    shapes: '99-999/9999|999999999|99 999/9999',
    check: (value) => passesLuhn(value),
    labels: 'steuernummer abgabenkontonummer steuernr',
  },
  // https://www.bfs.admin.ch/bfs/de/home/register/unternehmensregister/unternehmens-identifikationsnummer.html
  {
    rule: 'ch-uid',
    shapes: 'AAA-999.999.999|AAA999999999|AAA 999 999 999',
    check: isSwissUid,
    alone: 'always',
    labels: 'uid ide idi unternehmensidentifikationsnummer mwst',
  },
  // https://www.impots.gouv.fr/particulier/questions/ou-trouver-mon-numero-fiscal
  {
    rule: 'fr-spi',
    shapes: '9999999999999|99 99 999 999 999',
    check: isFrenchTaxNumber,
    labels: 'spi numerofiscal numfiscal identifiantfiscal referencefiscale',
    hints: 'nif',
  },
  // https://www.insee.fr/fr/metadonnees/definition/c2047
  {
    rule: 'fr-siren',
    shapes: '999 999 999|999999999',
    check: (value) => passesLuhn(value) && !isUniform(value),
    labels: 'siren numerosiren rcs',
  },
  // https://www.insee.fr/fr/metadonnees/definition/c1841
  {
    rule: 'fr-siret',
    shapes: '999 999 999 99999|99999999999999',
    check: (value) => passesLuhn(value) && !isUniform(value),
    labels: 'siret numerosiret',
  },
];

/** The national ids of Western Europe. */
export const westernEuropeanIds = (): readonly NumberFormat[] => [
  // https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html
  {
    rule: 'de-steuer-id',
    shapes: '99 999 999 999|99999999999',
    check: isSteuerId,
    alone: 'printed',
    labels:
      'steuerid steueridnr steueridentifikationsnummer identifikationsnummer idnr steuernr steuernummer',
  },
  // https://www.gesetze-im-internet.de/vkvv/__2.html
  {
    rule: 'de-rentenversicherung',
    shapes: '99999999A999|99 999999 A 999|99 999999 A999',
    check: isGermanPensionNumber,
    alone: 'always',
    labels: 'rvnr svnr sozialversicherungsnummer rentenversicherungsnummer versicherungsnummer',
  },
  // https://www.personalausweisportal.de
  {
    rule: 'de-personalausweis',
    shapes: 'XXXXXXXXX9|XXXXXXXXX',
    check: (value) => value.length === 10 && isGermanCard(value),
    labels: 'personalausweis personalausweisnummer ausweisnummer ausweisnr ausweis',
  },
  // https://www.sozialversicherung.at
  {
    rule: 'at-svnr',
    shapes: '9999999999|9999 999999|9999/999999|9999-999999',
    check: isAustrianInsurance,
    alone: 'printed',
    labels: 'svnr sozialversicherungsnummer versicherungsnummer ecard vsnr',
  },
  // https://www.bsv.admin.ch/bsv/de/home/sozialversicherungen/ahv/grundlagen-gesetze/ahv-nummer.html
  {
    rule: 'ch-ahv',
    shapes: '999.9999.9999.99|9999999999999',
    check: isAhv,
    alone: 'always',
    labels: 'ahv ahvnr ahvnummer avs noavs numeroavs sozialversicherungsnummer',
  },
  // https://www.ibz.rrn.fgov.be/nl/rijksregister/
  {
    rule: 'be-nn',
    shapes: '99.99.99-999.99|99999999999|99.99.99 999 99|999999-999-99|999999-999.99',
    check: isRijksregister,
    alone: 'always',
    labels:
      'rijksregister rijksregisternummer registrenational numeroderegistrenational numeronational niss insz nationalregister',
  },
  // https://www.rvig.nl/burgerservicenummer
  {
    rule: 'nl-bsn',
    shapes: '999999999|99999999|9999.99.999|999 999 999|9999 99 999',
    check: isBsn,
    alone: '9999.99.999',
    labels: 'bsn burgerservicenummer sofinummer sofi burgerservice bsnnummer',
  },
  // https://www.insee.fr/fr/metadonnees/definition/c1409
  {
    rule: 'fr-nir',
    shapes:
      '9 99 99 9X 999 999 99|999999X99999999|999999X999999 99|9 99 99 9X 999 999|9.99.99.9X.999.999.99|999999X999999',
    check: isNir,
    alone: 'always',
    labels: 'nir securitesociale numerodesecuritesociale secu numerosecu insee cartevitale',
  },
  // https://ants.gouv.fr
  {
    rule: 'fr-cni',
    shapes: 'XXXXXXXXX|999999999999',
    labels: 'cni cartenationaledidentite cartedidentite cartenationale carteidentite',
  },
  // https://guichet.public.lu
  {
    rule: 'lu-matricule',
    shapes: '9999999999999|9999 99 99 99999',
    check: isLuxembourgId,
    alone: 'always',
    labels: 'matricule numerodematricule matriculenational',
  },
  // https://www.llv.li
  {
    rule: 'li-peid',
    shapes: '999999999999|99999999999',
    labels: 'peid personenidentifikationsnummer',
  },
];
