import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Json } from './canonical-json.js';
import type { ColumnMap } from './data-file-schema.js';
import type { Path, Place } from './place.js';

/** The fields of an input that hold one value, and that a column may be. */
const FIELDS = [
  'text',
  'name',
  'expected_behavior',
  'weight',
  'min_score',
  'skip',
  'timeout',
  'metadata',
] as const;
/** Names so long that a column with nearly the same one is a slip, and not a variable. */
const LONG_NAMES: readonly string[] = ['criteria', 'expected_behavior', 'min_score'];

/** What a record becomes: an input as a scenario has it, still to be checked. */
export type MappedInput = { [key: string]: Json };

/** Where a value of an input comes from: `['criteria', 0]` from the column `answer`. */
type ColumnOf = (path: Path) => string | undefined;

/** Makes inputs of records. */
export interface ColumnMapping {
  /** @param value - of a column; `undefined` where the record does not have it, or has nothing in it */
  toInput(value: (column: string) => Json | undefined, columns: readonly string[]): MappedInput;
  columnOf: ColumnOf;
  /** Columns that must be there. */
  needed: readonly string[];
}

/**
 * Reads a `columns:` block, or makes the map that holds without one: columns with the names of an
 * input's fields are these fields, and all others are context.
 * @param header - the columns, where the file says them before its records
 */
export function columnMapping(
  map: ColumnMap | undefined,
  header: readonly string[] | null,
): ColumnMapping {
  const fields = new Map<string, string>();
  const has = (column: string) => header === null || header.includes(column);
  const named = new Set([...columnsIn(map)]);
  for (const field of FIELDS) {
    const given = map?.[field];
    if (given !== undefined) fields.set(field, given);
    else if (has(field) && !named.has(field)) fields.set(field, field);
  }
  if (map?.turns !== undefined) fields.delete('text');
  else if (!fields.has('text') && has('input') && !named.has('input')) fields.set('text', 'input');
  const criteria =
    map?.criteria ?? (has('criteria') && !named.has('criteria') ? 'criteria' : undefined);
  const criteriaColumns = typeof criteria === 'object' ? Object.entries(criteria) : [];
  const used = new Set([
    ...named,
    ...fields.values(),
    ...(typeof criteria === 'string' ? [criteria] : []),
  ]);
  const context = contextColumns(map?.context);
  return {
    needed: [...named],
    columnOf: ([first, second]) => {
      if (first === 'turns') return map?.turns?.[Number(second)];
      if (first === 'criteria') {
        return typeof criteria === 'string' ? criteria : criteriaColumns[Number(second)]?.[1];
      }
      return typeof first === 'string' ? fields.get(first) : undefined;
    },
    toInput(value, columns) {
      const input: MappedInput = {};
      for (const [field, column] of fields) {
        const given = value(column);
        if (given !== undefined) input[field] = given;
      }
      if (map?.turns !== undefined) input.turns = turnsOf(map.turns.map(value));
      if (typeof criteria === 'string') {
        const given = value(criteria);
        if (given !== undefined) input.criteria = given;
      } else if (criteriaColumns.length > 0) {
        input.criteria = criteriaColumns.flatMap(([type, column]) => {
          const given = value(column);
          return given === undefined ? [] : [{ [type]: given }];
        });
      }
      const told: { [key: string]: Json } = {};
      const rest =
        context ?? columns.filter((one) => !used.has(one)).map((one) => [one, one] as const);
      for (const [variable, column] of rest) {
        const given = value(column);
        if (given !== undefined) told[variable] = given;
      }
      if (Object.keys(told).length > 0) input.context = told;
      return input;
    },
  };
}

/** All columns that a map names. */
function* columnsIn(map: ColumnMap | undefined): Generator<string> {
  if (map === undefined) return;
  for (const field of FIELDS) {
    const column = map[field];
    if (column !== undefined) yield column;
  }
  yield* map.turns ?? [];
  if (typeof map.criteria === 'string') yield map.criteria;
  else yield* Object.values(map.criteria ?? {});
  for (const [, column] of contextColumns(map.context) ?? []) yield column;
}

function contextColumns(
  context: ColumnMap['context'],
): readonly (readonly [variable: string, column: string])[] | null {
  if (context === undefined) return null;
  return Array.isArray(context) ? context.map((one) => [one, one]) : Object.entries(context);
}

/** Turns up to the last one that says something. */
function turnsOf(texts: readonly (Json | undefined)[]): Json[] {
  const last = texts.findLastIndex((text) => text !== undefined);
  return texts.slice(0, last + 1).map((text) => text ?? '');
}

/**
 * Refuses a header that leaves open what is what.
 * @throws ConfigurationError `data_header_invalid`, `data_column_missing`
 */
export function checkHeader(
  header: readonly string[],
  mapping: ColumnMapping,
  options: { map: ColumnMap | undefined; place: Place },
): void {
  const { map, place } = options;
  const location = place.locate([]);
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new ConfigurationError('data_header_invalid', `Two columns are called "${twice}".`, {
      location,
      hint: 'Give one of them another name.',
    });
  }
  const missing = mapping.needed.find((column) => !header.includes(column));
  if (missing !== undefined) {
    const close = nearest(missing, header);
    throw new ConfigurationError('data_column_missing', `There is no column "${missing}".`, {
      location,
      hint: close === undefined ? `There are: ${header.join(', ')}.` : `Did you mean "${close}"?`,
    });
  }
  if (mapping.columnOf(['text']) === undefined && map?.turns === undefined) {
    throw new ConfigurationError(
      'data_column_missing',
      'No column says what the user says: there is neither "text" nor "input".',
      { location, hint: `Say which it is: columns: { text: ${header[0] ?? 'question'} }` },
    );
  }
  if (map?.context !== undefined) return;
  for (const column of header) {
    if (mapping.needed.includes(column) || LONG_NAMES.includes(column) || column.length < 7)
      continue;
    const close = nearest(column, LONG_NAMES);
    if (close === undefined || header.includes(close)) continue;
    throw new ConfigurationError(
      'data_header_invalid',
      `There is no field "${column}"; did you mean "${close}"?`,
      { location, hint: `If it is meant for the agent, say so: columns: { context: [${column}] }` },
    );
  }
}
