import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { type DigitGroups, digitGroupsAt, isTableAt } from './digit-groups.js';
import { Window } from './window.js';

function windowOf(text: string): Window {
  return new Window(text, 0, text.length, true);
}

function digitsOf(groups: DigitGroups): string[] {
  return Array.from({ length: groups.count }, (_, group) => groups.digits(group));
}

/** The groups of the number at the beginning of a text, with a stroke between them. */
function groupsOf(text: string): string | undefined {
  const groups = digitGroupsAt(windowOf(text), 0);
  return groups && digitsOf(groups).join('|');
}

describe('the groups of a number', () => {
  it.each([
    ['212-555-0142', '212|555|0142'],
    ['1 (212) 555.0142', '1|212|555|0142'],
    ['020 7946 0958-Office', '020|7946|0958'],
    ['2125550142x31', '2125550142'],
    ['2024 11 01 14:30', '2024|11|01'],
    ['10.0.0.1 and', '10|0|0|1'],
  ])('in %s', (text, groups) => {
    expect(groupsOf(text)).toBe(groups);
  });

  it.each([['12 34'], ['212-555-0142a'], ['212-555-0142@x'], ['1 2 3 4 5 6 7 8 9']])(
    'are none in %s',
    (text) => {
      expect(groupsOf(text)).toBeUndefined();
    },
  );

  it('are the same from each beginning, however long the row is', () => {
    const text = '555-0142 '.repeat(60);
    const window = windowOf(text);
    for (let start = 0; start + 200 < text.length; start += 9) {
      const fresh = digitGroupsAt(windowOf(text), start)!;
      expect(digitsOf(digitGroupsAt(window, start)!)).toEqual(digitsOf(fresh));
    }
  });
});

describe('a table of short numbers', () => {
  it('is what goes on for fourteen groups of one length', () => {
    expect(isTableAt(windowOf('1234 '.repeat(14)), 0)).toBe(true);
    expect(isTableAt(windowOf('1234 '.repeat(13)), 0)).toBe(false);
    expect(isTableAt(windowOf('2125550142 '.repeat(20)), 0)).toBe(false);
  });

  it('hides no card', () => {
    const card = ['4111 ', '1111 ', '1111 ', '1111'].join('');
    const text = `${card} ${'1234 '.repeat(20)}${card} ${'9876 '.repeat(20)}`;
    expect(createSanitizer().sanitize(text).counts).toEqual({ payment_card: 2 });
  });
});
