import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { numberDetector } from '../identity/number-detector.js';
import { ACCOUNT_LABELS, routingFormats } from './routing-formats.js';

/**
 * Numbers of banks, branches and accounts within a country: US routing numbers, UK sort codes,
 * Canadian transit numbers, Australian BSB and Indian IFSC codes and others beside their labels;
 * without one those whose form and check digits leave little to chance. Behind `account number`
 * any number.
 */
export const bankRouting: Detector = numberDetector({
  rule: 'bank-account',
  type: 'bank_routing',
  formats: routingFormats,
  labels: ACCOUNT_LABELS,
});

const number = (...groups: string[]): string => groups.join('');

export const bankRoutingExamples: DetectorExamples = {
  found: () => [
    `routing number ⟦${number('021', '000', '021')}⟧`,
    `ABA: ⟦${number('1110', '0001', '2')}⟧`,
    `sort code ⟦${number('20', '-00-', '00')}⟧`,
    `pay ⟦${number('20', '-00-', '00 ', '55779911')}⟧`,
    `transit no. ⟦${number('10009', '-001')}⟧`,
    `BSB ⟦${number('062', '-000')}⟧`,
    `IFSC: ⟦${number('SBIN', '0001234')}⟧`,
    `BLZ ⟦${number('370 ', '400 ', '44')}⟧`,
    `RIB ⟦${number('20041 ', '01005 ', '0500013M026 ', '06')}⟧`,
    `⟦${number('2100 ', '0418 ', '45 ', '0200051332')}⟧`,
    `CLABE ⟦${number('0321800', '001183', '59719')}⟧`,
    `bank account number: ⟦${number('5577', '9911')}⟧`,
    `{"accountNumber":"⟦${number('000123', '456789')}⟧"}`,
  ],
  ignored: () => [
    `order ${number('021', '000', '021')}`,
    'on 12-31-20 20201231 and 20-00-00',
    `id ${number('SBIN', '0001234')}`,
    `2100 0418 46 ${number('02000', '51332')}`,
    'routing to node 12',
  ],
};
