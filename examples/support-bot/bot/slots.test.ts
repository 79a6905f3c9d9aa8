import { describe, expect, it } from 'vitest';
import { extractSlots, lastFour } from './slots.mjs';

describe('extractSlots', () => {
  it.each([
    ['where is 104822', { order: '104822' }],
    ['order FH-105310 please', { order: '105310' }],
    ['order #113377!', { order: '113377' }],
    ["I am sean.o'neil@example.net", { email: "sean.o'neil@example.net" }],
    ['jürgen.weiss@example.org', { email: 'jürgen.weiss@example.org' }],
    ['ring 07700 900461', { phone: '07700 900461' }],
    ['ring (212) 555-0142.', { phone: '(212) 555-0142' }],
    ['ring +61 491 570 156, after six', { phone: '+61 491 570 156' }],
    ['the code FELL15', { code: 'FELL15' }],
  ])('finds what is in “%s”', (text, slots) => {
    expect(extractSlots(text).slots).toEqual(slots);
  });

  it('takes a card for a card, not for a phone or an order', () => {
    const card = ['4242', '4242', '4242', '4242'].join(' ');
    expect(extractSlots(`it is ${card}`)).toEqual({ slots: { card }, rest: 'it is' });
  });

  it('takes an IBAN for an IBAN, with and without its spaces', () => {
    const iban = ['GB29', 'NWBK', '6016', '1331', '9268', '19'];
    expect(extractSlots(iban.join(' ')).slots).toEqual({ iban: iban.join(' ') });
    expect(extractSlots(iban.join('')).slots).toEqual({ iban: iban.join('') });
  });

  it('takes the whole of a key, dots included', () => {
    const key = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'c2lnbmF0dXJl'].join('.');
    expect(extractSlots(`Bearer ${key}, please`)).toEqual({
      slots: { api_key: key },
      rest: 'Bearer , please',
    });
  });

  it.each(['on 2026-11-15', 'size 42', 'call 999', 'an internationalization-problem', '£1299.50'])(
    'finds nothing in “%s”',
    (text) => {
      expect(extractSlots(text)).toEqual({ slots: {}, rest: text });
    },
  );

  it('keeps the first of two values of a kind', () => {
    expect(extractSlots('104822, not 110266').slots).toEqual({ order: '104822' });
  });
});

it('lastFour leaves enough of a value to know which one is meant', () => {
  expect(lastFour('4242-4242-4242-1881')).toBe('1881');
});
