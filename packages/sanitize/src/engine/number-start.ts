import { Alphabet, isIn } from './characters.js';
import { isBehindEscape } from './escapes.js';
import type { Window } from './window.js';

const SPACE = 32;
const OPEN = 40;
const CLOSE = 41;
const DASH = 45;
const DOT = 46;
const SLASH = 47;

/** What may stand between two groups of a number. */
export function isGap(code: number): boolean {
  return (code >= DASH && code <= SLASH) || code === SPACE || code === OPEN || code === CLOSE;
}

/** Whether a number may begin at `start`: not inside a word, a decimal fraction, or a dotted name. */
export function isNumberStart(window: Window, start: number): boolean {
  const before = window.at(start - 1);
  if (isIn(Alphabet.word, before)) return isBehindEscape(window, start);
  if (before === DOT || before === DASH) return !isIn(Alphabet.alphanumeric, window.at(start - 2));
  return true;
}
