import { extname, relative, resolve } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Json } from '../scenario/canonical-json.js';
import { parseJsonLine, readCsv, readJsonLines } from '../scenario/data-records.js';
import type { Place } from '../scenario/place.js';
import { scenarioInput } from '../scenario/scenario-schema.js';
import { ImportNotes } from './import-notes.js';
import {
  fileNameFrom,
  type ImportedInput,
  type ImportResult,
  type ImportTarget,
  needReadable,
  writeImport,
} from './imported-scenario.js';
import { importPromptfoo } from './promptfoo/import-promptfoo.js';
import { type ReferenceCriterion, referenceCriterion } from './reference-criterion.js';
import { whyUnusable } from './usable-criterion.js';

/** What {@link importRecords} takes. */
export interface ImportRecordsOptions extends ImportTarget {
  file: string;
  format: 'csv' | 'jsonl';
  /** The folder that paths in notes count from. */
  cwd: string;
  /** What the scenario is called. Default: after the file. */
  name?: string | undefined;
  /** The column that is what the user says. Default: one of the usual names. */
  text?: string | undefined;
  /** The column of reference answers. Default: one of the usual names. */
  reference?: string | undefined;
  /** The column of the cases' names. */
  title?: string | undefined;
  /** Columns that the agent is given to know. */
  context?: readonly string[] | undefined;
  /** What is asked of an answer that has a reference. Default: `icontains`. */
  expect?: ReferenceCriterion | undefined;
  /** What separates the columns of a table. Default: a comma; in .tsv a tab. */
  delimiter?: string | undefined;
}

const TEXTS = [
  'text',
  'input',
  'question',
  'query',
  'prompt',
  'user',
  'message',
  'utterance',
  'instruction',
];
const REFERENCES = [
  'expected',
  'expected_output',
  'answer',
  'reference',
  'ideal',
  'target',
  'completion',
  'output',
  'response',
  'label',
];
const TITLES = ['name', 'title', 'id'];

type Cells = Readonly<Record<string, Json>>;

/** A record, and where it stands. */
interface Row {
  cells: Cells;
  place: Place;
}

/**
 * Turns a table of questions and answers into a scenario. Lines of a `.jsonl` file that are inputs of a
 * scenario already stay what they are; a table with promptfoo's `__expected` columns is read as
 * promptfoo would.
 * @throws UsageError `import_column_unknown`, `import_empty`, `file_exists`
 * @throws ConfigurationError `data_line_invalid`, `data_encoding` with the line
 */
export async function importRecords(options: ImportRecordsOptions): Promise<ImportResult> {
  const path = resolve(options.cwd, options.file);
  const file = { path, shown: relative(options.cwd, path) };
  const { cwd, text } = options;
  await needReadable(path, file.shown);
  if (options.format === 'csv' && (await hasExpectations(file, options))) {
    return importPromptfoo({ ...options, cwd, text });
  }
  const notes = new ImportNotes();
  const name = fileNameFrom(options.name ?? file.shown.slice(0, -extname(path).length));
  const rows = options.format === 'csv' ? csvRows(file, options) : jsonRows(file);
  return writeImport(
    [{ name, frame: { name, interpolate: false }, inputs: inputsOf(rows, options, notes) }],
    options,
    notes,
  );
}

interface RecordFile {
  path: string;
  shown: string;
}

async function hasExpectations(file: RecordFile, options: ImportRecordsOptions): Promise<boolean> {
  for await (const part of readCsv(file, readingOf(file, options))) {
    return (
      part.type === 'header' && part.cells.some((column) => /^__expected\d*$/.test(column.trim()))
    );
  }
  return false;
}

function readingOf({ path }: RecordFile, { delimiter }: ImportRecordsOptions) {
  const usual = extname(path).toLowerCase() === '.tsv' ? '\t' : ',';
  return { delimiter: delimiter ?? usual, strayQuotes: true };
}

