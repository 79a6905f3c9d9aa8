import { randomInt } from 'node:crypto';

/**
 * Consonants only, so that no word appears, and none that is read or heard for another: the
 * characters that RFC 8628, section 6.1, proposes.
 */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
/** 20^8 codes, of which a handful live at a time and few may be tried. */
const LENGTH = 8;

/** A new code as it is shown: `BCDF-GHJK`. */
export function newUserCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return format(letters.join(''));
}

/**
 * The code that a person typed, as it was shown: case and punctuation do not count (RFC 8628,
 * section 6.1).
 *
 * @returns `null` for what cannot be one
 */
export function readUserCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const wellFormed =
    letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter));
  return wellFormed ? format(letters) : null;
}

function format(letters: string): string {
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}
