import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T14:30:00Z');

  it.each([
    ['2', 2000],
    ['0', 0],
    [' 0.2 ', 200],
    ['-1', null],
    ['Sat, 21 Nov 2026 14:30:05 GMT', 5000],
    ['Sat, 21 Nov 2026 14:29:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%j is %s ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
