import { describe, expect, it } from 'vitest';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { createSanitizer } from '../sanitizer.js';
import { streamed } from '../sanitizer.test-support.js';
import { fingerprintOf } from './fingerprint.js';
import { KeyedHash } from './keyed-hash.js';

const KEY = 'a key of sixteen bytes or more';
const textOf = (config: SanitizerConfig, text: string) =>
  createSanitizer(config).sanitize(text).text;

describe('what is allowed stays', () => {
  it('by value, in any case', () => {
    expect(
      textOf({ allow: ['Support@Corp.example'] }, 'support@corp.example jane@corp.example'),
    ).toBe('support@corp.example [EMAIL_1]');
  });

  it('by domain, and what is below it', () => {
    const allow = { domains: ['corp.example'] };
    expect(
      textOf({ allow }, 'a@corp.example b@mail.corp.example c@notcorp.example d@corp.example.net'),
    ).toBe('a@corp.example b@mail.corp.example [EMAIL_1] [EMAIL_2]');
  });

  it('by pattern of the whole value', () => {
    const allow = { patterns: ['noreply@.*'] };
    expect(textOf({ allow }, 'noreply@x.example xnoreply@x.example')).toBe(
      'noreply@x.example [EMAIL_1]',
    );
  });

  it.each([
    'jane@example.com joe@mail.example.org x@host.test',
    'call 212-555-0142',
    '030 23125 417, +49 89 99998 000, 01 99 00 12 34, +33 6 39 98 00 11, (02) 5550 1234',
    ['IBAN DE89', '3704', '0044', '0532', '0130', '00'].join(' '),
    'from 192.0.2.7 to 203.0.113.9, 127.0.0.1 and 2001:db8::7',
    ['card 4242', '4242', '4242', '4242'].join(' '),
    'ssn 987-65-4321',
  ])('when it is reserved: %s', (text) => {
    expect(textOf({ allow: { reserved: true } }, text)).toBe(text);
    expect(textOf({}, text)).not.toBe(text);
  });

  it('when it is reserved, of the types that are named only', () => {
    expect(textOf({ allow: { reserved: ['email'] } }, 'jane@example.com 192.0.2.7')).toBe(
      'jane@example.com [IP_1]',
    );
  });

  it('and no part of it is found as something else', () => {
    const card = ['4242', '4242', '4242', '4242'].join(' ');
    expect(createSanitizer({ allow: [card] }).sanitize(`card ${card}, call`)).toMatchObject({
      text: `card ${card}, call`,
      spans: [],
      counts: {},
    });
  });

  it('also in a stream', async () => {
    const sanitizer = createSanitizer({ allow: { reserved: true, domains: ['corp.example'] } });
    const text = 'mail a@corp.example or b@firm.invalid or call 212-555-0142, 212-444-0142';
    for (let cut = 0; cut <= text.length; cut++) {
      const chunks = [text.slice(0, cut), text.slice(cut)];
      expect(await streamed(sanitizer, chunks)).toBe(sanitizer.sanitize(text).text);
    }
  });
});

describe('thresholds', () => {
  const text = 'call 212-555-0142 or mail a@x.example';

  it('leave what is less sure', () => {
    expect(textOf({ thresholds: 0.94 }, text)).toBe('call 212-555-0142 or mail [EMAIL_1]');
    expect(textOf({ thresholds: { phone: 0.5, default: 0.99 } }, text)).toBe(
      'call [PHONE_1] or mail a@x.example',
    );
    expect(textOf({ patterns: [{ type: 'email', threshold: 1 }] }, text)).toBe(
      'call [PHONE_1] or mail a@x.example',
    );
  });
});

describe('words before a value', () => {
  const context = { raise: ['patient phone'], lower: ['sample', 'Order'] };

  it('lower it', () => {
    expect(textOf({ context }, 'sample: a@x.example, but b@x.example')).toBe(
      'sample: a@x.example, but [EMAIL_1]',
    );
  });

  it('raise it over a threshold', () => {
    const thresholds = { phone: 0.97 };
    expect(textOf({ context, thresholds }, 'call 212-555-0142; patient phone 212-555-0143')).toBe(
      'call 212-555-0142; patient phone [PHONE_1]',
    );
  });

  it('count for the types that they are given for', () => {
    const config = { patterns: [{ type: 'email', context: { lower: ['sample'] } }] };
    expect(textOf(config, 'sample a@x.example, sample 8.8.4.4')).toBe(
      'sample a@x.example, sample [IP_1]',
    );
  });

  it('may be the name of a member', () => {
    const value = createSanitizer({ context }).sanitizeValue({
      sample: 'a@x.example',
      to: 'a@x.example',
    }).value;
    expect(value).toEqual({ sample: 'a@x.example', to: '[EMAIL_1]' });
  });

  it('count for patterns of your own', () => {
    const own = {
      type: 'regex',
      name: 'mrn',
      pattern: '[0-9]{6}',
      confidence: 0.4,
      threshold: 0.5,
      context: { raise: ['mrn'] },
    } as const;
    expect(textOf({ patterns: [own] }, 'total 123456, MRN 654321')).toBe(
      'total 123456, MRN [MRN_1]',
    );
  });
});

describe('a baseline', () => {
  const baseline = [
    fingerprintOf(new KeyedHash(new TextEncoder().encode(KEY)), 'phone', '212-555-0142'),
  ];

  it('leaves what was accepted, in any spelling', () => {
    expect(textOf({ baseline, key: KEY }, 'call (212) 555-0142 or 212-555-0143')).toBe(
      'call (212) 555-0142 or [PHONE_1]',
    );
  });

  it('of another key leaves nothing', () => {
    expect(textOf({ baseline, key: `${KEY}!` }, 'call 212-555-0142')).toBe('call [PHONE_1]');
  });
});

describe('rules', () => {
  it('tell every decision apart, and show none of what is allowed', () => {
    const configs: SanitizerConfig[] = [
      {},
      { allow: ['jane@corp.example'] },
      { allow: { reserved: true } },
      { thresholds: 0.5 },
      { thresholds: { phone: 0.5 } },
      { context: { lower: ['sample'] } },
      { patterns: [{ type: 'words', name: 'customer', words: ['Acme'] }] },
      { patterns: [{ type: 'words', name: 'customer', words: ['Apex'] }] },
      { patterns: [{ type: 'email', threshold: 0.5 }] },
      { markers: true },
      { decode: false },
      { preset: 'secrets' },
      { operator: 'mask' },
    ];
    const lines = configs.map((config) => createSanitizer(config).rules);
    expect(new Set(lines).size).toBe(configs.length);
    expect(lines.join()).not.toMatch(/jane|Acme|Apex/);
    expect(configs.map((config) => createSanitizer(config).rules)).toEqual(lines);
  });
});
