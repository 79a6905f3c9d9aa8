/*
 * The detectors beside libraries that check the same kinds of values: random values, the same each
 * time, on which both must agree. Where they differ by intent, the difference is listed here.
 */
import fc from 'fast-check';
import { isValidBIC, isValidIBAN } from 'ibantools';
import ipaddr from 'ipaddr.js';
import { getCountries, getExampleNumber, parsePhoneNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { email } from './contact/email.js';
import { createPhoneDetector, phone } from './contact/phone.js';
import { imei } from './devices/imei.js';
import { bic } from './financial/bic.js';
import { iban } from './financial/iban.js';
import { paymentCard } from './financial/payment-card.js';
import { foundBy } from './found-by.test-support.js';
import { ipV4 } from './network/ip-v4.js';
import { ipV6 } from './network/ip-v6.js';
import { mac, macWithColons } from './network/mac.js';
import { coordinates } from './places/coordinates.js';

const RUNS = { seed: 20241101, numRuns: 1000 };

const digits = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

/** A number with the last digit that makes it pass the Luhn check. */
function withLuhn(body: string): string {
  let sum = 0;
  for (const [i, digit] of [...body].reverse().entries()) {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return body + ((10 - (sum % 10)) % 10);
}

describe('payment cards beside validator', () => {
  /** Numbers of the networks that validator knows, in the lengths it gives them. */
  const numbers = fc
    .constantFrom(
      '4:16',
      '51:16',
      '55:16',
      '2221:16',
      '2720:16',
      '34:15',
      '37:15',
      '6011:16',
      '65:16',
    )
    .chain((form) => {
      const [prefix, length] = form.split(':') as [string, string];
      return digits(Number(length) - 1 - prefix.length).map((rest) => withLuhn(prefix + rest));
    });

  it('finds what it accepts', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(validator.isCreditCard(number)).toBe(true);
        expect(foundBy(paymentCard, number)).toEqual([number]);
      }),
      RUNS,
    );
  });

  // Differences: validator knows six networks. Ours are more (Maestro, Mir, RuPay, Troy, Elo, Verve
  // and others, card-issuers.ts), and more lengths (Visa with 13 and 19, Diners to 19, JCB to 19).
  it('finds nothing it refuses with a wrong digit', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), (number, change) => {
        const last = (Number(number.at(-1)) + change) % 10;
        const wrong = number.slice(0, -1) + last;
        expect(validator.isCreditCard(wrong)).toBe(false);
        expect(foundBy(paymentCard, wrong)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('IBANs beside validator and ibantools', () => {
  /** Some account numbers of each kind of format, with the right check digits. */
  const accounts = fc
    .constantFrom(
      ...[
        'DE:18n',
        'GB:4a14n',
        'FR:10n11c2n',
        'NL:4a10n',
        'ES:20n',
        'IT:1a10n12c',
        'NO:11n',
        'CH:5n12c',
      ],
      ...[
        'MT:4a5n18c',
        'PL:24n',
        'BE:12n',
        'SE:20n',
        'LV:4a13c',
        'BR:23n1a1c',
        'MU:4a19n3a',
        'SA:2n18c',
      ],
      ...[
        'TR:6n16c',
        'UA:6n19c',
        'LC:4a24c',
        'PS:4a21c',
        'GI:4a15c',
        'KW:4a22c',
        'SI:15n',
        'IE:4a14n',
      ],
    )
    .chain((form) => {
      const [country, format] = form.split(':') as [string, string];
      const parts = [...format.matchAll(/(\d+)([nac])/g)].map(([, count, kind]) =>
        fc.stringMatching(
          new RegExp(`^[${kind === 'n' ? '0-9' : kind === 'a' ? 'A-Z' : '0-9A-Z'}]{${count}}$`),
        ),
      );
      return fc.tuple(...parts).map((bban) => withCheck(country, bban.join('')));
    });

  function withCheck(country: string, bban: string): string {
    let rest = 0;
    for (const sign of `${bban}${country}00`) {
      for (const digit of String(Number.parseInt(sign, 36)))
        rest = (rest * 10 + Number(digit)) % 97;
    }
    return country + String(98 - rest).padStart(2, '0') + bban;
  }

  it('finds what both accept', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        // Difference: ibantools checks the national check digits of some countries too.
        if (!isValidIBAN(account)) return;
        expect(validator.isIBAN(account)).toBe(true);
        expect(foundBy(iban, account)).toEqual([account]);
        const printed = account.replaceAll(/(.{4})(?=.)/g, '$1 ');
        expect(foundBy(iban, printed)).toEqual([printed]);
      }),
      RUNS,
    );
  });

  it('finds nothing they refuse with two digits of the check changed', () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 1, max: 95 }), (account, change) => {
        const check = 2 + ((Number(account.slice(2, 4)) - 2 + change) % 97);
        const wrong = account.slice(0, 2) + String(check).padStart(2, '0') + account.slice(4);
        expect(validator.isIBAN(wrong) || isValidIBAN(wrong)).toBe(false);
        expect(foundBy(iban, wrong)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('BICs beside validator and ibantools', () => {
  const codes = fc.stringMatching(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/);

  // Difference: both accept a country that does not exist or letters that are small; behind a label
  // we take neither, because words in capitals look the same.
  it('finds behind a label what both accept, with a country that exists', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const found = foundBy(bic, `BIC ${code}`);
        if (found.length > 0) expect(validator.isBIC(code) && isValidBIC(code)).toBe(true);
        else expect(validator.isBIC(code)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('IP addresses beside validator and ipaddr.js', () => {
  it('finds IPv4 addresses that both accept', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(validator.isIP(address, 4) && ipaddr.IPv4.isValid(address)).toBe(true);
        expect(foundBy(ipV4, address)).toEqual([address]);
      }),
      RUNS,
    );
  });

  // Difference: ipaddr.js takes octal and fewer parts too, as inet_aton does.
  it('finds what validator accepts of four numbers', () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 400 }).map(String),
      fc.constantFrom('00', '01'),
    );
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), (parts) => {
        const text = parts.join('.');
        expect(foundBy(ipV4, text)).toEqual(validator.isIP(text, 4) ? [text] : []);
      }),
      RUNS,
    );
  });

  // Difference: without a digit and with few groups an address looks like a name in code (`a::b`),
  // and is left alone.
  it('finds IPv6 addresses that both accept', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(validator.isIP(address, 6) && ipaddr.IPv6.isValid(address)).toBe(true);
        if (/\d/.test(address)) expect(foundBy(ipV6, address)).toEqual([address]);
      }),
      RUNS,
    );
  });

  it('finds what both accept of groups and colons', () => {
    const text = fc
      .array(fc.constantFrom('1', 'ab1', 'ffff', '0', '', '12345'), { minLength: 2, maxLength: 10 })
      .map((groups) => groups.join(':'));
    fc.assert(
      fc.property(text, (text) => {
        const isAddress = validator.isIP(text, 6) && ipaddr.IPv6.isValid(text);
        const isFound = foundBy(ipV6, text)[0] === text;
        if (/\d/.test(text)) expect(isFound).toBe(isAddress);
      }),
      RUNS,
    );
  });
});

