import { describe, expect, it } from 'vitest';
import { endOfTimestamp, UNFINISHED } from './timestamp.js';

/** The timestamp at the beginning of a text, and what is behind it. */
function timestampIn(text: string): string | undefined {
  const end = endOfTimestamp(new TextEncoder().encode(text), 0, text.length);
  return end === 0 ? undefined : text.slice(0, end);
}

describe('a timestamp', () => {
  it.each([
    ['2024-11-01T05:06:07.123Z",', '2024-11-01T05:06:07.123Z'],
    ['2024-11-01T05:06:07Z ', '2024-11-01T05:06:07Z'],
    ['2024-11-01T05:06:07+02:00]', '2024-11-01T05:06:07+02:00'],
    ['2024-11-01T05:06:07,123456789-0330 ', '2024-11-01T05:06:07,123456789-0330'],
    ['2024-11-01T05:06 ', '2024-11-01T05:06'],
    ['2024-11-01T05:06:07 ', '2024-11-01T05:06:07'],
  ])('in %s ends where it ends', (text, expected) => {
    expect(timestampIn(text)).toBe(expected);
  });

  it.each([
    ['2024-11-01T05:ab '],
    ['2024-11-01X05:06:07Z '],
    ['2024-11-01T05:06:07.123Zulu '],
    ['2024-11-0aT05:06:07Z '],
    ['20241101-AB01:06:07Z '],
    ['2024-11-01T05:06:07+2:00 '],
  ])('is not what only looks like one: %s', (text) => {
    expect(timestampIn(text)).toBeUndefined();
  });

  it('may go on behind the end of the text', () => {
    const whole = '2024-11-01T05:06:07.123+02:00';
    const codes = new TextEncoder().encode(whole);
    for (let end = 14; end <= whole.length; end++) {
      expect(endOfTimestamp(codes, 0, end)).toBe(UNFINISHED);
    }
  });
});
