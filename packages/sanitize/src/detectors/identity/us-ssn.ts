import { DIGIT, DASH as HYPHENS } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type DigitGroups, digitGroupsAt, mayBeNumber } from '../../engine/digit-groups.js';
import { isBehindLabel, labelBefore } from '../../engine/known-labels.js';

const SPACE = 32;
const DASH = 45;
const AREA = 3;
const WHOLE = 9;

/** Areas 000, 666 and 900 to 999, group 00 and serial 0000 are never given out. */
function isIssued(groups: DigitGroups): boolean {
  if (groups.reads(0, '000') || groups.reads(0, '666') || groups.code(0, 0) === 57) return false;
  return !groups.reads(1, '00') && !groups.reads(2, '0000');
}

function isSplit(groups: DigitGroups): boolean {
  if (groups.length(1) !== 2 || groups.length(2) !== 4) return false;
  return groups.gap(1) === groups.gap(2) && groups.gap(1) > 0 && groups.endsBefore(3);
}

function isNumeric(classes: number): boolean {
  return (classes & ~(DIGIT | HYPHENS)) === 0;
}

/**
 * US social security numbers: `AAA-GG-SSSS` with dashes or spaces, in ranges that are given out.
 * Beside a label such as `SSN` also dots, nine digits together, and ranges that are not.
 *
 * @see https://www.ssa.gov/employer/randomization.html and https://secure.ssa.gov/poms.nsf/lnx/0110201035
 */
export const usSsn: Detector = {
  rule: 'us-ssn',
  type: 'us_ssn',
  anchors: ['digits'],
  gate: {
    outsideTables: true,
    made: isNumeric,
    lengths: [AREA, 11],
    plain: { announced: isBehindLabel('ssn') },
    anyOf: mayBeNumber,
  },
  find(window, start): Match | undefined {
    const groups = digitGroupsAt(window, start);
    const length = groups?.length(0);
    if (groups === undefined || (length !== AREA && length !== WHOLE)) return undefined;
    if (length === WHOLE) {
      const isLabelled = groups.endsBefore(1) && labelBefore(window, start) === 'ssn';
      return isLabelled ? { start, end: groups.end(0), confidence: 0.97 } : undefined;
    }
    if (!isSplit(groups)) return undefined;
    const end = groups.end(2);
    const label = labelBefore(window, start);
    if (label === 'ssn') return { start, end, confidence: 0.98 };
    if (!isIssued(groups)) return undefined;
    if (groups.gap(1) === DASH) return { start, end, confidence: 0.92 };
    const isLikely = groups.gap(1) === SPACE && label !== 'other';
    return isLikely ? { start, end, confidence: 0.82 } : undefined;
  },
};

const number = (...groups: string[]): string => groups.join('');

export const usSsnExamples: DetectorExamples = {
  found: () => [
    `SSN: ⟦${number('219', '-09-', '9999')}⟧`,
    `it is ⟦${number('457', '-55-', '5462')}⟧, ok?`,
    `social security number ⟦${number('457', '555', '462')}⟧`,
    `⟦${number('457 ', '55 ', '5462')}⟧`,
    `ssn=⟦${number('900', '.12.', '3456')}⟧`,
    `{"ssn": ⟦${number('457', '555', '462')}⟧}`,
  ],
  ignored: () => [
    number('000', '-12-', '3456'),
    number('666', '-12-', '3456'),
    number('457', '-00-', '5462'),
    number('457', '-55-', '0000'),
    `part ${number('457', '-55-', '5462')}-7`,
    `sum ${number('457', '555', '462')}`,
    `AB${number('457', '-55-', '5462')}`,
  ],
};
