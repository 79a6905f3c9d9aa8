import { describe, expect, it } from 'vitest';
import { createSanitizer } from './sanitizer.js';

const sanitizer = createSanitizer();
const card = Number(['4111', '1111', '1111', '1111'].join(''));

describe('a JSON value', () => {
  it('is sanitized in strings at any depth, in document order', () => {
    const row = {
      messages: [
        { role: 'user', text: 'I am a@x.example' },
        { role: 'agent', text: 'Hello b@x.example and a@x.example', tools: [['203.0.113.7']] },
      ],
      note: 'c@x.example',
    };
    expect(sanitizer.sanitizeValue(row)).toEqual({
      value: {
        messages: [
          { role: 'user', text: 'I am [EMAIL_1]' },
          { role: 'agent', text: 'Hello [EMAIL_2] and [EMAIL_1]', tools: [['[IP_1]']] },
        ],
        note: '[EMAIL_3]',
      },
      counts: { email: 4, ip: 1 },
    });
  });

  it('is left as it was, and copied', () => {
    const value = Object.freeze({ list: Object.freeze(['a@x.example', 1, null, true, undefined]) });
    const copy = sanitizer.sanitizeValue(
      value as { list: (string | number | null | boolean)[] },
    ).value;
    expect(copy).toEqual({ list: ['[EMAIL_1]', 1, null, true, undefined] });
    expect(value.list[0]).toBe('a@x.example');
  });

  it('is sanitized in the names of members, and loses none', () => {
    const value = { 'a@x.example': 1, 'A@x.example': 2, 'b@x.example': 3 };
    expect(sanitizer.sanitizeValue(value).value).toEqual({
      '[EMAIL_1]': 1,
      '[EMAIL_1] (2)': 2,
      '[EMAIL_2]': 3,
    });
  });

  it('is sanitized in whole numbers, which become strings', () => {
    expect(
      sanitizer.sanitizeValue({ card, phone: 2125550142, total: 2125550142, at: 1730462812345 }),
    ).toEqual({
      value: { card: '[PAYMENT_CARD_1]', phone: '[PHONE_1]', total: 2125550142, at: 1730462812345 },
      counts: { payment_card: 1, phone: 1 },
    });
  });

  it('is sanitized in pairs of numbers that are a place, as in a text', () => {
    const value = {
      coordinates: [2.29448, 48.85837],
      at: [48.85837, 2.29448],
      range: [10.25, 20.5],
      sizes: [48.85837, 2.29448, 7.12345],
    };
    const sanitized = {
      coordinates: ['[COORDINATES_1]'],
      at: ['[COORDINATES_2]'],
      range: [10.25, 20.5],
      sizes: [48.85837, 2.29448, 7.12345],
    };
    expect(sanitizer.sanitizeValue(value).value).toEqual(sanitized);
    expect(JSON.parse(sanitizer.sanitize(JSON.stringify(value)).text)).toEqual(sanitized);
  });

  it('takes the name of a member as context of its value', () => {
    const value = {
      password: 'correct horse battery staple',
      clientSecret: 'Zx81qq7Vb09Lm',
      billing_phone: '2125550142',
      cardNumber: ['4111', '1111', '1111', '1112'].join(''),
      ssn: '457555462',
      order_id: '2125550142',
      token: 'word',
    };
    expect(sanitizer.sanitizeValue(value).value).toEqual({
      password: '[API_KEY_1]',
      clientSecret: '[API_KEY_2]',
      billing_phone: '[PHONE_1]',
      cardNumber: '[PAYMENT_CARD_1]',
      ssn: '[US_SSN_1]',
      order_id: '2125550142',
      token: 'word',
    });
  });

  it('does not take a name for a secret when secrets are off', () => {
    const only = createSanitizer({ defaults: false, patterns: [{ type: 'email' }] });
    expect(only.sanitizeValue({ password: 'correct-horse' }).value).toEqual({
      password: 'correct-horse',
    });
  });

  it('is the same sanitized twice as once', () => {
    const once = sanitizer.sanitizeValue({
      card,
      password: 'hunter2!',
      'a@x.example': ['b@x.example'],
    });
    expect(sanitizer.sanitizeValue(once.value)).toEqual({ value: once.value, counts: {} });
  });

  it('may hold a replacement with quotation marks and still be written as JSON', () => {
    const quoting = createSanitizer({ patterns: [{ type: 'email', replace: '"\\' }] });
    const line = JSON.stringify(quoting.sanitizeValue({ to: 'a@x.example' }).value);
    expect(JSON.parse(line)).toEqual({ to: '"\\' });
  });

  it('may be nested deeper than the stack of calls', () => {
    let deep: import('./sanitize-value.js').JsonValue = 'a@x.example';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    let inner = sanitizer.sanitizeValue(deep).value;
    while (Array.isArray(inner)) inner = inner[0] as typeof inner;
    expect(inner).toBe('[EMAIL_1]');
  });

  it('keeps a member named __proto__ a member', () => {
    const value = JSON.parse('{"__proto__":"a@x.example"}') as Record<string, string>;
    const copy = sanitizer.sanitizeValue(value).value;
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(JSON.stringify(copy)).toBe('{"__proto__":"[EMAIL_1]"}');
  });
});
