import { describe, expect, it } from 'vitest';
import { parseByteSize, parseDuration } from './quantity.js';

describe('a duration', () => {
  it.each([
    [30, 30_000],
    [0.5, 500],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5 m', 90_000],
    ['1h', 3_600_000],
    [0.0001, 1],
  ])('%j is %i milliseconds', (written, ms) => {
    expect(parseDuration(written)).toBe(ms);
  });

  it.each([[0], [-1], ['30'], ['30 sec'], ['soon'], ['1000h'], [Number.NaN], [null], [undefined]])(
    '%j is none',
    (written) => {
      expect(parseDuration(written)).toBeNull();
    },
  );
});

describe('a size', () => {
  it.each([
    [1024, 1024],
    ['512KB', 512_000],
    ['4MiB', 4_194_304],
  ])('%j is %i bytes', (written, bytes) => {
    expect(parseByteSize(written)).toBe(bytes);
  });

  it.each([[0], ['4'], ['4GB'], ['much'], [Number.POSITIVE_INFINITY]])('%j is none', (written) => {
    expect(parseByteSize(written)).toBeNull();
  });
});
