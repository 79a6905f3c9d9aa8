import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;
const DELETE_PICTURE = '\u2421';
const LINE_FEED = 0x0a;
const TAB = 0x09;

/**
 * Makes text that somebody else wrote (an agent's answer, a file's content) harmless to a terminal:
 * escape sequences are taken out, other control characters are shown as their Unicode pictures.
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
  return shown;
}

/** Like {@link printable}, and on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** How many columns a text takes in a terminal: wide characters take two, escape codes none. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/**
 * Shortens a line to `width` columns, with `…` where something is cut off.
 *
 * @param text - one line without escape codes
 */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  let kept = '';
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = displayWidth(segment);
    if (columns + next > width - 1) break;
    kept += segment;
    columns += next;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true, trim: true }).split('\n');
}

/** Puts `indent` before every line that is not empty. */
export function indentLines(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
