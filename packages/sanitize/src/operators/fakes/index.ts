import type { Fake } from './fake.js';
import { RandomDigits, withDigits } from './fake.js';
import { cardFake, ibanFake } from './financial.js';
import { ipFake, macFake } from './network.js';
import { phoneFake } from './phone.js';

/**
 * E-mail addresses at example.com, which is kept for documentation (RFC 2606, section 3).
 */
const emailFake: Fake = {
  create(_value, random) {
    const source = new RandomDigits(random);
    const number = source.below(10_000) * 10_000 + source.below(10_000);
    return `user${String(number).padStart(8, '0')}@example.com`;
  },
  isFake: (value) => /^user\d{8}@example\.com$/i.test(value),
};

/** Social security numbers of the area 666, which is never given out (SSA, since 2011). */
const ssnFake: Fake = {
  create(value, random) {
    const source = new RandomDigits(random);
    const rest = Array.from({ length: 6 }, () => 1 + source.below(9)).join('');
    return withDigits(value, `666${rest}`);
  },
  isFake: (value) => value.replaceAll(/[^0-9]/g, '').startsWith('666'),
};

/** The types that have a range of values which are nobody's. */
export const FAKES: ReadonlyMap<string, Fake> = new Map([
  ['email', emailFake],
  ['phone', phoneFake],
  ['payment_card', cardFake],
  ['iban', ibanFake],
  ['us_ssn', ssnFake],
  ['ip', ipFake],
  ['mac', macFake],
]);
