import type { StreamMode } from './output-mode.js';
import { printableLine } from './printable.js';

/** A label and its value; without a value the line is left out. */
export type Field = readonly [label: string, value: string | number | null | undefined];

/**
 * Lays out facts about one thing, a line each: labels on the left, values aligned on the right.
 *
 * @returns lines with a line feed after each
 */
export function formatFields(fields: readonly Field[], mode: Pick<StreamMode, 'paint'>): string {
  const shown = fields.filter(([, value]) => value !== null && value !== undefined);
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown
    .map(([label, value]) => {
      const padding = ' '.repeat(width - label.length);
      return `${mode.paint('dim', `${label}:`)}${padding} ${printableLine(`${value}`)}\n`;
    })
    .join('');
}
