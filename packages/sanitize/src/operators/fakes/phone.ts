import { type Fake, RandomDigits, withDigits } from './fake.js';

const AREA_CODES = ['202', '212', '303', '312', '404', '415', '503', '617', '702', '808'];

/**
 * Phone numbers: 555-0100 to 555-0199 behind an area code in North America, which are kept for
 * fiction; elsewhere numbers of the country code 999, which is not given out, and where there is
 * no country code, noughts before 55501xx.
 *
 * @see https://nationalnanpa.com/number_resource_info/555_numbers.html
 * @see ITU-T E.164 Annex: list of assigned country codes
 */
export const phoneFake: Fake = {
  create(value, random) {
    const source = new RandomDigits(random);
    const { length } = value.replaceAll(/[^0-9]/g, '');
    const line = `55501${source.below(10)}${source.below(10)}`;
    if (length < 7) return withDigits(value, '0'.repeat(length));
    if (length === 10 && !value.includes('+')) {
      return withDigits(value, AREA_CODES[source.below(AREA_CODES.length)]! + line);
    }
    if (length === 11 && /^\D*1/.test(value)) {
      return withDigits(value, `1${AREA_CODES[source.below(AREA_CODES.length)]!}${line}`);
    }
    const country = value.includes('+') && length >= 10 ? '999' : '';
    return withDigits(value, country + '0'.repeat(length - 7 - country.length) + line);
  },
  isFake(value) {
    const digits = value.replaceAll(/[^0-9]/g, '');
    if (/^0+$/.test(digits)) return true;
    return /^(?:1?[2-9]\d\d|(?:999)?0*)55501\d\d$/.test(digits);
  },
};
