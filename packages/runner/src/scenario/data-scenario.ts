import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ConfigurationError, type SourceLocation } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { whenLoaded } from '../criteria/loading.js';
import type { Json } from './canonical-json.js';
import type { CaseBuilder, WrittenInput } from './case-builder.js';
import { type MadeCases, readBy } from './case-source.js';
import { type ColumnMapping, checkHeader, columnMapping, type MappedInput } from './column-map.js';
import { mapRecord } from './csv-cells.js';
import type { DataFile } from './data-file-schema.js';
import {
  type CsvRecord,
  type JsonLine,
  parseJsonLine,
  readCsv,
  readJsonLines,
} from './data-records.js';
import { errorAt, type Path, type Place } from './place.js';
import { quickInput } from './quick-input.js';
import { scenarioInput } from './scenario-schema.js';
import type { Scenario } from './test-case.js';

/** Inputs that are lines of a data file. */
export interface DataSourceOptions {
  builder: CaseBuilder;
  /** The project's folder. */
  root: string;
  /** The data file, relative to the root. */
  path: string;
  /** How it is read. */
  data: DataFile;
  /** Where the scenario names it. */
  at: SourceLocation;
}

const FORMATS: Readonly<Record<string, { format: 'jsonl' | 'csv'; delimiter: string }>> = {
  '.jsonl': { format: 'jsonl', delimiter: '' },
  '.ndjson': { format: 'jsonl', delimiter: '' },
  '.csv': { format: 'csv', delimiter: ',' },
  '.tsv': { format: 'csv', delimiter: '\t' },
};

/**
 * Reads the cases of a `.jsonl` or `.csv` file one by one, however large it is.
 *
 * Reading throws ConfigurationError: `data_file_missing`, `data_encoding`, `data_line_invalid`,
 * `data_header_invalid`, `data_column_missing`, and those of `CaseBuilder`, with file and line.
 * @throws ConfigurationError `data_format_unknown`
 */
export function dataCases(
  options: DataSourceOptions,
): Pick<Scenario, 'cases' | 'pieces' | 'content'> {
  const reading = readingOf(options);
  const file = { path: join(options.root, options.path), shown: options.path };
  return reading.format === 'csv'
    ? csvCases(options, file, reading.delimiter)
    : jsonlCases(options, file);
}

type Reading = { format: 'jsonl' | 'csv'; delimiter: string };

/**
 * How a data file is read: as the scenario says, else by its ending.
 * @throws ConfigurationError `data_format_unknown`
 */
export function readingOf({
  path,
  data,
  at,
}: Pick<DataSourceOptions, 'path' | 'data' | 'at'>): Reading {
  const byEnding = FORMATS[extname(path).toLowerCase()];
  const format = data.format ?? byEnding?.format;
  if (format === undefined) {
    throw new ConfigurationError(
      'data_format_unknown',
      `It cannot be told from its name what kind of file ${path} is.`,
      {
        location: at,
        hint: 'Name a .jsonl or .csv file, or write: inputs: { file: …, format: csv }',
      },
    );
  }
  return { format, delimiter: data.delimiter ?? (byEnding?.delimiter || ',') };
}

interface File {
  path: string;
  shown: string;
}

async function needFile({ at }: DataSourceOptions, { path, shown }: File): Promise<void> {
  await access(path).catch(() => {
    throw new ConfigurationError(
      'data_file_missing',
      `The data file ${shown} does not exist or cannot be read.`,
      { location: at, hint: "The path counts from the scenario's folder." },
    );
  });
}

function jsonlCases(
  options: DataSourceOptions,
  file: File,
): Pick<Scenario, 'cases' | 'pieces' | 'content'> {
  const { builder, data } = options;
  const mapping = data.columns === undefined ? null : columnMapping(data.columns, null);
  return {
    ...readBy(async function* () {
      await needFile(options, file);
      for await (const lines of readJsonLines(file)) yield casesOfLines(builder, lines, mapping);
    }),
    async *content() {
      await needFile(options, file);
      for await (const stretch of readJsonLines(file)) {
        const lines = [...stretch];
        const joined = lines.map(({ text }) => text).join('\n');
        // Without escapes, what is sensitive is as easy to see in the lines as in their values.
        const value = joined.includes('\\') ? lines.map(parseJsonLine) : joined;
        yield { cases: lines.length * builder.casesPerInput, value };
      }
    },
  };
}

function csvCases(
  options: DataSourceOptions,
  file: File,
  delimiter: string,
): Pick<Scenario, 'cases' | 'pieces' | 'content'> {
  const { builder, data } = options;
  return {
    ...readBy(async function* () {
      await needFile(options, file);
      let header: readonly string[] | null = null;
      let mapping = columnMapping(data.columns, []);
      for await (const part of readCsv(file, { delimiter })) {
        if (part.type === 'header') {
          header = part.cells;
          mapping = columnMapping(data.columns, header);
          checkHeader(header, mapping, { map: data.columns, place: part.place });
          continue;
        }
        yield casesOfRecords(builder, part.records, header ?? [], mapping);
      }
      if (header === null) throw emptyFile(file);
    }),
    async *content() {
      await needFile(options, file);
      for await (const part of readCsv(file, { delimiter })) {
        if (part.type === 'header') yield { cases: 0, value: [...part.cells] };
        else {
          const value = part.records.map(({ cells }) => [...cells]);
          yield { cases: value.length * builder.casesPerInput, value };
        }
      }
    },
  };
}

