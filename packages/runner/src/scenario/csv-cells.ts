import { parseDuration } from '@fluxloop/core/notation';
import type { Json } from './canonical-json.js';
import type { ColumnMapping, MappedInput } from './column-map.js';
import type { CsvRecord } from './data-records.js';
import { errorAt } from './place.js';

/**
 * An input out of a record's cells; an empty cell is as good as none.
 * @throws ConfigurationError `data_line_invalid` for a cell that is no number, duration or list as it should be
 */
export function mapRecord(
  { cells, place }: CsvRecord,
  header: readonly string[],
  mapping: ColumnMapping,
): MappedInput {
  const input = mapping.toInput((column) => {
    const cell = cells[header.indexOf(column)];
    return cell === undefined || cell.trim() === '' ? undefined : cell;
  }, header);
  for (const [field, read] of Object.entries(CELL_READERS)) {
    const cell = input[field];
    if (typeof cell !== 'string') continue;
    const value = read(cell.trim());
    if (value === undefined) {
      throw errorAt(place, [field], {
        code: 'data_line_invalid',
        message: `The column "${mapping.columnOf([field]) ?? field}" cannot hold "${cell.slice(0, 40)}".`,
        hint: CELL_HINTS[field],
      });
    }
    input[field] = value;
  }
  return input;
}

/** What a cell means where it is not a text; `undefined` when it makes no sense. */
const CELL_READERS: Readonly<Record<string, (cell: string) => Json | undefined>> = {
  weight: readNumber,
  min_score: readNumber,
  timeout: (cell) => {
    const written = /^[\d.]+$/.test(cell) ? Number(cell) : cell;
    return parseDuration(written) === null ? undefined : written;
  },
  skip: (cell) => {
    if (/^(?:true|yes|1)$/i.test(cell)) return true;
    return /^(?:false|no|0)$/i.test(cell) ? false : cell;
  },
  criteria: (cell) => {
    const value = readJson(cell);
    return Array.isArray(value) ? value : undefined;
  },
  metadata: (cell) => {
    const value = readJson(cell);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  },
};
const CELL_HINTS: Readonly<Record<string, string>> = {
  weight: 'It needs a number, 0 or more.',
  min_score: 'It needs a number from 0 to 1.',
  timeout: 'It needs seconds as a number, or 500ms, 30s, 2m.',
  criteria: 'It needs a list of criteria as JSON: [{"contains": "order"}]',
  metadata: 'It needs a mapping as JSON: {"kind": "refund"}. Or give the column another name.',
};

function readJson(cell: string): Json | undefined {
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return undefined;
  }
}

function readNumber(cell: string): number | undefined {
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
