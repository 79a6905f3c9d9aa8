import type { Detector, DetectorExamples } from '../../engine/detector.js';
import type { NumberFormat } from '../identity/formats/number-format.js';
import { numberDetector } from '../identity/number-detector.js';

/** What the letters count, `A` to `Z`; 0 for the three that do not occur. */
const VALUES = '12345678012345070923456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK = 8;
/** The last signs of a serial number are digits. */
const SERIAL = /\d{4}$/;

function countOf(sign: string): number {
  const code = sign.charCodeAt(0);
  return Number(code < 58 ? sign : VALUES[code - 65]);
}

/** Signs without `I`, `O` and `Q`, letters and digits, and the check digit at the ninth place. */
function isVin(value: string): boolean {
  if (/[IOQ]/.test(value) || !/[A-Z]/.test(value) || !SERIAL.test(value)) return false;
  let sum = 0;
  for (const [i, sign] of [...value].entries()) sum += countOf(sign) * WEIGHTS[i]!;
  return '0123456789X'[sum % 11] === value[CHECK];
}

const VIN_FORMATS: readonly NumberFormat[] = [
  {
    rule: 'vin',
    shapes: 'XXXXXXXXXXXXXXXXX|XXX XXXXXX XXXXXXXX|XXX-XXXXXX-XXXXXXXX',
    check: isVin,
    alone: 'always',
    labels:
      'vin vinno vinnumber vincode vehicleidentification vehicleidentificationnumber chassis chassisno chassisnumber ' +
      'fahrgestellnummer fahrzeugidentifikationsnummer fin bastidor numerodebastidor telaio numerotelaio ' +
      'numerodechassis numerodeserie',
    source: 'www.ecfr.gov/current/title-49/subtitle-B/chapter-V/part-565',
  },
];

/**
 * Vehicle identification numbers: seventeen signs and a check digit, which North America and China
 * prescribe. Beside a label such as `VIN` also those of Europe, which have none.
 *
 * @see ISO 3779; 49 CFR 565.15 for the check digit
 */
export const vin: Detector = numberDetector({
  rule: 'vin',
  type: 'vin',
  formats: VIN_FORMATS,
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