function* casesOfLines(
  builder: CaseBuilder,
  lines: Iterable<JsonLine>,
  mapping: ColumnMapping | null,
): Generator<MadeCases> {
  for (const line of lines) {
    const value = parseJsonLine(line);
    if (mapping !== null) {
      yield casesOf(builder, checked(mapLine(value, mapping, line), line.place, mapping));
      continue;
    }
    const quick = quickInput(value);
    yield quick === null
      ? inputOfLine(value, line).then((written) => casesOf(builder, written))
      : casesOf(builder, { input: quick, place: line.place, path: [] });
  }
}

function* casesOfRecords(
  builder: CaseBuilder,
  records: readonly CsvRecord[],
  header: readonly string[],
  mapping: ColumnMapping,
): Generator<MadeCases> {
  for (const record of records) {
    const input = mapRecord(record, header, mapping);
    yield casesOf(builder, checked(input, record.place, mapping));
  }
}

function casesOf(builder: CaseBuilder, written: WrittenInput): MadeCases {
  return whenLoaded(() => builder.build(written));
}

function emptyFile({ shown }: File): ConfigurationError {
  return new ConfigurationError('data_line_invalid', `The data file ${shown} is empty.`, {
    location: { file: shown, line: 1 },
    hint: 'Its first line names the columns: text,name',
  });
}

/**
 * A line that is an input as YAML has it.
 * @throws ConfigurationError `data_line_invalid` with line and column
 */
export async function inputOfLine(value: Json, { text, place }: JsonLine): Promise<WrittenInput> {
  const quick = quickInput(value);
  if (quick !== null) return { input: quick, place, path: [] };
  const result = scenarioInput.safeParse(value);
  if (result.success) return { input: result.data, place, path: [] };
  throw await lineError(text, place);
}

/** The error of a line that the schema refuses, told as for YAML, which JSON is. */
async function lineError(text: string, place: Place): Promise<unknown> {
  const { parseYaml } = await import('@fluxloop/core/configuration');
  const { file, line } = place.locate([]);
  try {
    await parseYaml({ text, file, schema: scenarioInput, strict: true });
  } catch (error) {
    if (!(error instanceof ConfigurationError) || error.location === undefined) return error;
    const isUnknown = error.code === 'unknown_key';
    const message = error.message.replaceAll(/^ {2}line 1: /gm, '  ');
    return new ConfigurationError('data_line_invalid', message, {
      location: { ...error.location, ...(line === undefined ? {} : { line }) },
      hint:
        error.hint ??
        (isUnknown
          ? 'Say what the keys are: inputs: { file: …, columns: { text: question } }'
          : 'Each line holds one input: {"text": "…", "criteria": [{"contains": "…"}]}'),
    });
  }
  throw new TypeError('A line was refused by the schema, and then was not.');
}

/**
 * A line whose keys are columns.
 * @throws ConfigurationError `data_line_invalid`, `data_column_missing`
 */
export function mapLine(value: Json, mapping: ColumnMapping, { place }: JsonLine): MappedInput {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw errorAt(place, [], {
      code: 'data_line_invalid',
      message: 'The line is no mapping, so it has no columns.',
      hint: 'Each line holds one: {"question": "…", "answer": "…"}',
    });
  }
  for (const column of mapping.needed) {
    if (Object.hasOwn(value, column)) continue;
    const close = nearest(column, Object.keys(value));
    throw errorAt(place, [], {
      code: 'data_column_missing',
      message: `The line has no "${column}".`,
      hint:
        close === undefined
          ? `It has: ${Object.keys(value).join(', ')}.`
          : `Did you mean "${close}"?`,
    });
  }
  const get = (column: string): Json | undefined => {
    const given = Object.hasOwn(value, column) ? value[column] : undefined;
    return given === null || given === '' ? undefined : given;
  };
  return mapping.toInput(get, Object.keys(value));
}

/**
 * A mapped input, checked; what is wrong is told by the column that it comes from.
 * @throws ConfigurationError `data_line_invalid`
 */
export function checked(input: MappedInput, place: Place, mapping: ColumnMapping): WrittenInput {
  const source = new ColumnPlace(place, mapping);
  const quick = quickInput(input);
  if (quick !== null) return { input: quick, place: source, path: [] };
  const result = scenarioInput.safeParse(input);
  if (result.success) return { input: result.data, place: source, path: [] };
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
  const isSilent = !('text' in input) && !('turns' in input);
  const column = mapping.columnOf(isSilent ? ['text'] : path);
  throw errorAt(source, path, {
    code: 'data_line_invalid',
    message: isSilent
      ? `The line says nothing: ${column === undefined ? 'there is no text' : `"${column}" is empty`}.`
      : `${column === undefined ? path.join('.') : `The column "${column}"`}: ${issue?.message ?? 'not valid'}.`,
  });
}

/** A record whose values came from columns. */
class ColumnPlace implements Place {
  readonly #record: Place;
  readonly #mapping: ColumnMapping;

  constructor(record: Place, mapping: ColumnMapping) {
    this.#record = record;
    this.#mapping = mapping;
  }

  locate(path: Path): SourceLocation {
    const column = this.#mapping.columnOf(path);
    return this.#record.locate(column === undefined ? [] : [column]);
  }

  describe(path: Path): string {
    const column = this.#mapping.columnOf(path);
    return column === undefined ? '' : `Column "${column}"`;
  }
}
