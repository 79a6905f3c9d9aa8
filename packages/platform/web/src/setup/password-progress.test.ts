import { describe, expect, it } from 'vitest';
import { passwordProgress } from './password-progress.js';

describe('passwordProgress', () => {
  it.each([
    [0, 'At least 12 characters; a few unrelated words do well'],
    [1, '11 more characters'],
    [11, '1 more character'],
    [12, 'Long enough'],
    [256, 'Long enough'],
    [257, 'at most 256 characters'],
  ])('says after %d characters: %s', (length, text) => {
    expect(passwordProgress('x'.repeat(length))).toBe(text);
  });
});
