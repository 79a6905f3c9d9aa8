import { describe, expect, it } from 'vitest';
import { createPlaceholders, createSanitizer } from './index.js';

const KEY = ['fh', 'live', 'q8Zr2Lk0Vw5Tn7Yb1Xc4Md9H'].join('_');

/** What a scope recalls in `later`, after it has seen `first`. */
function recalled(first: string, later: string, config = {}): string {
  const placeholders = createPlaceholders();
  createSanitizer(config).sanitize(first, { placeholders });
  return placeholders.recall(later).text;
}

describe('a value that was replaced once in a scope', () => {
  it('is found again where no label tells what it is', () => {
    expect(recalled('phone: 07700900128', 'the answer contains "07700900128"')).toBe(
      'the answer contains "[PHONE_1]"',
    );
    expect(recalled(`X-Api-Key: ${KEY}`, `Please treat ${KEY} as a secret.`)).toBe(
      'Please treat [API_KEY_1] as a secret.',
    );
  });

  it('is found again without the spaces and dashes of its first spelling', () => {
    expect(recalled('call me: (212) 555-0142', '2125550142 it is')).toBe('[PHONE_1] it is');
  });

  it('gets the literal replacement where one is configured', () => {
    const config = { patterns: [{ type: 'phone', replace: '555-0000' }] };
    expect(recalled('phone: 07700900128', 'at 07700900128', config)).toBe('at 555-0000');
  });

  it('leaves a longer number or word alone, but for secrets', () => {
    expect(recalled('phone: 07700900128', 'order 107700900128')).toBe('order 107700900128');
    expect(recalled(`X-Api-Key: ${KEY}`, `log${KEY}x`)).toBe('log[API_KEY_1]x');
  });

  it('is counted', () => {
    const placeholders = createPlaceholders();
    createSanitizer().sanitize('phone: 07700900128', { placeholders });
    expect(placeholders.recall('07700900128, I say 07700900128').counts).toEqual({ phone: 2 });
  });

  it('is unknown to another scope', () => {
    expect(createPlaceholders().recall('07700900128').text).toBe('07700900128');
  });
});
