import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { PASSPORT_LABELS, passportFormats } from './formats/passports.js';
import { numberDetector } from './number-detector.js';

/**
 * Passport numbers behind a label in a dozen languages: six to eighteen digits and capitals with at
 * least four digits. A passport number has no form of its own, so none stands without a label; the
 * machine-readable lines of a passport do, see `machineReadableZone`.
 *
 * @see ICAO Doc 9303, parts 3 and 4
 */
export const passport: Detector = numberDetector({
  rule: 'passport',
  type: 'passport',
  formats: passportFormats,
  labels: PASSPORT_LABELS,
});

const number = (...groups: string[]): string => groups.join('');

export const passportExamples: DetectorExamples = {
  found: () => [
    `passport number ⟦${number('L89', '890', '2C3')}⟧`,
    `Passport No.: ⟦${number('5337', '20164')}⟧`,
    `{"passportNumber":"⟦${number('AB', '1234567')}⟧"}`,
    `Reisepass ⟦${number('C01X', '00T47', '8')}⟧`,
    `passeport numéro ⟦${number('14', 'AK', '00123')}⟧`,
    `pasaporte: ⟦${number('AAA', '123456')}⟧`,
    `Mi número de pasaporte es ⟦${number('L86', '196', '208')}⟧.`,
    `mon passeport, ⟦${number('294', '4914', '7296').slice(0, 9)}⟧`,
    `passaporto ⟦${number('YA', '1234567')}⟧, paspoort ⟦${number('SPECI', '2014')}⟧`,
    `パスポート番号は⟦${number('TR', '1234567')}⟧`,
    `паспорт ⟦${number('45 ', '10 ', '123456')}⟧`,
    `护照号码：⟦${number('E', '12345678')}⟧`,
  ],
  ignored: () => [
    number('AB', '1234567'),
    'the passport office opened 2024-11-01',
    'passport renewal takes 10 days',
    'order AB1234567 for a passport cover',
  ],
};
