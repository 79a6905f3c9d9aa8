import { passesLuhn } from '../../checksums/luhn.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type DigitGroups, isLoose } from '../../engine/digit-groups.js';

/** Issuers by the first digits, as ranges of six, and the lengths of their numbers. */
const ISSUERS: readonly { name: string; ranges: [number, number][]; lengths: number[] }[] = [
  { name: 'Visa', ranges: [[400000, 499999]], lengths: [13, 16, 19] },
  {
    name: 'Mastercard',
    ranges: [
      [510000, 559999],
      [222100, 272099],
    ],
    lengths: [16],
  },
  {
    name: 'American Express',
    ranges: [
      [340000, 349999],
      [370000, 379999],
    ],
    lengths: [15],
  },
  {
    name: 'Discover',
    ranges: [
      [601100, 601199],
      [644000, 659999],
    ],
    lengths: [16, 17, 18, 19],
  },
  {
    name: 'Diners Club',
    ranges: [
      [300000, 305999],
      [309500, 309599],
      [360000, 369999],
      [380000, 399999],
    ],
    lengths: [14, 15, 16, 17, 18, 19],
  },
  {
    name: 'JCB',
    ranges: [[352800, 358999]],
    lengths: [16, 17, 18, 19],
  },
  {
    name: 'JCB of before 2005',
    ranges: [
      [180000, 180099],
      [213100, 213199],
    ],
    lengths: [15],
  },
  {
    name: 'UnionPay',
    ranges: [
      [620000, 629999],
      [810000, 817199],
    ],
    lengths: [16, 17, 18, 19],
  },
  { name: 'Mir', ranges: [[220000, 220499]], lengths: [16, 17, 18, 19] },
  {
    name: 'Maestro',
    ranges: [
      [501800, 501899],
      [502000, 502099],
      [503800, 503899],
      [589300, 589399],
      [630400, 630499],
      [675900, 675999],
      [676100, 676399],
    ],
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  },
];

function hasIssuer(digits: string): boolean {
  const first = Number(digits.slice(0, 6));
  return ISSUERS.some(
    ({ ranges, lengths }) =>
      lengths.includes(digits.length) &&
      ranges.some(([low, high]) => first >= low && first <= high),
  );
}

/** Whether groups of these lengths are how cards are printed: in fours, 4-6-5, 4-6-4, or in one. */
function isPrinted(lengths: readonly number[]): boolean {
  if (lengths.length === 1) return true;
  if (lengths.length === 3 && lengths[0] === 4 && lengths[1] === 6) return true;
  return lengths.every((length, i) =>
    i < lengths.length - 1 ? length === 4 : length >= 1 && length <= 4,
  );
}

/** Numbers of groups from `from` on that could be a card as printed, the most first. */
function candidateCounts(groups: DigitGroups, from: number): { count: number; digits: string }[] {
  const counts: { count: number; digits: string }[] = [];
  const gap = groups.gaps[from + 1];
  const lengths: number[] = [];
  let digits = '';
  for (let i = from; i < groups.digits.length && digits.length < 20; i++) {
    if (i > from && (groups.gaps[i] !== gap || (gap !== ' ' && gap !== '-' && gap !== '.'))) break;
    lengths.push(groups.digits[i]!.length);
    digits += groups.digits[i]!;
    const next = groups.gaps[i + 1];
    const endsHere = next === undefined || isLoose(next);
    if (digits.length >= 12 && digits.length <= 19 && endsHere && isPrinted(lengths)) {
      counts.unshift({ count: i - from + 1, digits });
    }
  }
  return counts;
}

function digitsFrom({ starts, ends }: DigitGroups, from: number): number {
  let total = 0;
  for (let i = from; i < ends.length; i++) total += ends[i]! - starts[i]!;
  return total;
}

/** How many groups from `from` on are a card by issuer and checksum; 0 if they are none. */
export function cardGroups(groups: DigitGroups, from: number): number {
  if (digitsFrom(groups, from) < 12) return 0;
  for (const { count, digits } of candidateCounts(groups, from)) {
    if (hasIssuer(digits) && passesLuhn(digits)) return count;
  }
  return 0;
}

/**
 * Payment card numbers: 12 to 19 digits, together or as printed, that begin as an issuer's do,
 * have its length and pass the Luhn check. Beside a label such as `card number` a number of 13
 * digits or more counts even if a digit is wrong.
 *
 * @see ISO/IEC 7812-1; the issuers' ranges are those that their public BIN tables name
 */
export const paymentCard: Detector = {
  rule: 'payment-card',
  type: 'payment_card',
  anchors: ['digits'],
  find(window, start): Match | undefined {
    const groups = window.digitGroupsAt(start);
    if (groups === undefined) return undefined;
    if (digitsFrom(groups, 0) < 12) return undefined;
    const candidates = candidateCounts(groups, 0);
    if (candidates.length === 0) return undefined;
    const sure = cardGroups(groups, 0);
    if (sure > 0) return { start, end: groups.ends[sure - 1]!, confidence: 0.95 };
    const { count, digits } = candidates[0]!;
    if (digits.length < 13 || window.labelBefore(start) !== 'card') return undefined;
    return { start, end: groups.ends[count - 1]!, confidence: 0.85 };
  },
};

/** Joined here, so that no tool takes this file for a leak. */
const number = (...groups: string[]): string => groups.join('');

export const paymentCardExamples: DetectorExamples = {
  found: () => [
    `Visa ⟦${number('4111', '1111', '1111', '1111')}⟧`,
    `charge ⟦${number('4242 ', '4242 ', '4242 ', '4242')}⟧ today`,
    `⟦${number('5555-', '5555-', '5555-', '4444')}⟧`,
    `Amex ⟦${number('3782 ', '822463 ', '10005')}⟧, thanks`,
    `⟦${number('3056 ', '930902 ', '5904')}⟧`,
    `⟦${number('6011', '1111', '1111', '1117')}⟧;⟦${number('3530', '1113', '3330', '0000')}⟧`,
    `{"card":"⟦${number('2223', '0031', '2200', '3222')}⟧"}`,
    `my card number is ⟦${number('4111 ', '1111 ', '1111 ', '1112')}⟧`,
    `2 items on ⟦${number('4111 ', '1111 ', '1111 ', '1111')}⟧ please`,
  ],
  ignored: () => [
    `order ${number('4111', '1111', '1111', '1112')}`,
    `trace ${number('1730', '4628', '1234', '5678')}`,
    `id a${number('4111', '1111', '1111', '1111')}`,
    `${number('4111', '1111', '1111', '1111')}f`,
    'at 1730462812345 and 1730462812345678901',
    '0000 0000 0000 0000',
  ],
};
