import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { Words } from '../../../engine/words.js';
import { hasMonthDay, isDay, isUniform, type NumberFormat, two } from './number-format.js';

/** Area 9, and a group that the tax office gives to those who may have no social security number. */
function isItin(value: string): boolean {
  const group = two(value, 3);
  const isGiven = group >= 50 && group !== 89 && group !== 93 && group <= 99;
  return value[0] === '9' && isGiven && !(group > 65 && group < 70);
}

/** The campuses that give out employer numbers, by their first two digits. */
const EIN_PREFIXES = new Words(
  '01 02 03 04 05 06 10 11 12 13 14 15 16 20 21 22 23 24 25 26 27 30 31 32 33 34 35 36 37 38 39 40 41 42 43 ' +
    '44 45 46 47 48 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 71 72 73 74 75 76 77 80 81 82 ' +
    '83 84 85 86 87 88 90 91 92 93 94 95 98 99',
);

/** Luhn over nine digits; 0 and 8 begin no number of a person. */
function isSin(value: string): boolean {
  return value[0] !== '0' && value[0] !== '8' && !isUniform(value) && passesLuhn(value);
}

/** A business number with the program account behind it. */
function isProgramAccount(value: string): boolean {
  const program = value.slice(9, 11);
  return (
    ['RC', 'RM', 'RP', 'RT', 'RR', 'RZ', 'RD'].includes(program) && passesLuhn(value.slice(0, 9))
  );
}

const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const MEXICAN_STATES = new Set(
  'AS BC BS CC CS CH CL CM DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TL TS VZ YN ZS NE'.split(
    ' ',
  ),
);

function isCurp(value: string): boolean {
  if (!hasMonthDay(value, 6) || !'HMX'.includes(value[10]!)) return false;
  if (!MEXICAN_STATES.has(value.slice(11, 13))) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (18 - i) * CURP_ALPHABET.indexOf(value[i]!);
  return (10 - (sum % 10)) % 10 === digitAt(value, 17);
}

const RFC_ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/** The name's letters, a date and a homoclave whose last sign checks the others. */
function isRfc(value: string): boolean {
  const padded = value.padStart(13, ' ');
  if (!hasMonthDay(padded, 6) || !/[1-9A-V][1-9A-Z][0-9A]$/.test(value)) return false;
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += RFC_ALPHABET.indexOf(padded[i]!) * (13 - i);
  return '0123456789A'[(11 - (sum % 11)) % 11] === padded[12];
}

/** The person's number in base 8 and its two places of birth. */
function isCui(value: string): boolean {
  const department = two(value, 9);
  const town = two(value, 11);
  if (department < 1 || department > 22 || town < 1) return false;
  return weightedSum(value, [2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(value, 8);
}

/** Weights 2, 3, 4 … from the right, mod 11; 10 is written `K`. */
function isGuatemalanNit(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < value.length - 1; i++) sum += digitAt(value, i) * (value.length - i);
  return '0123456789K'[(11 - (sum % 11)) % 11] === value.at(-1);
}

function isDui(value: string): boolean {
  const sum = weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2]);
  return (10 - (sum % 10)) % 10 === digitAt(value, 8) && !isUniform(value);
}

