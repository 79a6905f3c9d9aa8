import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { DRIVING_LICENCE_LABELS, drivingLicenceFormats } from './formats/driving-licences.js';
import { numberDetector } from './number-detector.js';

/**
 * Driving licences behind a label in a dozen languages, and the British number, which holds a name
 * and a date of birth, without one. What a shape tells of the country or state is in the rule.
 */
export const drivingLicence: Detector = numberDetector({
  rule: 'driving-licence',
  type: 'driving_licence',
  formats: drivingLicenceFormats,
  labels: DRIVING_LICENCE_LABELS,
});

const number = (...groups: string[]): string => groups.join('');

export const drivingLicenceExamples: DetectorExamples = {
  found: () => [
    `driver's license: ⟦${number('D', '1234567')}⟧`,
    `my driver's license number is ⟦${number('F16', '28', '2354', '0116')}⟧`,
    `DL# ⟦${number('S530', '-4606', '-8207')}⟧`,
    `⟦${number('MORGA', '657054', 'SM9IJ')}⟧`,
    `Führerschein: ⟦${number('B07', '2RRE2I', '55')}⟧`,
    `permis de conduire ⟦${number('911', '091', '204', '455')}⟧`,
    `patente di guida ⟦${number('CA', '1234567', 'B')}⟧`,
    `rijbewijs ⟦${number('51', '2345', '6789')}⟧`,
    `{"driverLicense": "⟦${number('9', '0123', '4567')}⟧"}`,
    `CNH ⟦${number('9765', '062', '4640')}⟧`,
  ],
  ignored: () => [
    number('D', '1234567'),
    'license: MIT, version 1234567.8',
    'the software license key follows',
    'dl 20 files at 12345678',
  ],
};
