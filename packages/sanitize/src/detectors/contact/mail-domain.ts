import { Alphabet, isIn } from '../../engine/characters.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';

/** RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;
/** RFC 1035, section 2.3.4, without the length of the root. */
const LONGEST_DOMAIN = 253;
/** No part of a version is longer. */
const LONGEST_NUMBER = 8;
const DASH = 45;
const DOT = 46;
const UNDERSCORE = 95;

/** Endings of file names that look like a domain: `icon@2x.png`. */
const FILE_ENDINGS = new Words(
  'png jpg jpeg gif svg webp ico json yaml yml toml xml html htm css scss js mjs cjs ts tsx jsx ' +
    'txt log csv tgz gz lock',
);

const LONGEST_FILE_ENDING = 4;

/** A letter of a script other than ASCII, as they may stand in addresses (RFC 6531). */
export function isLetterBeyondAscii(code: number): boolean {
  return (code >= 0xc0 && code < 0x250) || (code >= 0x370 && code < 0x2000) || isUnspaced(code);
}

/** A letter of a script without spaces between words, or whose particles are glued to words. */
export function isUnspaced(code: number): boolean {
  return (code >= 0x3040 && code < 0xd7b0 && code !== 0x30fb) || (code >= 0xf900 && code < 0xfb00);
}

/** What a label of a domain may begin with. */
export function isDomainStart(code: number): boolean {
  return isIn(Alphabet.alphanumeric, code) || isLetterBeyondAscii(code);
}

/** Underscores are not allowed in host names, and occur. */
function isDomain(code: number): boolean {
  return isDomainStart(code) || code === DASH || code === UNDERSCORE;
}

/**
 * The end of the top-level domain in a label; `start` if it can be none: letters of one script, or
 * an encoded name (RFC 3696, section 2). Behind ASCII letters the text may go on in another script.
 */
function endOfTopLevel(window: Window, start: number, labelEnd: number): number {
  let end = start;
  if (isIn(Alphabet.letter, window.at(start))) {
    end = window.endOf(Alphabet.letter, start, labelEnd);
    if (end < labelEnd && isEncoded(window, start)) {
      end = window.endOf(Alphabet.alphanumeric | Alphabet.dash, end, labelEnd);
    }
    if (end < labelEnd && !isLetterBeyondAscii(window.at(end))) return start;
  } else {
    while (end < labelEnd && isLetterBeyondAscii(window.at(end))) end++;
    if (end < labelEnd) return start;
  }
  if (end - start < 2) return start;
  return end - start <= LONGEST_FILE_ENDING && isFileEnding(window, start, end) ? start : end;
}

function isFileEnding({ text }: Window, start: number, end: number): boolean {
  return FILE_ENDINGS.has(text.slice(start, end).toLowerCase());
}

/** Whether a name in Punycode begins at an index (RFC 5890, section 2.3.2.1). */
function isEncoded({ text }: Window, start: number): boolean {
  return text.slice(start, start + 4).toLowerCase() === 'xn--';
}

/** Three numbers with full stops between begin a version, `3.0.0-beta.rc`, and no host name. */
function isVersion(window: Window, start: number): boolean {
  let i = start;
  for (let numbers = 0; ; i++) {
    const number = i;
    while (i - number < LONGEST_NUMBER && isIn(Alphabet.digit, window.at(i))) i++;
    if (i === number) return false;
    if (++numbers === 3) return true;
    if (window.at(i) !== DOT) return false;
  }
}

/** Where the domain name at `start` ends: `start` if there is none, or a longer one than there can be. */
export function endOfDomain(window: Window, start: number): number {
  let end = start;
  let labelStart = start;
  for (;;) {
    let i = window.endOf(Alphabet.base64url, labelStart, labelStart + LONGEST_LABEL + 1);
    while (i - labelStart <= LONGEST_LABEL && isDomain(window.at(i))) i++;
    if (i - labelStart > LONGEST_LABEL) return end;
    if (i - start > LONGEST_DOMAIN || (labelStart === start && isVersion(window, start))) {
      return start;
    }
    let labelEnd = i;
    while (labelEnd > labelStart && window.at(labelEnd - 1) === DASH) labelEnd--;
    if (labelStart > start) {
      const found = endOfTopLevel(window, labelStart, labelEnd);
      if (found > labelStart) end = found;
    }
    if (window.at(i) !== DOT || i === labelStart || !isDomainStart(window.at(i + 1))) return end;
    labelStart = i + 1;
  }
}
