import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { hasMonthDay, isDay, isUniform, type NumberFormat, two } from './number-format.js';

/** Weights 2, 7, 6, 5, 4, 3, 2, and 4 or 3 more for the later series, mod 11 as a letter. */
function isNric(value: string): boolean {
  const series = value[0]!;
  if (!'STFGM'.includes(series)) return false;
  const offset = series === 'M' ? 3 : 'TG'.includes(series) ? 4 : 0;
  const rest = (weightedSum(value, [2, 7, 6, 5, 4, 3, 2], 1) + offset) % 11;
  if ('ST'.includes(series)) return 'JZIHGFEDCBA'[rest] === value[8];
  return (series === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK')[rest] === value[8];
}

/** `YYMMDD`, the place of birth, a number. */
function isMyKad(value: string): boolean {
  const place = two(value, 6);
  const isPlace =
    (place >= 1 && place <= 16) ||
    (place >= 21 && place <= 68) ||
    (place >= 71 && place <= 93) ||
    place > 97;
  return hasMonthDay(value) && isPlace && place !== 69;
}

function isThaiId(value: string): boolean {
  const sum = weightedSum(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return value[0] !== '0' && (11 - (sum % 11)) % 10 === digitAt(value, 12) && !isUniform(value);
}

/** Province, district, `DDMMYY` (40 more for women), a number. */
function isNik(value: string): boolean {
  const day = two(value, 6);
  const province = two(value, 0);
  const isPlace = province >= 11 && province <= 97 && two(value, 2) > 0;
  return isPlace && isDay(two(value, 8), day > 40 ? day - 40 : day) && !value.endsWith('0000');
}

/** A province, century and sex, the year, a number. */
function isCccd(value: string): boolean {
  const province = Number(value.slice(0, 3));
  return province >= 1 && province <= 96 && digitAt(value, 3) < 4;
}

function isVietnameseTax(value: string): boolean {
  const sum = weightedSum(value, [31, 29, 23, 19, 17, 13, 7, 5, 3]);
  return 10 - (sum % 11) === digitAt(value, 9);
}

function isTfn(value: string): boolean {
  const weights = value.length === 8 ? [10, 7, 8, 4, 6, 3, 5, 1] : [1, 4, 3, 7, 5, 8, 6, 9, 10];
  return weightedSum(value, weights) % 11 === 0 && !isUniform(value);
}

/** One less in the first digit, weights 10, 1, 3, 5 …, mod 89. */
function isAbn(value: string): boolean {
  const sum = weightedSum(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10;
  return value[0] !== '0' && sum % 89 === 0;
}

function isAcn(value: string): boolean {
  return (10 - (weightedSum(value, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === digitAt(value, 8);
}

/** Between 10 and 150 million; a second round of weights where the first gives 10. */
function isIrd(value: string): boolean {
  const padded = value.padStart(9, '0');
  const number = Number(value);
  if (number < 10_000_000 || number > 150_000_000) return false;
  let check = (11 - (weightedSum(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  if (check === 10) check = (11 - (weightedSum(padded, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
  return check === digitAt(padded, 8);
}

/** The tax and company numbers of Southeast Asia and Oceania. */
export const southeastAsianTaxIds = (): readonly NumberFormat[] => [
  // https://www.pajak.go.id
  {
    rule: 'id-npwp',
    shapes: '99.999.999.9-999.999|999999999999999',
    check: (value) => passesLuhn(value.slice(0, 9)),
    alone: 'printed',
    labels: 'npwp nomorpokokwajibpajak',
  },
  // https://tracuunnt.gdt.gov.vn
  {
    rule: 'vn-mst',
    shapes: '9999999999|9999999999-999',
    check: isVietnameseTax,
    labels: 'mst masothue mãsốthuế',
  },
  // https://www.bir.gov.ph
  {
    rule: 'ph-tin',
    shapes: '999-999-999-999|999-999-999-99999|999-999-999|999999999999',
    labels: 'bir birtin tinnumber tinno',
  },
  // https://www.uen.gov.sg
  {
    rule: 'sg-uen',
    shapes: '99999999A|999999999A|A99AA9999A',
    labels: 'uen uniqueentitynumber',
  },
  // https://www.hasil.gov.my
  {
    rule: 'my-tin',
    shapes: 'AA9999999999|AA99999999999|A9999999999',
    labels: 'nombtin lhdn cukaipendapatan',
  },
  // https://www.ato.gov.au/individuals-and-families/tax-file-number
  {
    rule: 'au-tfn',
    shapes: '999 999 999|999999999|99999999|999-999-999',
    check: isTfn,
    labels: 'tfn taxfilenumber taxfile',
  },
  // https://abr.business.gov.au/Help/AbnFormat
  {
    rule: 'au-abn',
    shapes: '99 999 999 999|99999999999|99-999-999-999',
    check: isAbn,
    alone: 'printed',
    labels: 'abn australianbusinessnumber',
  },
  // https://asic.gov.au/for-business/registering-a-company/steps-to-register-a-company/australian-company-numbers/australian-company-number-digit-check/
  {
    rule: 'au-acn',
    shapes: '999 999 999|999999999',
    check: isAcn,
    labels: 'acn australiancompanynumber',
  },
  // https://www.ird.govt.nz
  {
    rule: 'nz-ird',
    shapes: '999-999-999|99-999-999|999999999|99999999|999 999 999|99 999 999',
    check: isIrd,
    labels: 'ird irdnumber irdno',
  },
];

/** The national ids of Southeast Asia. */
export const southeastAsianIds = (): readonly NumberFormat[] => [
  // https://www.ica.gov.sg
  {
    rule: 'sg-nric',
    shapes: 'A9999999A',
    check: isNric,
    alone: 'always',
    labels: 'nric fin nricfin nricno nricnumber',
  },
  // https://www.jpn.gov.my
  {
    rule: 'my-mykad',
    shapes: '999999-99-9999|999999999999|999999 99 9999',
    check: isMyKad,
    alone: '999999-99-9999',
    labels: 'mykad nokp kadpengenalan nokadpengenalan mynric icnumber icno',
    hints: 'ic',
  },
  // https://www.bora.dopa.go.th
  {
    rule: 'th-national-id',
    shapes: '9-9999-99999-99-9|9999999999999|9 9999 99999 99 9',
    check: isThaiId,
    alone: 'printed',
    labels: 'บัตรประชาชน เลขประจําตัวประชาชน เลขประจำตัวประชาชน thaiid',
  },
  // https://dukcapil.kemendagri.go.id
  {
    rule: 'id-nik',
    shapes: '9999999999999999',
    check: isNik,
    labels: 'nik ktp noktp nomorindukkependudukan nomornik nomorktp',
  },
  // https://bocongan.gov.vn
  {
    rule: 'vn-cccd',
    shapes: '999999999999|999999999',
    check: (value) => value.length === 12 && isCccd(value),
    labels: 'cccd cmnd căncước căncướccôngdân cancuoc socccd sốcccd',
  },
  // https://www.sss.gov.ph
  {
    rule: 'ph-sss',
    shapes: '99-9999999-9|9999999999',
    labels: 'sss sssnumber sssno',
  },
  // https://philsys.gov.ph
  {
    rule: 'ph-philsys',
    shapes: '9999-9999-9999-9999|9999-9999-9999|9999-9999999-9',
    labels: 'philsys psn pcn philid umid crn',
  },
];
