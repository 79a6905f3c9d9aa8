import { describe, expect, it } from 'vitest';
import { crc32Base62 } from '../../checksums/crc32.js';
import { createSanitizer } from '../../sanitizer.js';
import { tokenRows } from './token-rows/index.js';
import { textOf, tokenOf } from './token-rows/token-of.test-support.js';

const sanitizer = createSanitizer();
const found = (text: string) =>
  sanitizer.detect(text).map(({ start, end, rule }) => [text.slice(start, end), rule]);
const forms = tokenRows().flatMap((row) =>
  row.prefixes.map((prefix) => ({ rule: row.rule, prefix, row })),
);

it('knows at least four hundred forms of vendors', () => {
  expect(tokenRows().length).toBeGreaterThan(400);
});

describe.each(forms)('$rule with "$prefix"', ({ row, prefix }) => {
  const token = tokenOf(row, prefix);

  it.each([
    '%',
    'see %, please.',
    '"%"',
    'TOKEN_X=%',
    'sent\\n%\\n',
    'https://x.example/?a=%&b',
    '{"a":["%"]}',
  ])('is found in %s', (around) => {
    const [value, rule] = found(around.replace('%', () => token))[0] ?? [];
    expect(value).toBe(token);
    expect(rule).toBe(row.rule);
  });

  it('is not found glued to a word', () => {
    const rules = found(`see x${token}`).map(([, rule]) => rule);
    expect(rules).not.toContain(row.rule);
  });

  it('is not found when it is too short', () => {
    const least = textOf(row.form).length;
    const short = prefix + textOf(row.form, Math.ceil(least / 2)).slice(0, Math.ceil(least / 2));
    expect(found(`see ${short} there`).map(([, rule]) => rule)).not.toContain(row.rule);
  });

  it('is not found in the form that documents use', () => {
    if (prefix === '') return;
    expect(found(`use ${prefix}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`)).toEqual([]);
    expect(found(`use ${prefix}...`)).toEqual([]);
    expect(found(`use ${prefix}YOUR_TOKEN_HERE`)).toEqual([]);
  });

  it('names a page of its vendor', () => {
    expect(new URL(row.source).protocol).toBe('https:');
  });
});

describe('a key of FluxLoop', () => {
  const stem = `flx_api_${'4fGh7Kq2'.repeat(4)}`;

  it('is surer when its checksum is right, and found when it is not', () => {
    const [right] = sanitizer.detect(stem + crc32Base62(stem));
    const [wrong] = sanitizer.detect(`${stem}AAAAAA`);
    expect(right).toMatchObject({ rule: 'fluxloop-user-key', confidence: 1 });
    expect(wrong).toMatchObject({ rule: 'fluxloop-user-key' });
    expect(wrong!.confidence).toBeLessThan(1);
  });

  it('is not what a document abbreviates', () => {
    expect(sanitizer.detect('export FLUXLOOP_API_KEY=flx_api_...')).toEqual([]);
  });
});

describe('a token with a checksum', () => {
  it.each(['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'npm_'])('%s is sure of it', (prefix) => {
    const body = '4fGh7Kq2Zs'.repeat(3);
    expect(sanitizer.detect(prefix + body + crc32Base62(body))[0]!.confidence).toBe(1);
    expect(sanitizer.detect(`${prefix}${body}aB3dE6`)[0]!.confidence).toBeLessThan(1);
  });
});

describe('what a vendor prints in its documents', () => {
  it.each([
    ['AKIAIOSF', 'ODNN7EXAMPLE'],
    ['sk_test_4eC39', 'HqLyjWDarjtT1zdp7dc'],
  ])('is left alone: %s…', (...parts) => {
    expect(sanitizer.detect(`use ${parts.join('')} here`)).toEqual([]);
  });
});
