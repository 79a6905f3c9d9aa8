import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ, hostileText, streamed } from '../sanitizer.test-support.js';

const KEY = 'a key of sixteen bytes or more';
const card = ['4111', '1111', '1111', '1111'].join(' ');
const iban = ['GB29', 'NWBK', '6016', '1331', '9268', '19'].join(' ');

const textOf = (config: SanitizerConfig, text: string) =>
  createSanitizer(config).sanitize(text).text;

describe('a mask', () => {
  it('hides letters and digits and keeps the last ones that are asked for', () => {
    const operator = { use: 'mask', keepLast: 4 } as const;
    expect(textOf({ patterns: [{ type: 'card', operator }] }, `card ${card}`)).toBe(
      'card **** **** **** 1111',
    );
    expect(textOf({ operator: 'mask' }, 'jane@x.example')).toBe('****@*.*******');
  });

  it('never keeps more than half', () => {
    const operator = { use: 'mask', keepLast: 40, character: '•' } as const;
    expect(textOf({ operator }, 'ask a@b.example')).toBe('ask •@•.•••mple');
  });

  it('tells no length beyond 64', () => {
    const text = `password=${'aB3'.repeat(60)}`;
    expect(textOf({ operator: 'mask' }, text)).toBe(`password=${'*'.repeat(64)}`);
  });
});

describe('a keyed placeholder', () => {
  const sanitizer = createSanitizer({ operator: 'hmac', key: KEY });

  it('is the same in every process that has the key, and another with another key', () => {
    const { text } = sanitizer.sanitize('a@x.example A@X.example b@x.example');
    const [one, same, other] = text.split(' ');
    expect(one).toMatch(/^\[EMAIL_[0-9A-F]{16}\]$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(createSanitizer({ operator: 'hmac', key: KEY }).sanitize('a@x.example').text).toBe(one);
    expect(
      createSanitizer({ operator: 'hmac', key: `${KEY}!` }).sanitize('a@x.example').text,
    ).not.toBe(one);
    const bytes = new TextEncoder().encode(KEY);
    expect(createSanitizer({ operator: 'hmac', key: bytes }).sanitize('a@x.example').text).toBe(
      one,
    );
  });

  it('is not part of the rules, nor of an error', () => {
    expect(sanitizer.rules).not.toContain(KEY);
  });
});

describe('a fake', () => {
  const sanitizer = createSanitizer({ operator: 'fake', key: KEY });

  it.each([
    ['jane@corp.example', /^user\d{8}@example\.com$/],
    ['call (212) 555-4242', /^call \([2-9]\d\d\) 555-01\d\d$/],
    ['tel +49 30 901820', /^tel \+99 9\d* 5?\d+$/],
    [`card ${card}`, /^card 9999 \d{4} \d{4} \d{4}$/],
    [iban, /^XX\d\d( \d{4}){4} \d\d$/],
    ['ssn 457-55-5462', /^ssn 666-\d\d-\d{4}$/],
    ['from 8.8.4.4', /^from (192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/],
    ['from 2a00:1450:4001:81b::200e', /^from 2001:db8::([0-9a-f]{1,4}:){3}[0-9a-f]{1,4}$/],
  ])('of %s has its form and is nobody’s', (text, expected) => {
    const once = sanitizer.sanitize(text).text;
    expect(once).toMatch(expected);
    expect(sanitizer.sanitize(once)).toMatchObject({ text: once, spans: [] });
    expect(sanitizer.sanitize(text).text).toBe(once);
  });

  it('has check digits that are right', () => {
    const fakes = createSanitizer({ operator: 'fake', key: `${KEY}2` }).sanitize(
      `card ${card}`,
    ).text;
    const digits = [...fakes.replaceAll(/\D/g, '')].reverse().map(Number);
    const sum = digits.reduce(
      (all, digit, i) => all + (i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
      0,
    );
    expect(sum % 10).toBe(0);
  });

  it('is a keyed placeholder where nothing is kept for fiction', () => {
    expect(sanitizer.sanitize('password=hunter2!').text).toMatch(
      /^password=\[API_KEY_[0-9A-F]{16}\]$/,
    );
  });
});

it('dropping leaves nothing, and glues no words together', () => {
  expect(textOf({ operator: 'drop' }, 'ask <a@x.example> or b@x.example.')).toBe('ask <> or .');
  expect(textOf({ operator: 'drop', knownSecrets: ['swordfish'] }, 'aswordfishb')).toBe('a b');
});

it('each type may have an operator of its own', () => {
  const sanitizer = createSanitizer({
    key: KEY,
    operator: 'hmac',
    patterns: [
      { type: 'email', replace: 'user@example.com' },
      { type: 'card', operator: { use: 'mask', keepLast: 4 } },
      { type: 'ip', operator: 'placeholder' },
    ],
  });
  expect(sanitizer.sanitize(`a@x.example ${card} 8.8.4.4 password=hunter2!`).text).toMatch(
    /^user@example\.com \*{4} \*{4} \*{4} 1111 \[IP_1\] password=\[API_KEY_[0-9A-F]{16}\]$/,
  );
});

describe.each<[string, SanitizerConfig]>([
  ['masks', { operator: { use: 'mask', keepLast: 4 } }],
  ['keyed placeholders', { operator: 'hmac', key: KEY }],
  ['fakes', { operator: 'fake', key: KEY }],
])('any text with %s', (_name, config) => {
  const sanitizer = createSanitizer(config);

  it('streams to the same character by character', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect(await streamed(sanitizer, [...text.split('')])).toBe(sanitizer.sanitize(text).text);
      }),
      { ...FUZZ, numRuns: Math.ceil(FUZZ.numRuns / 3) },
    );
  });
});

it('keyed placeholders are never found again', () => {
  const sanitizer = createSanitizer({ operator: 'hmac', key: KEY });
  fc.assert(
    fc.property(hostileText, (text) => {
      const once = sanitizer.sanitize(text).text;
      expect(sanitizer.sanitize(once).text).toBe(once);
    }),
    FUZZ,
  );
});
