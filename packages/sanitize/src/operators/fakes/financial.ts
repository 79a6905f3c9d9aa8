import { type Fake, RandomDigits, withDigits } from './fake.js';

/** Puts the check digit of ISO/IEC 7812-1 behind digits. */
function withLuhn(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits + ((10 - (sum % 10)) % 10);
}

/**
 * Payment cards of the major industry 9 and the country 999, which ISO 3166-1 leaves to its users:
 * no issuer has them. Their check digit is right.
 *
 * @see ISO/IEC 7812-1, section 4.2; ISO 3166-1, user-assigned numeric codes 900 to 999
 */
export const cardFake: Fake = {
  create(value, random) {
    const source = new RandomDigits(random);
    const { length } = value.replaceAll(/[^0-9]/g, '');
    const body = Array.from({ length: Math.max(0, length - 5) }, () => source.below(10)).join('');
    return withDigits(value, withLuhn(`9999${body}`));
  },
  isFake: (value) => value.replaceAll(/[^0-9]/g, '').startsWith('9999'),
};

/**
 * IBANs of the country XX, which ISO 3166-1 leaves to its users, with the right check digits.
 *
 * @see ISO 13616-1; ISO 3166-1, user-assigned codes XA to XZ
 */
export const ibanFake: Fake = {
  create(value, random) {
    const source = new RandomDigits(random);
    const length = Math.max(15, value.replaceAll(/[^0-9a-z]/gi, '').length);
    const body = Array.from({ length: length - 4 }, () => source.below(10)).join('');
    // X is 33 in the letters' numbers.
    const remainder = BigInt(`${body}333300`) % 97n;
    const characters = `XX${String(98n - remainder).padStart(2, '0')}${body}`;
    let next = 0;
    return value.replaceAll(/[0-9a-z]/gi, () => characters[next++] ?? '0');
  },
  isFake: (value) => /^XX\d/i.test(value),
};
