import { weightedSum } from '../../../checksums/weighted.js';
import { Words } from '../../../engine/words.js';
import type { NumberFormat } from './number-format.js';

const UNUSED_PAIRS = new Words('BG GB KN NK NT TN ZZ');

/** Letters that are given out before the six digits, and a last one of A to D. */
function isNino(value: string): boolean {
  const pair = value.slice(0, 2);
  if ('DFIQUV'.includes(pair[0]!) || 'DFIQUVO'.includes(pair[1]!)) return false;
  return !UNUSED_PAIRS.has(pair) && 'ABCD'.includes(value[8]!);
}

function isUtr(value: string): boolean {
  const sum = weightedSum(value, [6, 7, 8, 9, 10, 5, 4, 3, 2], 1);
  return '21987654321'[sum % 11] === value[0];
}

const PPS_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';

/** Weights 8 to 2, and 9 for the second letter since 2013, mod 23 as a letter. */
export function isPps(value: string): boolean {
  const second = value.length > 8 && value[8] !== 'W' ? value.charCodeAt(8) - 64 : 0;
  if (second > 9) return false;
  const sum = weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) + 9 * second;
  return PPS_LETTERS[sum % 23] === value[7];
}

/** The tax numbers of the United Kingdom. */
export const britishTaxIds = (): readonly NumberFormat[] => [
  // https://www.gov.uk/find-utr-number
  {
    rule: 'gb-utr',
    shapes: '9999999999|99999 99999|999 9999 999',
    check: isUtr,
    labels: 'utr uniquetaxpayer uniquetaxpayerreference taxpayerreference taxreference',
  },
];

/** The national ids of the United Kingdom and Ireland. */
export const britishIds = (): readonly NumberFormat[] => [
  // https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
  {
    rule: 'gb-nino',
    shapes: 'AA999999A|AA 99 99 99 A|AA-99-99-99-A|AA 999999 A|AA99 9999A',
    check: isNino,
    alone: 'always',
    labels: 'nino nationalinsurance nationalinsurancenumber insurancenumber',
    hints: 'ni',
  },
  // https://www.gov.ie/en/service/12e6de-get-a-personal-public-service-pps-number/
  {
    rule: 'ie-pps',
    shapes: '9999999A|9999999AA|9999999 A|9999999 AA',
    check: isPps,
    alone: '9999999A|9999999AA',
    labels: 'pps ppsn ppsnumber ppsno personalpublicservice personalpublic',
  },
];
