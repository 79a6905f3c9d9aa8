import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { numberDetector } from '../identity/number-detector.js';
import { imeiFormats } from './device-formats.js';

/**
 * The numbers of mobile devices: fifteen digits with a Luhn check. Without a label such as `IMEI`
 * only those of the bodies that approve most phones; beside one also with a wrong digit.
 *
 * @see 3GPP TS 23.003, section 6.2 and annex B
 */
export const imei: Detector = numberDetector({
  rule: 'imei',
  type: 'imei',
  formats: imeiFormats,
  labels: '',
});

const number = (...groups: string[]): string => groups.join('');

export const imeiExamples: DetectorExamples = {
  found: () => [
    `IMEI ⟦${number('490154', '2032375', '18')}⟧`,
    `imei: ⟦${number('490154', '2032375', '19')}⟧`,
    `⟦${number('352099', '0017614', '81')}⟧ and ⟦${number('35-', '209900-', '176148-', '1')}⟧`,
    `{"imei":"⟦${number('868932', '0363560', '90')}⟧"}`,
  ],
  ignored: () => [
    number('490154', '2032375', '18'),
    `order ${number('352099', '0017614', '81')}`,
    number('352099', '0017614', '82'),
  ],
};
