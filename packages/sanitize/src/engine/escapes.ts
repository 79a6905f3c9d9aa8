import type { Window } from './window.js';

const BACKSLASH = 92;
const MOST_BACKSLASHES = 8;

/** Whether the character at `index` is escaped: an odd number of backslashes stands before it. */
export function isEscaped(window: Window, index: number): boolean {
  let slashes = 0;
  while (slashes < MOST_BACKSLASHES && window.at(index - 1 - slashes) === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

/** The length of an escape of JSON strings behind its backslash, by its first letter; 0 if none. */
function lengthOf(letter: number): number {
  switch (letter) {
    case 110: // n
    case 116: // t
    case 114: // r
    case 98: // b
    case 102: // f
      return 1;
    case 117: // u
      return 5;
    default:
      return 0;
  }
}

/**
 * How much of the text from `start` on belongs to a JSON escape that began before it: the `n` of
 * `\n`, the `u00e9` of `\u00e9`. A replacement must leave it, or the JSON around it breaks.
 *
 * @see RFC 8259, section 7
 */
export function escapeLength(window: Window, start: number): number {
  return isEscaped(window, start) ? lengthOf(window.text.charCodeAt(start)) : 0;
}

/** Whether a JSON escape ends right before `index`. */
export function isBehindEscape(window: Window, index: number): boolean {
  for (const length of [1, 5]) {
    const start = index - length;
    if (start > 0 && lengthOf(window.at(start)) === length && isEscaped(window, start)) return true;
  }
  return false;
}
