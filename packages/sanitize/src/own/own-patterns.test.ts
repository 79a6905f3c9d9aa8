import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ, hostileText, streamed } from '../sanitizer.test-support.js';

const employee = { type: 'regex', name: 'employee_id', pattern: 'EMP-[0-9]{6}' } as const;
const customers = {
  type: 'words',
  name: 'customer',
  words: ['Acme', 'Acme Labs', 'Ünal'],
} as const;

const textOf = (config: SanitizerConfig, text: string) =>
  createSanitizer(config).sanitize(text).text;

describe('a regular expression of your own', () => {
  it('is a type by its name', () => {
    const sanitizer = createSanitizer({ patterns: [employee] });
    expect(sanitizer.types.at(-1)).toBe('employee_id');
    expect(sanitizer.sanitize('badge EMP-123456, EMP-654321, EMP-123456')).toMatchObject({
      text: 'badge [EMPLOYEE_ID_1], [EMPLOYEE_ID_2], [EMPLOYEE_ID_1]',
      counts: { employee_id: 3 },
    });
    expect(sanitizer.detect('badge EMP-123456')).toEqual([
      { type: 'employee_id', rule: 'regex-employee-id', start: 6, end: 16, confidence: 0.9 },
    ]);
  });

  it('may name the value by a group, and be in any case', () => {
    const pattern = 'case no[.:] *([a-z]{2}[0-9]{4})';
    const own = { type: 'regex', name: 'case_no', pattern, group: 1, ignoreCase: true } as const;
    expect(textOf({ patterns: [own] }, 'Case No: AB1234 is open')).toBe(
      'Case No: [CASE_NO_1] is open',
    );
  });

  it('may add forms to a built-in type', () => {
    const own = {
      type: 'regex',
      name: 'phone',
      pattern: 'ext\\. [0-9]{4}',
      replace: 'ext. 0000',
    } as const;
    expect(textOf({ patterns: [own] }, 'ask ext. 1234 or 212-555-0142')).toBe(
      'ask ext. 0000 or ext. 0000',
    );
  });

  it('is tried on each line by itself', () => {
    const own = { type: 'regex', name: 'note', pattern: '^secret.*$' } as const;
    expect(textOf({ patterns: [own] }, 'a\nsecret plan b\nc')).toBe('a\n[NOTE_1]\nc');
  });

  it('leaves what contains its match whole: an address stays an address', () => {
    const own = { type: 'regex', name: 'number', pattern: '[0-9]{3}-[0-9]{4}' } as const;
    expect(textOf({ patterns: [own] }, 'call 212-555-0142 or 555-0142x')).toMatch(
      /^call \[PHONE_1\]/,
    );
    expect(textOf({ patterns: [customers] }, 'Acme: jane@acme.example')).toBe(
      '[CUSTOMER_1]: [EMAIL_1]',
    );
  });

  it('takes in what it only touches', () => {
    const own = { type: 'regex', name: 'note', pattern: 'write to \\S+' } as const;
    expect(textOf({ patterns: [own] }, 'write to jane@x.example, now')).toBe('[NOTE_1] now');
  });

  it('finds nothing in its own placeholders', () => {
    const greedy = { type: 'regex', name: 'word', pattern: '[A-Z]+_[0-9]|x' } as const;
    expect(textOf({ patterns: [greedy] }, 'x [WORD_1] [EMAIL_2] [OTHER_3]')).toBe(
      '[WORD_1] [WORD_1] [EMAIL_2] [[WORD_2]]',
    );
  });
});

describe('words of your own', () => {
  it('are found in any case, as whole words, the longest first', () => {
    expect(textOf({ patterns: [customers] }, 'ACME  and acme \t labs, Acmeville, ünal')).toBe(
      '[CUSTOMER_1]  and [CUSTOMER_2], Acmeville, [CUSTOMER_3]',
    );
  });

  it('may be found in one case only and inside of words', () => {
    const inside = {
      type: 'words',
      name: 'part',
      words: ['Acme'],
      ignoreCase: false,
      wholeWords: false,
    } as const;
    expect(textOf({ patterns: [inside] }, 'acme Acmeville')).toBe('acme [PART_1]ville');
  });

  it('are given out by a stream as soon as no longer one can be meant', async () => {
    const sanitizer = createSanitizer({ patterns: [customers] });
    const text = 'we are Acme Labs and Acme. jane@acme.example';
    for (let cut = 0; cut <= text.length; cut++) {
      const chunks = [text.slice(0, cut), text.slice(cut)];
      expect(await streamed(sanitizer, chunks)).toBe(sanitizer.sanitize(text).text);
    }
  });
});