function isSalvadoranNit(value: string): boolean {
  if (!isDay(two(value, 6), two(value, 4)) && two(value, 4) === 0) return false;
  const isOld = Number(value.slice(10, 13)) <= 100;
  const sum = isOld
    ? weightedSum(value, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
    : weightedSum(value, [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  const check = isOld ? (sum % 11) % 10 : ((11 - (sum % 11)) % 11) % 10;
  return check === digitAt(value, 13);
}

/** Weights 7, 9, 8, 6, 5, 4, 3, 2, mod 11, as a digit from 1 to 9. */
function isRnc(value: string): boolean {
  const sum = weightedSum(value, [7, 9, 8, 6, 5, 4, 3, 2]);
  return ((10 - (sum % 11) + 9) % 9) + 1 === digitAt(value, 8);
}

/** The tax numbers of North and Central America. */
export const northAmericanTaxIds = (): readonly NumberFormat[] => [
  // https://www.irs.gov/individuals/individual-taxpayer-identification-number
  {
    rule: 'us-itin',
    shapes: '999-99-9999|999 99 9999|999999999',
    check: isItin,
    alone: 'printed',
    labels: 'itin individualtaxpayer taxpayeridentification',
  },
  // https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes
  {
    rule: 'us-ein',
    shapes: '99-9999999',
    check: (value) => EIN_PREFIXES.has(value.slice(0, 2)),
    hints: 'ein',
  },
  // https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes
  {
    rule: 'us-ein',
    shapes: '99-9999999|999999999',
    check: (value) => EIN_PREFIXES.has(value.slice(0, 2)),
    labels:
      'einnumber einno fein employeridentification employeridentificationnumber federaltaxid federaltax taxid',
  },
  // https://www.irs.gov/tax-professionals/ptin-requirements-for-tax-return-preparers
  {
    rule: 'us-ptin',
    shapes: 'A99999999',
    check: (value) => value.startsWith('P'),
    labels: 'ptin preparertax preparertaxidentification',
  },
  // https://www.canada.ca/en/revenue-agency/services/tax/businesses/topics/registering-your-business/business-number.html
  {
    rule: 'ca-bn',
    shapes: '999999999AA9999|999999999 AA 9999|999999999 AA9999|99999 9999 AA9999',
    check: isProgramAccount,
    alone: 'always',
    labels: 'businessnumber gsthst gst hst numerodentreprise',
  },
  // https://www.sat.gob.mx/tramites/operacion/28753/obten-tu-rfc-con-la-clave-curp
  {
    rule: 'mx-rfc',
    shapes: 'AAAA999999XXX|AAA999999XXX|AAAA-999999-XXX|AAA-999999-XXX',
    check: isRfc,
    alone: 'always',
    labels: 'rfc registrofederal registrofederaldecontribuyentes contribuyentes',
  },
  // https://portal.sat.gob.gt/portal/consulta-cui-nit
  {
    rule: 'gt-nit',
    shapes: '9999999X|99999999X|999999-X|9999999-X|99999999-X',
    check: isGuatemalanNit,
    labels: 'nit',
  },
  // https://www.mh.gob.sv
  {
    rule: 'sv-nit',
    shapes: '9999-999999-999-9|99999999999999',
    check: isSalvadoranNit,
    alone: 'printed',
    labels: 'nit numerodeidentificaciontributaria',
  },
  // https://dgii.gov.do/app/WebApps/ConsultasWeb2/ConsultasWeb/consultas/rnc.aspx
  {
    rule: 'do-rnc',
    shapes: '9-99-99999-9|999999999|999-99999-9',
    check: isRnc,
    labels: 'rnc registronacionaldelcontribuyente',
  },
  // https://www.hacienda.go.cr
  {
    rule: 'cr-cedula-juridica',
    shapes: '9-999-999999|9999999999',
    check: (value) => '2345'.includes(value[0]!),
    labels: 'cedulajuridica',
  },
];

/** The national ids of North and Central America, but for US social security numbers. */
export const northAmericanIds = (): readonly NumberFormat[] => [
  // https://www.canada.ca/en/employment-social-development/services/sin.html
  {
    rule: 'ca-sin',
    shapes: '999-999-999|999 999 999|999999999',
    check: isSin,
    labels:
      'socialinsurance socialinsurancenumber sinnumber sinno assurancesociale numerodassurancesociale nas',
    hints: 'sin',
  },
  // https://www.gob.mx/curp
  {
    rule: 'mx-curp',
    shapes: 'AAAA999999AAAAAAX9',
    check: isCurp,
    alone: 'always',
    labels: 'curp claveunica registrodepoblacion',
  },
  // https://www.imss.gob.mx
  {
    rule: 'mx-nss',
    shapes: '99999999999|99-99-99-9999-9|99 99 99 9999 9',
    check: (value) => passesLuhn(value),
    labels: 'nss numerodeseguridadsocial seguridadsocial segurosocial imss',
  },
  // https://www.renap.gob.gt
  {
    rule: 'gt-cui',
    shapes: '9999 99999 9999|9999999999999|9999-99999-9999',
    check: isCui,
    alone: 'printed',
    labels: 'cui dpi codigounico codigounicodeidentificacion',
  },
  // https://www.rnpn.gob.sv
  {
    rule: 'sv-dui',
    shapes: '99999999-9|999999999',
    check: isDui,
    labels: 'dui documentounico documentounicodeidentidad',
  },
  // https://jce.gob.do
  {
    rule: 'do-cedula',
    shapes: '999-9999999-9|99999999999',
    check: (value) => passesLuhn(value) && !isUniform(value),
    alone: 'printed',
    labels: 'cedula ceduladeidentidad cedulano',
  },
  // https://www.tse.go.cr
  {
    rule: 'cr-cedula',
    shapes: '9-9999-9999|99-9999-9999|999999999|9999999999',
    labels: 'cedula cedulafisica ceduladeidentidad',
  },
  // https://www.rnp.hn
  {
    rule: 'hn-dni',
    shapes: '9999-9999-99999|9999999999999',
    check: (value) => two(value, 0) >= 1 && two(value, 0) <= 18,
    labels: 'dni tarjetadeidentidad identidad',
  },
  // https://www.cse.gob.ni
  {
    rule: 'ni-cedula',
    shapes: '999-999999-9999A|9999999999999A',
    check: (value) => isDay(two(value, 5), two(value, 3)),
    alone: 'always',
    labels: 'cedula ceduladeidentidad',
  },
  // https://www.tribunal-electoral.gob.pa
  {
    rule: 'pa-cedula',
    shapes: '9-999-9999|9-9999-99999|99-999-9999|A-999-9999|AA-999-9999',
    labels: 'cedula cip',
  },
  // https://www.oecd.org/content/dam/oecd/en/topics/policy-issue-focus/aeoi
  {
    rule: 'cu-ni',
    shapes: '99999999999',
    check: (value) => hasMonthDay(value),
    labels: 'carnetdeidentidad numerodeidentidad',
  },
];
