import { passesLuhn } from '../../checksums/luhn.js';
import { Words } from '../../engine/words.js';
import type { NumberFormat } from '../identity/formats/number-format.js';

/** The bodies that approve most phones, by the first two digits of the type allocation code. */
const COMMON_BODIES = new Words('35 86 01');

/**
 * The numbers of mobile devices.
 *
 * @see https://www.gsma.com/solutions-and-impact/industry-services/device-services/imei-allocation
 */
export const imeiFormats = (): readonly NumberFormat[] => [
  {
    rule: 'imei',
    shapes: '999999999999999|99-999999-999999-9|99 999999 999999 9|999999-99-999999-9',
    check: (value) => COMMON_BODIES.has(value.slice(0, 2)) && passesLuhn(value),
    alone: 'always',
  },
  {
    rule: 'imei',
    shapes: '999999999999999|99-999999-999999-9|99 999999 999999 9|999999-99-999999-9',
    check: passesLuhn,
    labels: 'imei imeis imeino imeinumber imeicode deviceimei',
  },
  {
    rule: 'imeisv',
    shapes: '9999999999999999|99-999999-999999-99',
    labels: 'imeisv imeisoftwareversion',
  },
];

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

/** The numbers of vehicles. */
export const vinFormats = (): readonly NumberFormat[] => [
  // https://www.ecfr.gov/current/title-49/subtitle-B/chapter-V/part-565
  {
    rule: 'vin',
    shapes: 'XXXXXXXXXXXXXXXXX|XXX XXXXXX XXXXXXXX|XXX-XXXXXX-XXXXXXXX',
    check: isVin,
    alone: 'always',
    labels:
      'vin vinno vinnumber vincode vehicleidentification vehicleidentificationnumber chassis chassisno chassisnumber ' +
      'fahrgestellnummer fahrzeugidentifikationsnummer fin bastidor numerodebastidor telaio numerotelaio ' +
      'numerodechassis numerodeserie',
  },
];