describe('MAC addresses beside validator', () => {
  const bytes = fc
    .constantFrom(6, 8)
    .chain((size) =>
      fc.array(fc.stringMatching(/^[0-9a-f]{2}$/), { minLength: size, maxLength: size }),
    );

  // Differences: without signs only behind a label; with blanks or dots only with a letter and a
  // digit, and with blanks only if a digit begins it.
  it('finds what it accepts with colons and dashes', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(':', '-'), fc.boolean(), (pairs, sign, isUpper) => {
        const address = isUpper ? pairs.join(sign).toUpperCase() : pairs.join(sign);
        expect(validator.isMACAddress(address)).toBe(true);
        expect(foundBy(sign === ':' ? macWithColons : mac, address)).toEqual([address]);
      }),
      RUNS,
    );
  });
});

describe('e-mail addresses beside validator', () => {
  const options = { allow_ip_domain: true, allow_underscores: true };

  // Differences: a sign that begins a local part (`'`, `!`, `{`) is no part of what is found; names
  // of files (`@2x.png`) are no addresses.
  it('finds what it accepts', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        if (!validator.isEmail(address, options) || !/^[a-z0-9]/i.test(address)) return;
        if (
          /[/=`?]/.test(address) ||
          /[!#$&'*^{|}~]{2}|\.[!#$&'*^{|}~]|[!#$&'*^{|}~][.@]/.test(address)
        )
          return;
        expect(foundBy(email, address)).toEqual([address]);
      }),
      RUNS,
    );
  });
});

describe('IMEIs and coordinates beside validator', () => {
  it('finds behind a label what it accepts as an IMEI', () => {
    fc.assert(
      fc.property(digits(14), (body) => {
        const number = withLuhn(body);
        expect(validator.isIMEI(number)).toBe(true);
        expect(foundBy(imei, `IMEI ${number}`)).toEqual([number]);
      }),
      RUNS,
    );
  });

  it('finds behind a label what it accepts as a latitude and a longitude', () => {
    const decimal = (most: number) =>
      fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((n) => (n / 1e6).toFixed(6));
    fc.assert(
      fc.property(decimal(90), decimal(180), (latitude, longitude) => {
        const pair = `${latitude}, ${longitude}`;
        expect(validator.isLatLong(pair)).toBe(true);
        expect(foundBy(coordinates, `coordinates ${pair}`)).toEqual([pair]);
      }),
      RUNS,
    );
  });
});

describe("phone numbers beside libphonenumber's", () => {
  const numbers = getCountries().map((region) => {
    const number = getExampleNumber(region, examples)!;
    return { region, number };
  });

  it('finds an example of every region in international form', () => {
    for (const { number } of numbers) {
      expect(parsePhoneNumber(number.number).isPossible()).toBe(true);
      for (const text of [number.number, number.formatInternational()]) {
        expect(foundBy(phone, text)).toEqual([text]);
      }
    }
  });

  // Difference: six digits and fewer are too few to tell, even behind a label.
  it('finds an example of every region in national form behind a label', () => {
    for (const { number } of numbers) {
      const text = number.formatNational();
      if (text.replaceAll(/\D/g, '').length < 7) continue;
      expect(foundBy(phone, `phone: ${text}`)).toEqual([text]);
    }
  });

  // Difference: a number in one piece or in two without a trunk prefix is an id as often as not.
  it('finds them without a label where the region is the default', () => {
    const missed = numbers.filter(({ region, number }) => {
      const text = number.formatNational();
      if (text.replaceAll(/\D/g, '').length < 7) return false;
      const isSplit = text.split(/\D+/).filter(Boolean).length > 2 || /^[(0]/.test(text);
      return isSplit && foundBy(createPhoneDetector({ region }), text)[0] !== text;
    });
    expect(missed.map(({ region }) => region)).toEqual([]);
  });
});
