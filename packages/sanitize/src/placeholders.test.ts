import { describe, expect, it } from 'vitest';
import { createPlaceholders } from './placeholders.js';
import { createSanitizer } from './sanitizer.js';

const sanitizer = createSanitizer();

describe('numbered placeholders', () => {
  it('give the same value the same number and a new value the next', () => {
    expect(sanitizer.sanitize('a@x.example b@x.example a@x.example 203.0.113.7').text).toBe(
      '[EMAIL_1] [EMAIL_2] [EMAIL_1] [IP_1]',
    );
  });

  it('know a value in another spelling', () => {
    expect(sanitizer.sanitize('Jane@X.example jane@x.example').text).toBe('[EMAIL_1] [EMAIL_1]');
    expect(sanitizer.sanitize('(212) 555-0142, 212.555.0142').text).toBe('[PHONE_1], [PHONE_1]');
    const [one, other] = [
      ['4111', '1111', '1111', '1111'].join(' '),
      ['4111'].concat(['1111', '1111', '1111']).join(''),
    ];
    expect(sanitizer.sanitize(`${one}; ${other}`).text).toBe('[PAYMENT_CARD_1]; [PAYMENT_CARD_1]');
  });

  it('are forgotten with the call unless the caller owns the scope', () => {
    expect(sanitizer.sanitize('b@x.example').text).toBe('[EMAIL_1]');
    const placeholders = createPlaceholders();
    sanitizer.sanitize('a@x.example', { placeholders });
    expect(sanitizer.sanitize('b@x.example a@x.example', { placeholders }).text).toBe(
      '[EMAIL_2] [EMAIL_1]',
    );
    expect(sanitizer.sanitizeValue({ to: 'b@x.example' }, { placeholders }).value).toEqual({
      to: '[EMAIL_2]',
    });
  });

  it('keep their values to themselves', () => {
    const placeholders = createPlaceholders();
    sanitizer.sanitize('jane@x.example', { placeholders });
    expect(JSON.stringify(placeholders)).toBe('{}');
  });
});
