/*
 * Two tables. CLASS drives the scan, over the codes of a plain text (a byte each, see
 * `plain-text.ts`): what a run is made of, and which characters between runs wake a detector.
 * TRAITS says which alphabets a character is in; it spans all 65,536 code units, so that no
 * lookup needs a bounds check; what is not ASCII is in none but for the no-break space.
 */

export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const DASH = 8;
export const UNDERSCORE = 16;
/** A character of a run: a run is the longest stretch of these. */
export const RUN = LOWER | UPPER | DIGIT | DASH | UNDERSCORE;
/**
 * What a run of eight characters and more is beside its classes: letters and digits, of which none is
 * beyond hexadecimal ones, with or without dashes. So UUIDs and digests are told from tokens.
 */
export const HEXADECIMAL = 32;
/** The classes of the characters between runs; a number, not bits. */
export const AT = 32;
export const COLON = 64;
export const EQUALS = 96;
/** Anything beyond ASCII. */
export const BEYOND_ASCII = 128;

/** The code of every character beyond ASCII in a plain text. */
export const BEYOND = 128;

const HEX_LOWER = 8;
const HEX_UPPER = 16;
const IS_UNDERSCORE = 32;
const IS_DASH = 64;
const IS_DOT = 128;
const IS_SLASH = 256;
const IS_PLUS = 512;
const IS_EQUALS = 1024;
const IS_TILDE = 2048;
const IS_SPACE = 4096;
const IS_LOCAL_PUNCTUATION = 8192;

/** Sets of characters, to be tested against {@link TRAITS}; they may be united with `|`. */
export const Alphabet = {
  digit: DIGIT,
  lower: LOWER,
  upper: UPPER,
  letter: LOWER | UPPER,
  alphanumeric: LOWER | UPPER | DIGIT,
  upperAlphanumeric: UPPER | DIGIT,
  lowerAlphanumeric: LOWER | DIGIT,
  hex: DIGIT | HEX_LOWER | HEX_UPPER,
  lowerHex: DIGIT | HEX_LOWER,
  word: LOWER | UPPER | DIGIT | IS_UNDERSCORE,
  base64url: LOWER | UPPER | DIGIT | IS_UNDERSCORE | IS_DASH,
  base64: LOWER | UPPER | DIGIT | IS_PLUS | IS_SLASH | IS_EQUALS,
  dotted: LOWER | UPPER | DIGIT | IS_UNDERSCORE | IS_DASH | IS_DOT,
  /** RFC 6750, section 2.1: `b64token`. */
  bearer:
    LOWER |
    UPPER |
    DIGIT |
    IS_UNDERSCORE |
    IS_DASH |
    IS_DOT |
    IS_TILDE |
    IS_PLUS |
    IS_SLASH |
    IS_EQUALS,
  dash: IS_DASH,
  colonFree: IS_DASH | IS_UNDERSCORE,
  space: IS_SPACE,
  /** What the local part of an e-mail address may hold beside letters, digits and `._%+-`. */
  localPunctuation: IS_LOCAL_PUNCTUATION,
} as const;

export const CLASS = new Uint8Array(256).fill(BEYOND_ASCII, 128);
export const TRAITS = new Uint16Array(65536);

function mark(characters: string, classBits: number, traitBits: number): void {
  for (let i = 0; i < characters.length; i++) {
    const code = characters.charCodeAt(i);
    if (classBits !== 0) CLASS[code] = classBits;
    TRAITS[code] = TRAITS[code]! | traitBits;
  }
}

mark('abcdefghijklmnopqrstuvwxyz', LOWER, LOWER);
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER, UPPER);
mark('0123456789', DIGIT, DIGIT);
mark('abcdef', 0, HEX_LOWER);
mark('ABCDEF', 0, HEX_UPPER);
mark('_', UNDERSCORE, IS_UNDERSCORE);
mark('-', DASH, IS_DASH);
mark('.', 0, IS_DOT);
mark('/', 0, IS_SLASH);
mark('+', 0, IS_PLUS);
mark('=', EQUALS, IS_EQUALS);
mark('~', 0, IS_TILDE);
mark(' \t\n\r\v\f\u00a0', 0, IS_SPACE);
mark("!#$&'*^{|}~", 0, IS_LOCAL_PUNCTUATION);
mark('@', AT, 0);
mark(':', COLON, 0);

/** Whether a code unit, or -1 for none, is in an alphabet. */
export function isIn(alphabet: number, code: number): boolean {
  return code >= 0 && (TRAITS[code]! & alphabet) !== 0;
}

/** From this code unit on scripts put no blanks between words, such as Chinese. */
export const UNSPACED = 0x2e80;

/** A letter of a script that is not ASCII, roughly: no punctuation, arrow, box or blank. */
export function isLetterBeyondAscii(code: number): boolean {
  return code >= 0xc0 && !(code >= 0x2000 && code < 0x2c00) && !(code >= 0x3000 && code < 0x3040);
}
