import { type Fake, RandomDigits } from './fake.js';

const V4_NETWORKS = ['192.0.2.', '198.51.100.', '203.0.113.'];

/**
 * IP addresses of the networks for documentation.
 *
 * @see RFC 5737 for version 4, RFC 3849 for version 6
 */
export const ipFake: Fake = {
  create(value, random) {
    const source = new RandomDigits(random);
    if (!value.includes(':')) {
      return V4_NETWORKS[source.below(3)]! + (1 + source.below(254));
    }
    const groups = Array.from({ length: 4 }, () => (1 + source.below(65_535)).toString(16));
    return `2001:db8::${groups.join(':')}`;
  },
  isFake(value) {
    const address = value.toLowerCase();
    return (
      V4_NETWORKS.some((network) => address.startsWith(network)) || /^2001:0?db8:/.test(address)
    );
  },
};

/**
 * MAC addresses for documentation: 00-00-5E-00-53-00 to -FF.
 *
 * @see RFC 9542, section 2.1.2
 */
export const macFake: Fake = {
  create(value, random) {
    const last = new RandomDigits(random).below(256).toString(16).padStart(2, '0');
    const digits = `00005e0053${last}`;
    let next = 0;
    const isUpper = /[A-F]/.test(value) && !/[a-f]/.test(value);
    return value.replaceAll(/[0-9a-f]/gi, () => {
      const digit = digits[next++] ?? '0';
      return isUpper ? digit.toUpperCase() : digit;
    });
  },
  isFake: (value) =>
    value
      .replaceAll(/[^0-9a-f]/gi, '')
      .toLowerCase()
      .startsWith('00005e0053'),
};
