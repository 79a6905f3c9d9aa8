import { lazily } from './lazily.js';

/**
 * A regular expression with properties of Unicode, such as `\p{L}`, or with letters beyond ASCII,
 * made when it is asked for. Engines check the literals of a file while they read it, and look up
 * every character of a property for that, which takes as long as a first call. And a literal with
 * a letter beyond ASCII makes them read the whole file as text of two bytes a character; in
 * strings bundlers escape it.
 */
export function unicodePattern(source: string): () => RegExp {
  return lazily(() => new RegExp(source, 'u'));
}

/** Whether a character, if it is one, is a letter or a digit of any script. */
export function isLetterOrDigit(character: string | undefined): boolean {
  return character !== undefined && LETTER_OR_DIGIT().test(character);
}

const LETTER_OR_DIGIT = unicodePattern('[\\p{L}\\p{N}]');
