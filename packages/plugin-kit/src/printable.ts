import { stripVTControlCharacters } from 'node:util';

const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;
const DELETE_PICTURE = '\u2421';
const LINE_FEED = 0x0a;
const TAB = 0x09;
/** Embeddings, overrides and isolates (Unicode Standard Annex 9, section 2): text can lie with them. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text that somebody else wrote (an agent's answer, a file's content) harmless to a terminal:
 * escape sequences are taken out, other control characters are shown as their Unicode pictures, and
 * marks that turn the direction of text round as their codes.
 *
 * @param text - any text
 * @returns the text with line feeds kept and tabs as two spaces
 */
export function printable(text: string): string {
  let shown = '';
  for (const character of stripVTControlCharacters(text).replaceAll('\r\n', '\n')) {
    const code = character.codePointAt(0) ?? 0;
    if (code === LINE_FEED) shown += '\n';
    else if (code === TAB) shown += '  ';
    else if (code < 0x20) shown += String.fromCodePoint(CONTROL_PICTURES + code);
    else if (code === DELETE) shown += DELETE_PICTURE;
    else if (code > DELETE && code < 0xa0) shown += '\ufffd';
    else shown += character;
  }
  return shown.replace(DIRECTION_MARKS, codePoint);
}

function codePoint(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`;
}

/** Like {@link printable}, and on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
