import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

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
