import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type DigitGroups, isLoose } from '../../engine/digit-groups.js';

/** Areas 000, 666 and 900 to 999, group 00 and serial 0000 are never given out. */
function isIssued(area: string, group: string, serial: string): boolean {
  if (area === '000' || area === '666' || area.startsWith('9')) return false;
  return group !== '00' && serial !== '0000';
}

function isSplit(groups: DigitGroups): boolean {
  const [area, group, serial] = groups.digits;
  if (area?.length !== 3 || group?.length !== 2 || serial?.length !== 4) return false;
  const next = groups.gaps[3];
  return groups.gaps[1] === groups.gaps[2] && (next === undefined || isLoose(next));
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
  find(window, start): Match | undefined {
    const groups = window.digitGroupsAt(start);
    if (groups === undefined) return undefined;
    const [first, group, serial] = groups.digits;
    const next = groups.gaps[1];
    if (first?.length === 9 && (next === undefined || isLoose(next))) {
      const isLabelled = window.labelBefore(start) === 'ssn';
      return isLabelled ? { start, end: groups.ends[0]!, confidence: 0.97 } : undefined;
    }
    if (!isSplit(groups)) return undefined;
    const end = groups.ends[2]!;
    const label = window.labelBefore(start);
    if (label === 'ssn') return { start, end, confidence: 0.98 };
    if (!isIssued(first!, group!, serial!)) return undefined;
    if (next === '-') return { start, end, confidence: 0.92 };
    return next === ' ' && label !== 'other' ? { start, end, confidence: 0.82 } : undefined;
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
