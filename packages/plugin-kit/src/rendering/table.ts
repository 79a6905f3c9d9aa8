import type { StreamMode, Style } from '../output-mode.js';
import { printableLine } from '../printable.js';
import { displayWidth, truncate, wrap } from './text.js';

/** One column of a table over rows of type `Row`. */
export interface Column<Row> {
  header: string;
  /** The cell's text; control characters in it are made harmless. */
  value: (row: Row) => string | number;
  /** Default `left`. */
  align?: 'left' | 'right';
  /**
   * What happens when the table is too wide: `truncate` and `wrap` let this column give way,
   * `keep` (the default) does not.
   */
  overflow?: 'keep' | 'truncate' | 'wrap';
  style?: (row: Row) => Style | undefined;
}

const GAP = '  ';
/** No column gives way below this. */
const NARROWEST = 8;

/**
 * Lays rows out in aligned columns, within the width of the stream.
 *
 * @returns lines joined by line feeds, with one at the end; an empty string without rows
 */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  mode: Pick<StreamMode, 'width' | 'paint'>,
): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => printableLine(`${column.value(row)}`)));
  const widths = fitWidths(columns, cells, mode.width);
  const header = columns.map((column, index) =>
    pad(truncate(column.header, widths[index] ?? 0), widths[index] ?? 0, column.align),
  );
  const lines = [mode.paint('bold', header.join(GAP).trimEnd())];
  for (const [rowIndex, row] of rows.entries()) {
    lines.push(...formatRow(row, cells[rowIndex] ?? [], columns, widths, mode));
  }
  return `${lines.join('\n')}\n`;
}

function formatRow<Row>(
  row: Row,
  cells: readonly string[],
  columns: readonly Column<Row>[],
  widths: readonly number[],
  mode: Pick<StreamMode, 'paint'>,
): string[] {
  const blocks = columns.map((column, index) => {
    const text = cells[index] ?? '';
    const width = widths[index] ?? 0;
    return column.overflow === 'wrap' ? wrap(text, width) : [truncate(text, width)];
  });
  const height = Math.max(...blocks.map((block) => block.length));
  const lines: string[] = [];
  for (let line = 0; line < height; line++) {
    const parts = columns.map((column, index) => {
      const last = index === columns.length - 1;
      const text = blocks[index]?.[line] ?? '';
      const padded =
        last && column.align !== 'right' ? text : pad(text, widths[index] ?? 0, column.align);
      const style = column.style?.(row);
      return style === undefined || text === '' ? padded : mode.paint(style, padded);
    });
    lines.push(parts.join(GAP).trimEnd());
  }
  return lines;
}

function fitWidths<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  available: number,
): number[] {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.header), ...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  let excess =
    widths.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1) - available;
  const flexible = columns.flatMap((column, index) =>
    (column.overflow ?? 'keep') === 'keep' ? [] : [index],
  );
  while (excess > 0) {
    const widest = flexible.reduce<number | undefined>(
      (best, index) =>
        best === undefined || (widths[index] ?? 0) > (widths[best] ?? 0) ? index : best,
      undefined,
    );
    if (widest === undefined || (widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? space + text : text + space;
}
