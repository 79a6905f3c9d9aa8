import { passesLuhn } from '../../checksums/luhn.js';
import { Alphabet } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import {
  type DigitGroups,
  digitGroupsAt,
  isTableAt,
  mayBeNumber,
} from '../../engine/digit-groups.js';
import { isBehindLabel, labelBefore } from '../../engine/known-labels.js';
import { isGap } from '../../engine/number-start.js';
import type { Window } from '../../engine/window.js';
import { lengthsOf, lengthsOfLead } from './card-issuers.js';

/** ISO/IEC 7812-1, section 4: at most 19 digits; no network has fewer than 12. */
const SHORTEST = 12;
const LONGEST = 19;
/** The issuer identification number. */
const PREFIX = 6;

const SPACE = 32;
const DASH = 45;
const DOT = 46;

/** Whether groups are as cards are printed: in fours, 4-6-5, 4-6-4, 6-13, or in one. */
function isPrinted(groups: DigitGroups, from: number, behind: number): boolean {
  const count = behind - from;
  if (count === 1) return true;
  const first = groups.length(from);
  const second = groups.length(from + 1);
  if (count === 2) return first === 6 && second === 13;
  if (count === 3 && first === 4 && second === 6) return true;
  for (let i = from; i < behind - 1; i++) if (groups.length(i) !== 4) return false;
  return groups.length(behind - 1) <= 4;
}

/** Where the groups end that could be one card, with the same sign between all of them. */
function reachOf(groups: DigitGroups, from: number): number {
  const gap = groups.gap(from + 1);
  const isSign = gap === SPACE || gap === DASH || gap === DOT;
  let total = groups.length(from);
  let behind = from + 1;
  while (isSign && behind < groups.count && groups.gap(behind) === gap) {
    total += groups.length(behind);
    if (total > LONGEST) break;
    behind++;
  }
  return behind;
}

/** The digits of groups as a card would have them; 0 if they are no card as printed. */
function printedLength(groups: DigitGroups, from: number, behind: number): number {
  if (!groups.endsBefore(behind) || !isPrinted(groups, from, behind)) return 0;
  const total = groups.total(from, behind);
  return total >= SHORTEST && total <= LONGEST ? total : 0;
}

/** The first six digits of groups, as a number. */
function prefixOf(groups: DigitGroups, from: number): number {
  let prefix = 0;
  let digit = 0;
  let group = from;
  for (let i = 0; i < PREFIX; i++) {
    if (digit === groups.length(group)) {
      group++;
      digit = 0;
    }
    prefix = prefix * 10 + groups.code(group, digit) - 48;
    digit++;
  }
  return prefix;
}

/** How many groups from `from` on are a card by issuer and checksum; 0 if they are none. */
export function cardGroups(groups: DigitGroups, from: number): number {
  const first = groups.length(from);
  if (first < SHORTEST && first !== 4 && first !== 6) return 0;
  if (groups.total(from) < SHORTEST) return 0;
  const lengths = lengthsOf(prefixOf(groups, from));
  if (lengths === 0) return 0;
  for (let behind = reachOf(groups, from); behind > from; behind--) {
    const length = printedLength(groups, from, behind);
    if (length === 0 || (lengths & (1 << length)) === 0) continue;
    if (passesLuhn(groups.digitsIn(from, behind))) return behind - from;
  }
  return 0;
}

/** How many groups are written as a card, whatever they say; 0 if they are not. */
function printedGroups(groups: DigitGroups): number {
  for (let behind = reachOf(groups, 0); behind > 0; behind--) {
    if (printedLength(groups, 0, behind) > 0) return behind;
  }
  return 0;
}

/** Whether a number may be a card: one in a single group must begin as an issuer's, or be labelled. */
function mayBeCard(window: Window, start: number, end: number): boolean {
  if (end - start < SHORTEST) {
    return (end - start === 4 || end - start === PREFIX) && mayBeNumber(window, start);
  }
  if (isGap(window.at(end))) return mayBeNumber(window, start);
  if (!window.isAll(Alphabet.digit, start, end)) return true;
  let prefix = 0;
  for (let i = start; i < start + PREFIX; i++) prefix = prefix * 10 + window.at(i) - 48;
  return (lengthsOf(prefix) & (1 << (end - start))) !== 0 || labelBefore(window, start) === 'card';
}

/**
 * Payment card numbers: 12 to 19 digits, together or as printed with spaces, dashes or dots, that
 * begin as an issuer's do, have its length and pass the Luhn check. Beside a label such as
 * `card number` a number counts even if a digit is wrong.
 *
 * @see ISO/IEC 7812-1; for the issuers card-issuers.ts
 */
export const paymentCard: Detector = {
  rule: 'payment-card',
  type: 'payment_card',
  anchors: ['digits'],
  gate: {
    lengths: [4, LONGEST + 4],
    plain: {
      alone: (length, lead) => (lengthsOfLead(lead) & (1 << length)) !== 0,
      announced: isBehindLabel('card'),
    },
    anyOf: mayBeCard,
  },
  find(window, start): Match | undefined {
    const groups = digitGroupsAt(window, start);
    if (groups === undefined) return undefined;
    const length = groups.length(0);
    if (length < SHORTEST && (groups.count === 1 || (length !== 4 && length !== 6)))
      return undefined;
    const sure = cardGroups(groups, 0);
    if (sure > 0) return { start, end: groups.end(sure - 1), confidence: 0.95 };
    if (groups.total() < SHORTEST || isTableAt(window, start)) return undefined;
    if (labelBefore(window, start) !== 'card') return undefined;
    const printed = printedGroups(groups);
    if (printed === 0) return undefined;
    return { start, end: groups.end(printed - 1), confidence: 0.86 };
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
    `EC-Karte ⟦${number('6759 ', '6498 ', '2643 ', '8453')}⟧`,
    `⟦${number('4000', '\u00a0', '0566', '\u00a0', '5566', '\u00a0', '5556')}⟧`,
    `⟦${number('4000', '\u2013', '0566', '\u2013', '5566', '\u2013', '5556')}⟧`,
    `paid with ⟦${number('6200.', '0000.', '0000.', '0005')}⟧`,
    `the limit of card ⟦${number('5845', '2879', '2610')}⟧?`,
    `What is your card? ⟦${number('3522', '2350', '3237', '7454')}⟧`,
    `2 items on ⟦${number('4111 ', '1111 ', '1111 ', '1111')}⟧ please`,
  ],
  ignored: () => [
    `order ${number('4111', '1111', '1111', '1112')}`,
    `trace ${number('1730', '4628', '1234', '5678')}`,
    `id a${number('4111', '1111', '1111', '1111')}`,
    `${number('4111', '1111', '1111', '1111')}f`,
    'at 1730462812345 and 1730462812345678901',
    '0000 0000 0000 0000',
    `${number('4111', '1111', '1111')} and ${number('9911 ', '1111 ', '1111 ', '1111')}`,
  ],
};
