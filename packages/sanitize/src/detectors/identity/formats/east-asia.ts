import { passesMod11And2 } from '../../../checksums/iso7064.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { Words } from '../../../engine/words.js';
import { hasFullDate, hasMonthDay, isUniform, type NumberFormat, two } from './number-format.js';

const CHINESE_PROVINCES = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
  53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
]);

/** Region, date of birth, sequence, and MOD 11-2. */
function isResidentId(value: string): boolean {
  return CHINESE_PROVINCES.has(two(value, 0)) && hasFullDate(value, 6) && passesMod11And2(value);
}

/** The department that registered, and the kind of what it registered. */
const USCC_KINDS = new Words('11 12 13 19 51 52 53 59 91 92 93 A1 N1 N2 N3 N9 Y1');
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Powers of three mod 31 over digits and letters without I, O, S, V and Z. */
function isUscc(value: string): boolean {
  const isKind = USCC_KINDS.has(value.slice(0, 2));
  if (!isKind || !CHINESE_PROVINCES.has(two(value, 2))) return false;
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    const index = USCC_ALPHABET.indexOf(value[i]!);
    if (index < 0) return false;
    sum += index * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === value[17];
}

/** Letters count from 10 and a missing one 36; weights 9 to 1, mod 11; `A` is 10. */
function isHkid(value: string): boolean {
  const padded = value.padStart(9, ' ');
  let sum = 0;
  for (let i = 0; i < 9; i++) {
    const code = padded.charCodeAt(i);
    const plain = code === 32 ? 36 : code < 58 ? code - 48 : code - 55;
    sum += plain * (9 - i);
  }
  return sum % 11 === 0 && /^[\dA]$/.test(padded[8]!);
}

const TAIWANESE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** A letter for the place counts 10 and more, 1 or 2 for the sex (8 or 9 for residents). */
function isTaiwaneseId(value: string): boolean {
  if (!'1289'.includes(value[1]!)) return false;
  const place = TAIWANESE_LETTERS.indexOf(value[0]!) + 10;
  const sum =
    Math.floor(place / 10) + (place % 10) * 9 + weightedSum(value, [8, 7, 6, 5, 4, 3, 2, 1, 1], 1);
  return sum % 10 === 0;
}

/** The digits of weighted digits; divisible by 5 since 2023. A 7 in the seventh place may count less. */
function isTaiwaneseCompany(value: string): boolean {
  let sum = 0;
  for (const [i, weight] of [1, 2, 1, 2, 1, 2, 4, 1].entries()) {
    const product = digitAt(value, i) * weight;
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 5 === 0 || (value[6] === '7' && (sum + 1) % 5 === 0);
}

function isMyNumber(value: string): boolean {
  const rest = weightedSum(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === digitAt(value, 11) && !isUniform(value);
}

/** The first digit is 9 minus the weighted rest mod 9. */
function isCorporateNumber(value: string): boolean {
  const sum = weightedSum(value, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], 1);
  return 9 - (sum % 9) === digitAt(value, 0);
}

/** `YYMMDD`, century and sex; the last digit checks only numbers given before October 2020. */
function isRrn(value: string): boolean {
  return hasMonthDay(value) && '12345678'.includes(value[6]!);
}

function isBusinessNumber(value: string): boolean {
  const sum =
    weightedSum(value, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((digitAt(value, 8) * 5) / 10);
  return (10 - (sum % 10)) % 10 === digitAt(value, 9) && two(value, 3) > 0;
}

/** The tax and company numbers of East Asia. */
export const eastAsianTaxIds = (): readonly NumberFormat[] => [
  // https://www.cods.org.cn
  {
    rule: 'cn-uscc',
    shapes: 'XX999999XXXXXXXXXX',
    check: isUscc,
    alone: 'XX999999XXXXXXXXXX',
    labels: '统一社会信用代码 信用代码 uscc creditcode',
  },
  // https://www.fia.gov.tw
  {
    rule: 'tw-ubn',
    shapes: '99999999',
    check: isTaiwaneseCompany,
    labels: '統一編號 統編 ubn',
  },
  // https://www.houjin-bangou.nta.go.jp
  {
    rule: 'jp-corporate-number',
    shapes: '9999999999999|9-9999-9999-9999',
    check: isCorporateNumber,
    labels: '法人番号 corporatenumber',
  },
  // https://www.nts.go.kr
  {
    rule: 'kr-brn',
    shapes: '999-99-99999|9999999999',
    check: isBusinessNumber,
    alone: 'printed',
    labels: '사업자등록번호 사업자번호 사업자 brn businessregistration',
  },
];

/** The national ids of East Asia. */
export const eastAsianIds = (): readonly NumberFormat[] => [
  // GB 11643-1999
  {
    rule: 'cn-resident-id',
    shapes: '99999999999999999X|999999 99999999 999X',
    check: isResidentId,
    alone: 'always',
    labels: '身份证 身份证号 身份证号码 公民身份号码 shenfenzheng residentid residentidentity',
  },
  // https://www.immd.gov.hk/eng/services/hkid.html
  {
    rule: 'hk-hkid',
    shapes: 'A999999(X)|AA999999(X)|A999999X|AA999999X|A999999-X',
    check: isHkid,
    alone: 'A999999(X)|AA999999(X)',
    labels: 'hkid hongkongid hkidnumber 香港身份證 身份證',
  },
  // https://www.ris.gov.tw
  {
    rule: 'tw-national-id',
    shapes: 'A999999999',
    check: isTaiwaneseId,
    labels: '身分證 身分證字號 身份證字號 居留證 taiwanid taiwanesenationalid',
  },
  // https://www.dsi.gov.mo
  {
    rule: 'mo-bir',
    shapes: '9999999(9)|9/999999/9',
    check: (value) => '157'.includes(value[0]!),
    alone: 'printed',
    labels: 'bir macauid 澳門居民身份證',
  },
  // https://www.digital.go.jp/policies/mynumber
  {
    rule: 'jp-my-number',
    shapes: '999999999999|9999 9999 9999|9999-9999-9999',
    check: isMyNumber,
    labels: 'マイナンバー 個人番号 mynumber kojinbango',
  },
  // https://www.law.go.kr
  {
    rule: 'kr-rrn',
    shapes: '999999-9999999|9999999999999',
    check: isRrn,
    alone: 'printed',
    labels:
      '주민등록번호 주민번호 외국인등록번호 rrn residentregistration residentregistrationnumber',
  },
];
