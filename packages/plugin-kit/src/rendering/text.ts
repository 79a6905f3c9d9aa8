import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** How many columns a text takes in a terminal: wide characters take two, escape codes and tabs none. */
export function displayWidth(text: string): number {
  return stringWidth(text, { tabWidth: 0 });
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

/** Stands for a space that must not be broken at; nobody may use it for anything else (Unicode, private use). */
const HELD_SPACE = '\ue000';

/**
 * Breaks text into lines of at most `width` columns, at spaces where there are any. What stands
 * between backticks stays on one line, however long: it is there to be copied.
 *
 * @param width - `Infinity` leaves the lines as they are
 */
export function wrap(text: string, width: number): string[] {
  if (!Number.isFinite(width)) return text.split('\n');
  const held = text.replace(/`[^`\n]*`/g, (code) => code.replaceAll(' ', HELD_SPACE));
  const hard = !held.includes(HELD_SPACE);
  return wrapAnsi(held, width, { hard, trim: true }).replaceAll(HELD_SPACE, ' ').split('\n');
}

/** Puts `indent` before every line that is not empty. */
export function indentLines(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
