import { Buffer } from 'node:buffer';
import type { SeededRandom } from './random.js';

/** A text in a writing that people do not read and models do. */
export function encode(text: string, random: SeededRandom): string {
  const bytes = Buffer.from(text, 'utf8');
  switch (random.below(5)) {
    case 0:
      return bytes.toString('base64');
    case 1:
      return bytes.toString('hex').replace(/../g, '$& ').trim();
    case 2:
      return rotate(text);
    case 3:
      return [...text].reverse().join('');
    default:
      return [...bytes]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join('');
  }
}

/** ROT13: each letter of ASCII 13 places on. */
function rotate(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    const first = code < 97 ? 65 : 97;
    return String.fromCharCode(first + ((code - first + 13) % 26));
  });
}

/** Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard 39, confusables). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
  A: 'Α',
  B: 'Β',
  E: 'Ε',
  H: 'Η',
  K: 'Κ',
  M: 'Μ',
  O: 'Ο',
  T: 'Τ',
};
const ZERO_WIDTH = ['\u200b', '\u200c', '\u2060'] as const;
const FULL_WIDTH = 0xfee0;
const TAGS = 0xe0000;

/**
 * An instruction that filters do not see, or that people do not.
 * @param cover - what it is hidden behind
 */
export function disguise(text: string, cover: string, random: SeededRandom): string {
  switch (random.below(5)) {
    case 0:
      return [...text].join(random.pick(ZERO_WIDTH));
    case 1:
      return [...text].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
    case 2:
      return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH));
    case 3:
      // Tag characters (Unicode Standard, section 23.9) are not shown, and stand for ASCII.
      return (
        cover + text.replace(/[ -~]/g, (sign) => String.fromCodePoint(TAGS + sign.charCodeAt(0)))
      );
    default:
      // A right-to-left override (Unicode Standard Annex 9) shows in order what stands in reverse.
      return `${cover} \u202e${[...text].reverse().join('')}\u202c`;
  }
}