async function* csvRows(file: RecordFile, options: ImportRecordsOptions): AsyncGenerator<Row> {
  let header: readonly string[] = [];
  for await (const part of readCsv(file, readingOf(file, options))) {
    if (part.type === 'header') header = part.cells.map((column) => column.trim());
    else {
      for (const { cells, place } of part.records) {
        yield {
          cells: Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
          place,
        };
      }
    }
  }
}

async function* jsonRows(file: RecordFile): AsyncGenerator<Row> {
  for await (const lines of readJsonLines(file)) {
    for (const line of lines) {
      const value = parseJsonLine(line);
      const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
      yield { cells: isMapping ? value : { text: value }, place: line.place };
    }
  }
}

async function* inputsOf(
  rows: AsyncIterable<Row>,
  options: ImportRecordsOptions,
  notes: ImportNotes,
): AsyncGenerator<ImportedInput> {
  const told = new Set<string>();
  for await (const row of rows) {
    const ready = options.text === undefined ? await asInput(row, options.format) : null;
    const input = ready ?? inputOfRow(row, options, notes, told);
    if (input !== null) yield input;
  }
}

/** A line that is an input already, whose criteria can be used. */
async function asInput({ cells }: Row, format: string): Promise<ImportedInput | null> {
  const isShort = Object.keys(cells).every((key) => key === 'text');
  if (format === 'csv' || isShort || !scenarioInput.safeParse(cells).success) return null;
  for (const criterion of Array.isArray(cells.criteria) ? cells.criteria : []) {
    if ((await whyUnusable(criterion as never)) !== null) return null;
  }
  return { ...cells };
}

function inputOfRow(
  { cells, place }: Row,
  options: ImportRecordsOptions,
  notes: ImportNotes,
  told: Set<string>,
): ImportedInput | null {
  const columns = Object.keys(cells);
  const text = column(options.text, TEXTS, columns, '--text');
  const reference = column(options.reference, REFERENCES, columns, '--reference');
  const title = column(options.title, TITLES, columns, '--title');
  const said = text === undefined ? '' : asText(cells[text]);
  if (said.trim() === '') {
    const why = text === undefined ? whyNoText(columns) : `its "${text}" is empty`;
    notes.add(place.locate([]), 'line', why);
    return null;
  }
  const context = (options.context ?? []).filter((name) => {
    column(name, [], columns, '--context');
    return asText(cells[name]) !== '';
  });
  for (const name of columns) {
    if (told.has(name) || [text, reference, title, ...(options.context ?? [])].includes(name))
      continue;
    told.add(name);
    notes.add(
      place.locate([name]),
      `column "${name}"`,
      'nobody said what it is for: --context gives it to the agent',
    );
  }
  const name = title === undefined ? '' : asText(cells[title]).slice(0, 400);
  const criteria = referenceCriterion(
    reference === undefined ? undefined : asText(cells[reference]),
    options.expect ?? 'icontains',
  );
  return {
    ...(name === '' ? {} : { name }),
    text: said,
    ...(context.length === 0
      ? {}
      : { context: Object.fromEntries(context.map((one) => [one, cells[one] ?? null])) }),
    ...(criteria.length === 0 ? {} : { criteria }),
  };
}

/** The column that was named, or the first of the usual ones. */
function column(
  given: string | undefined,
  usual: readonly string[],
  columns: readonly string[],
  flag: string,
): string | undefined {
  if (given === undefined) {
    return usual.map((name) => columns.find((one) => one.toLowerCase() === name)).find(Boolean);
  }
  if (columns.includes(given)) return given;
  const close = nearest(given, columns);
  throw new UsageError('import_column_unknown', `There is no column "${given}" (${flag}).`, {
    hint: close === undefined ? `There are: ${columns.join(', ')}.` : `Did you mean "${close}"?`,
  });
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Many spreadsheets separate columns by semicolons, where the comma stands in numbers. */
function whyNoText(columns: readonly string[]): string {
  const [only = ''] = columns;
  const delimiter = columns.length === 1 ? /[;|]/.exec(only)?.[0] : undefined;
  return delimiter === undefined
    ? `none of its columns is what the user says: ${columns.join(', ')}; name it with --text`
    : `it seems to have one column, ${only}; say what separates them: --delimiter "${delimiter}"`;
}
