import { describe, expect, it } from 'vitest';
import { crc32Base62 } from './crc32.js';
import { passesLuhn } from './luhn.js';
import { passesMod97 } from './mod97.js';

describe('Luhn', () => {
  it('accepts the example of the standard and refuses each other last digit', () => {
    for (let last = 0; last < 10; last++) expect(passesLuhn(`7992739871${last}`)).toBe(last === 3);
  });
});

describe('MOD 97-10', () => {
  const iban = ['GB82', 'WEST', '1234', '5698', '7654', '32'].join('');

  it('accepts an IBAN and refuses it with two characters swapped', () => {
    expect(passesMod97(iban)).toBe(true);
    expect(passesMod97(iban.replace('5698', '5968'))).toBe(false);
  });
});

describe('CRC-32 in base62', () => {
  it('is the check value of the algorithm, 0xCBF43926, in six digits', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = [...crc32Base62('123456789')].reduce((n, d) => n * 62 + digits.indexOf(d), 0);
    expect(value).toBe(0xcbf43926);
    expect(crc32Base62('123456789')).toHaveLength(6);
  });

  it('keeps leading zeros', () => {
    expect(crc32Base62('')).toBe('000000');
  });
});