describe('markers', () => {
  const text = [
    'a@x.example # fluxloop:allow',
    'b@x.example',
    '// fluxloop:allow-next-line',
    'c@x.example',
    'd@x.example fluxloop:allowed',
  ].join('\n');

  it('do nothing unless they are asked for, because the text is not trusted', () => {
    expect(textOf({}, text)).not.toContain('@x.example');
  });

  it('keep their line or the next one', () => {
    expect(textOf({ markers: true }, text)).toBe(
      [
        'a@x.example # fluxloop:allow',
        '[EMAIL_1]',
        '// fluxloop:allow-next-line',
        'c@x.example',
        '[EMAIL_2] fluxloop:allowed',
      ].join('\n'),
    );
  });

  it('are no part of an address or a link', () => {
    const url = 'see https://x.example/fluxloop:allow a@x.example';
    expect(textOf({ markers: true }, url)).not.toContain('a@x.example');
  });
});

describe.each<[string, SanitizerConfig]>([
  ['words', { patterns: [customers, { type: 'words', name: 'call', words: ['call me', '555'] }] }],
  [
    'patterns and markers',
    {
      patterns: [employee, customers, { type: 'regex', name: 'n', pattern: '[0-9]+-[0-9]+' }],
      markers: true,
    },
  ],
])('any text, with %s', (_name, config) => {
  const sanitizer = createSanitizer(config);
  const pieces = fc.constantFrom(
    'Acme',
    ' acme labs ',
    'EMP-123456',
    'call me',
    '555',
    '\n',
    ' # fluxloop:allow',
    'fluxloop:allow-next-line',
  );
  const mixed = fc
    .array(fc.oneof(hostileText, pieces), { maxLength: 6 })
    .map((parts) => parts.join(' '));

  it('streams to the same in any chunks', async () => {
    const chunked = mixed.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(chunked, async ([text, unsorted]) => {
        const cuts = [0, ...unsorted.sort((a, b) => a - b), text.length];
        const chunks = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        expect(await streamed(sanitizer, chunks)).toBe(sanitizer.sanitize(text).text);
      }),
      FUZZ,
    );
  });

  it('has spans that are sorted, apart and counted', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const { spans, counts } = sanitizer.sanitize(text);
        let end = 0;
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(spans.length);
      }),
      FUZZ,
    );
  });
});

describe('a long line', () => {
  it('is looked at in pieces, and a match across them is found', async () => {
    const sanitizer = createSanitizer({ patterns: [employee] });
    const filler = 'lorem ipsum '.repeat(30_000);
    for (const at of [65_530, 65_536, 65_540, 131_068, 200_000]) {
      const text = `${filler.slice(0, at)} EMP-123456 ${filler}`;
      const whole = sanitizer.sanitize(text).text;
      expect(whole).not.toContain('EMP-123456');
      expect(
        await streamed(sanitizer, [
          text.slice(0, 65_533),
          text.slice(65_533, 65_545),
          text.slice(65_545),
        ]),
      ).toBe(whole);
    }
  });
});

it('more matches than a call takes arguments are no trouble', () => {
  const count = 200_000;
  const words = createSanitizer({
    defaults: false,
    patterns: [{ type: 'words', name: 'w', words: ['ab'] }],
  });
  expect(words.sanitize('ab '.repeat(count)).counts).toEqual({ w: count });
  const csv = createSanitizer().sanitize(`x\n${'a@x.example,'.repeat(count)}`, { format: 'csv' });
  expect(csv.counts).toEqual({ email: count });
});
