import type { Paint, Style } from './output-mode.js';

const MARKS = {
  good: ['✔', 'green'],
  bad: ['✘', 'red'],
  warning: ['!', 'yellow'],
  unknown: ['?', 'yellow'],
  none: ['-', 'dim'],
} as const satisfies Record<string, readonly [sign: string, style: Style]>;

/** What a sign at the beginning of a line says of it. */
export type Mark = keyof typeof MARKS;

/**
 * The sign at the beginning of a line: one set for all that is said in a terminal.
 * @param more - a style beside its own colour
 * @param text - a word behind it that has the same colour
 */
export function mark(
  meaning: Mark,
  paint: Paint,
  { text = '', more }: { text?: string; more?: Style } = {},
): string {
  const [sign, style] = MARKS[meaning];
  return paint(more === undefined ? style : [style, more], text === '' ? sign : `${sign} ${text}`);
}
