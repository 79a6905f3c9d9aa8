import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { grow, matchOf, STOP, type Tail } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const HEAD = 'PuTTY-User-Key-File-';
const LAST = 'Private-MAC: ';
const IN_MAC = 100;
const LONGEST_ALGORITHM = 48;
const BACKSLASH = 92;
const LINE = 10;

/**
 * Follows a key file to the end of its last line. The state is how much of `Private-MAC: ` was
 * read; where that never comes, it ends at a character that no line of such a file holds.
 */
const puttyTail: Tail = (state, code) => {
  if (state === IN_MAC) return isIn(Alphabet.hex, code) ? IN_MAC : STOP;
  if (code === LAST.charCodeAt(state)) return state + 1 === LAST.length ? IN_MAC : state + 1;
  const isBody =
    isIn(Alphabet.base64 | Alphabet.dotted | Alphabet.space, code) ||
    code === 58 /* : */ ||
    code === 64 /* @ */ ||
    code === BACKSLASH;
  if (!isBody) return STOP;
  return code === LAST.charCodeAt(0) ? 1 : 0;
};

/** Whether the line with the algorithm is followed by the one with the encryption. */
function hasSecondLine(window: Window, colon: number): boolean {
  let i = colon;
  while (i - colon < LONGEST_ALGORITHM && !window.reads('Encryption: ', i)) i++;
  return i - colon < LONGEST_ALGORITHM;
}

/**
 * Private keys as PuTTY writes them, from the first line to the last.
 *
 * @see https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html
 */
export const puttyKey: Detector = {
  rule: 'putty-key',
  type: 'api_key',
  anchors: ['token'],
  gate: { first: (code) => code === 80 /* P */, behind: (code) => code === 58 /* : */ },
  find(window, start, end): Match | undefined {
    if (window.at(start) !== 80 /* P */ || !window.reads(HEAD, start)) return undefined;
    if (window.at(end) !== 58 /* : */ || !hasSecondLine(window, end)) return undefined;
    const grown = grow(window, start, end, puttyTail);
    if (grown.tail === undefined) {
      while (isIn(Alphabet.space, window.at(grown.end - 1)) || window.at(grown.end - 1) === LINE) {
        grown.end--;
      }
    }
    return window.text.slice(start, grown.end).includes('Private-Lines')
      ? matchOf(start, grown, 1)
      : undefined;
  },
};

export const puttyKeyExamples: DetectorExamples = {
  found: () => {
    const line = 'AAAAgQDAC4AWkdwKYSd8Ks14IReLcYgADhoXk56ZzXIAAAAgQDf';
    const file = (end: string) =>
      [
        `${HEAD}2: ssh-rsa`,
        'Encryption: none',
        'Comment: jane@laptop',
        'Public-Lines: 1',
        line,
        'Private-Lines: 1',
        line,
        `${LAST}0f3a9c1b7d5e2846`,
      ].join(end);
    return [`⟦${file('\n')}⟧\nafter`, `{"ppk":"⟦${file('\\n')}⟧\\n"}`];
  },
  ignored: () => [
    'PuTTY-User-Key-File-3 is the first line',
    'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none',
  ],
};
