import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { numberDetector } from '../identity/number-detector.js';
import { vinFormats } from './device-formats.js';

/**
 * Vehicle identification numbers: seventeen signs and a check digit, which North America and China
 * prescribe. Beside a label such as `VIN` also those of Europe, which have none.
 *
 * @see ISO 3779; 49 CFR 565.15 for the check digit
 */
export const vin: Detector = numberDetector({
  rule: 'vin',
  type: 'vin',
  formats: vinFormats,
  labels: '',
});

const number = (...groups: string[]): string => groups.join('');

export const vinExamples: DetectorExamples = {
  found: () => [
    `the car ⟦${number('1M8GDM9A', 'XKP042788')}⟧ was sold`,
    `VIN: ⟦${number('WVWZZZ1J', 'Z3W386752')}⟧`,
    `{"vin":"⟦${number('5GZCZ43D', '13S812715')}⟧"}`,
  ],
  ignored: () => [
    `id ${number('WVWZZZ1J', 'Z3W386752')}`,
    number('1M8GDM9A', 'XKP042789'),
    `${number('1M8GDM9A', 'XKP042788')}9`,
    'the internationalization17',
  ],
};
