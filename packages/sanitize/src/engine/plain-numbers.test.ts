import { describe, expect, it } from 'vitest';
import { Behind, behindShort, isPlainFraction } from './plain-numbers.js';
import { Window } from './window.js';

const FIRST_DIGITS = /\d+/;

/** Asks about the first digits of a text. */
function ask<T>(text: string, question: (window: Window, start: number, end: number) => T): T {
  const { 0: digits, index } = FIRST_DIGITS.exec(text)!;
  const window = new Window(text, 0, text.length, true);
  return question(window, index, index + digits.length);
}

describe('a decimal fraction is plain', () => {
  it.each(['1.5', '0.25,', '73.59507295768708}', '12345.6]', '{"took":8.25,"n":1}', '3.14\n'])(
    'in %j',
    (text) => expect(ask(text, isPlainFraction)).toBe(true),
  );

  it.each([
    ['the first number of an address', '10.0.0.1'],
    ['the first coordinate', '52.5200, 13.4050'],
    ['the first coordinate', '52.5200,-13.4050'],
    ['a number with a trunk prefix', '030.123456'],
    ['what may be the first six digits of a card', '411111.1111111111111'],
    ['a number before a unit', '12.5kg'],
    ['a number before a blank', '12.5 '],
    ['no decimals', '12.,'],
  ])('but not as %s: %j', (_, text) => expect(ask(text, isPlainFraction)).toBe(false));
});

describe('behind a short number stands', () => {
  it.each([
    ['4 ,"msg"', Behind.nothing],
    ['200 840ms', Behind.nothing],
    ['4 200 840ms', Behind.nothing],
    ['(12) "', Behind.nothing],
    ['200 - ok', Behind.word],
    ['12 march 1984', Behind.word],
    ['12 March 1984', Behind.more],
    ['12. 3. 84', Behind.more],
    ['078-05-1120', Behind.more],
    ['555-0142', Behind.more],
    ['1 (212) 555-0142', Behind.more],
    ['52.52 ', Behind.more],
    ['12 \u00b0', Behind.more],
    ['20 7946x12', Behind.more],
  ])('%j: %i', (text, behind) => expect(ask(text, behindShort)).toBe(behind));

  it('what is still to come, in a text that goes on', () => {
    const window = new Window('200 ', 0, 4, false);
    behindShort(window, 0, 3);
    expect(window.tookStarved()).toBe(true);
  });
});
