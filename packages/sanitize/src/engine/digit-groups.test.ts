import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { isTable } from './digit-groups.js';
import { Window } from './window.js';

function windowOf(text: string): Window {
  return new Window(text, 0, text.length, true);
}

/** The groups of the number at the beginning of a text, with a stroke between them. */
function groupsOf(text: string): string | undefined {
  return windowOf(text).digitGroupsAt(0)?.digits.join('|');
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
      const fresh = windowOf(text).digitGroupsAt(start)!;
      expect(window.digitGroupsAt(start)!.digits).toEqual(fresh.digits);
    }
  });
});

describe('a table of short numbers', () => {
  it('is what goes on for fourteen groups of one length', () => {
    expect(isTable(windowOf('1234 '.repeat(14)).digitGroupsAt(0)!)).toBe(true);
    expect(isTable(windowOf('1234 '.repeat(13)).digitGroupsAt(0)!)).toBe(false);
    expect(isTable(windowOf('2125550142 '.repeat(20)).digitGroupsAt(0)!)).toBe(false);
  });

  it('hides no card', () => {
    const card = ['4111 ', '1111 ', '1111 ', '1111'].join('');
    const text = `${card} ${'1234 '.repeat(20)}${card} ${'9876 '.repeat(20)}`;
    expect(createSanitizer().sanitize(text).counts).toEqual({ payment_card: 2 });
  });
});
