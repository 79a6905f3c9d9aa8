import { passesLuhn } from '../../checksums/luhn.js';
import type { Detector, DetectorExamples } from '../../engine/detector.js';
import type { NumberFormat } from '../identity/formats/number-format.js';
import { numberDetector } from '../identity/number-detector.js';

/** The bodies that approve most phones, by the first two digits of the type allocation code. */
const COMMON_BODIES = new Set(['35', '86', '01']);

const SOURCE =
  'www.gsma.com/solutions-and-impact/industry-services/device-services/imei-allocation';

const IMEI_FORMATS: readonly NumberFormat[] = [
  {
    rule: 'imei',
    shapes: '999999999999999|99-999999-999999-9|99 999999 999999 9|999999-99-999999-9',
    check: (value) => COMMON_BODIES.has(value.slice(0, 2)) && passesLuhn(value),
    alone: 'always',
    source: SOURCE,
  },
  {
    rule: 'imei',
    shapes: '999999999999999|99-999999-999999-9|99 999999 999999 9|999999-99-999999-9',
    check: passesLuhn,
    labels: 'imei imeis imeino imeinumber imeicode deviceimei',
    source: SOURCE,
  },
  {
    rule: 'imeisv',
    shapes: '9999999999999999|99-999999-999999-99',
    labels: 'imeisv imeisoftwareversion',
    source: SOURCE,
  },
];

/**
 * The numbers of mobile devices: fifteen digits with a Luhn check. Without a label such as `IMEI`
 * only those of the bodies that approve most phones; beside one also with a wrong digit.
 *
 * @see 3GPP TS 23.003, section 6.2 and annex B
 */
export const imei: Detector = numberDetector({
  rule: 'imei',
  type: 'imei',
  formats: IMEI_FORMATS,
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
