import { unicodePattern } from '../engine/unicode-pattern.js';
import { applyEdits, type Edit } from './edit.js';
import { undouble } from './escapes.js';
import { editsOfString } from './json-walker.js';
import { type Context, type Leaves, NO_CONTEXT } from './leaves.js';
import { LONGEST_TOKEN, type Walker } from './walker.js';

/** A cell as it is written, with its marks if it has any. */
interface Cell {
  start: number;
  end: number;
  isQuoted: boolean;
}

/** A record and where the next one begins. */
interface Row {
  cells: Cell[];
  next: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** What is shorter is nobody's. */
const SHORTEST_CELL = 3;

/**
 * Walks through comma-separated values record by record (RFC 4180); semicolons, tabs and bars part
 * cells too, whichever the first line has most. The first record is context for the columns if it
 * looks like names.
 */
export class CsvWalker implements Walker {
  readonly #leaves: Leaves;
  #delimiter: string | undefined;
  #columns: Context[] | undefined;

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  walk(text: string, closed: boolean, edits: Edit[]): number {
    let i = 0;
    while (i < text.length) {
      const row = this.#readRow(text, i, closed);
      if (row === undefined) return i;
      const found = row.cells.map((cell, column) =>
        this.#editsOfCell(text, cell, this.#columns?.[column] ?? NO_CONTEXT),
      );
      this.#columns ??= this.#columnsOf(text, row.cells, found.flat().length > 0);
      for (const edit of found.flat()) edits.push(edit);
      i = row.next;
    }
    return i;
  }

  /** One record; `undefined` if its end has not come yet. */
  #readRow(text: string, start: number, closed: boolean): Row | undefined {
    const limit = Math.min(text.length, start + LONGEST_TOKEN);
    if (this.#delimiter === undefined) {
      const lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0 && !closed && limit === text.length) return undefined;
      this.#delimiter = delimiterOf(text.slice(start, lineEnd < 0 ? limit : lineEnd));
    }
    const cells: Cell[] = [];
    let i = start;
    for (;;) {
      const cellStart = i;
      const isQuoted = text[i] === '"';
      if (isQuoted) {
        i = endOfQuoted(text, i + 1, limit);
        if (i < 0 && !closed && limit === text.length) return undefined;
        // A mark that never closes is none.
        i = i < 0 ? cellStart : i;
      }
      const quotedEnd = i;
      while (i < limit && text[i] !== this.#delimiter && text[i] !== '\n') i++;
      if (i === text.length && !closed) return undefined;
      const end = text[i - 1] === '\r' && i > cellStart && (text[i] ?? '\n') === '\n' ? i - 1 : i;
      cells.push({ start: cellStart, end, isQuoted: isQuoted && quotedEnd === end });
      if (i >= limit) return { cells, next: i };
      i++;
      if (text[i - 1] === '\n') return { cells, next: i };
    }
  }

  #editsOfCell(text: string, { start, end, isQuoted }: Cell, context: Context): Edit[] {
    if (end - start < SHORTEST_CELL) return [];
    if (!isQuoted) {
      const value = text.slice(start, end);
      const edits = editsOfString(this.#leaves, value, context);
      return edits.length > 0 && edits.some((edit) => this.#breaksCell(edit.text))
        ? [this.#quoted(value, edits, start, end)]
        : edits.map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end }));
    }
    const { text: value, offsets } = undouble(text.slice(start + 1, end - 1), '"');
    return editsOfString(this.#leaves, value, context).map((edit) => ({
      start: start + 1 + (offsets?.[edit.start] ?? edit.start),
      end: start + 1 + (offsets?.[edit.end] ?? edit.end),
      text: edit.text.replaceAll('"', '""'),
      found: edit.found,
    }));
  }

  #breaksCell(text: string): boolean {
    return /["\r\n]/.test(text) || text.includes(this.#delimiter ?? ',');
  }

  /** A replacement that would part the cell puts the whole of it in marks. */
  #quoted(value: string, edits: readonly Edit[], start: number, end: number): Edit {
    const written = applyEdits(value, edits, 0, value.length).replaceAll('"', '""');
    return { start, end, text: `"${written}"`, found: edits[0]?.found };
  }

  #columnsOf(text: string, cells: readonly Cell[], hasFindings: boolean): Context[] {
    const names = cells.map(({ start, end, isQuoted }) =>
      isQuoted ? undouble(text.slice(start + 1, end - 1), '"').text : text.slice(start, end),
    );
    if (hasFindings || !looksLikeHeader(names)) return [];
    return names.map((name) => this.#leaves.contextOf(name.trim()));
  }
}

const COLUMN_NAME = unicodePattern('^\\s*[\\p{L}_#][\\p{L}\\p{N}\\p{M} _.#()/:?-]{0,63}\\s*$');

/** Whether the cells of a record are names of columns. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell) => COLUMN_NAME().test(cell));
}

/** What parts the cells of a line: whichever stands there most, outside of marks. */
export function delimiterOf(line: string): string {
  const plain = line.replaceAll(/"[^"]*"/g, '');
  let best = ',';
  for (const delimiter of DELIMITERS) {
    if (plain.split(delimiter).length > plain.split(best).length) best = delimiter;
  }
  return best;
}

/** The offset behind the mark that closes a cell; -1 if none does. */
function endOfQuoted(text: string, from: number, limit: number): number {
  let i = from;
  for (;;) {
    const mark = text.indexOf('"', i);
    if (mark < 0 || mark >= limit) return -1;
    if (text[mark + 1] !== '"') return mark + 1;
    i = mark + 2;
  }
}
