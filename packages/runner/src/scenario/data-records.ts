import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { ConfigurationError, type SourceLocation } from '@fluxloop/core/errors';
import { readStretches } from '../ledger/read-lines.js';
import type { Json } from './canonical-json.js';
import { CsvLines, CsvRecordPlace } from './csv-record-place.js';
import { JsonLinePlace, jsonFaultOffset } from './json-line-place.js';
import type { Place } from './place.js';

/** Records of a `.csv` file that are handed on together. */
const BATCH = 256;
const LINE_FEED = 0x0a;

/** A file of records: its path, and as errors show it. */
export interface RecordFile {
  path: string;
  shown: string;
}

/** A line of a `.jsonl` file that is not blank. */
export interface JsonLine {
  text: string;
  place: JsonLinePlace;
}

/**
 * Reads a `.jsonl` file line by line, in constant memory.
 * @throws ConfigurationError `data_encoding` with the line
 */
export async function* readJsonLines(file: RecordFile): AsyncGenerator<Iterable<JsonLine>> {
  const read = { lines: 0 };
  for await (const stretch of readStretches(file.path)) {
    // Lines are cut out of one text as they are asked for: bytes and texts for each would outlive many
    // cases, and the garbage collector would carry them on.
    yield linesIn(stretch, file.shown, read);
  }
}

/** @param read - how many lines were read before; counted on */
function* linesIn(stretch: Buffer, file: string, read: { lines: number }): Generator<JsonLine> {
  const fault = !isUtf8(stretch) || stretch.includes(0) ? faultyLine(stretch) : null;
  const lines = stretch.toString('utf8', 0, fault?.start);
  for (let start = 0; start < lines.length; ) {
    const feed = lines.indexOf('\n', start);
    const end = feed === -1 ? lines.length : feed;
    read.lines += 1;
    // A byte-order mark counts as white space.
    const text = lines.slice(start, end).trim();
    if (text !== '') yield { text, place: new JsonLinePlace(file, read.lines, text) };
    start = end + 1;
  }
  if (fault !== null) throw notUtf8({ file, line: read.lines + 1 });
}

/** Where the first line that is not UTF-8 begins. */
function faultyLine(stretch: Buffer): { start: number } {
  for (let start = 0; ; ) {
    const feed = stretch.indexOf(LINE_FEED, start);
    const line = stretch.subarray(start, feed === -1 ? stretch.length : feed);
    if (feed === -1 || !isUtf8(line) || line.includes(0)) return { start };
    start = feed + 1;
  }
}

/**
 * The value of a line.
 * @throws ConfigurationError `data_line_invalid` with line and column
 */
export function parseJsonLine({ text, place }: JsonLine): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const offset = jsonFaultOffset(error, text);
    const location = place.at(offset ?? 0);
    if (offset === null) delete location.column;
    throw new ConfigurationError('data_line_invalid', 'The line is not JSON.', {
      location,
      hint: 'Each line holds one input: {"text": "…", "criteria": [{"contains": "…"}]}',
    });
  }
}

/** A record of a `.csv` file. */
export interface CsvRecord {
  /** As many as the header has. */
  cells: readonly string[];
  place: Place;
}

/** What {@link readCsv} gives, in this order. */
export type CsvPart =
  | { type: 'header'; cells: readonly string[]; place: Place }
  | { type: 'records'; records: readonly CsvRecord[] };

/**
 * Reads a `.csv` file (RFC 4180) record by record, in constant memory: with or without a byte-order
 * mark, with either line end, with line ends and doubled quotation marks between quotation marks.
 * @param options.delimiter - one character
 * @param options.strayQuotes - takes quotation marks within a text that does not begin with one as they
 *   are. Default: they are an error, since most often they hide where a text ends
 * @throws ConfigurationError `data_line_invalid`, `data_encoding` with the line
 */
export async function* readCsv(
  file: RecordFile,
  { delimiter, strayQuotes = false }: { delimiter: string; strayQuotes?: boolean },
): AsyncGenerator<CsvPart> {
  const { parse } = await import('csv-parse');
  const counted = new CsvLines(file.path, file.shown);
  let parsed = 0;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: strayQuotes,
    skip_empty_lines: true,
    // The parser is ahead of the loop below when it finds a fault.
    on_record: (record: string[], { bytes }) => {
      parsed = bytes;
      return record;
    },
  });
  // Each of the two ends the other; what is wrong is thrown by the loop.
  pipeline(Readable.from(checkUtf8(file)), parser, () => undefined);
  let header: readonly string[] | null = null;
  let records: CsvRecord[] = [];
  let end = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<RawRecord>) {
      const place = new CsvRecordPlace(counted, end);
      end = info.bytes;
      if (header === null) {
        header = record;
        yield { type: 'header', cells: record, place };
        continue;
      }
      if (record.length !== header.length) throw wrongWidth(record, header, place);
      records.push({ cells: record, place });
      if (records.length < BATCH) continue;
      yield { type: 'records', records };
      records = [];
    }
    if (records.length > 0) yield { type: 'records', records };
  } catch (error) {
    throw readable(error, new CsvRecordPlace(counted, parsed));
  }
}

interface RawRecord {
  record: string[];
  info: { bytes: number };
}

async function* checkUtf8(file: RecordFile): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let lines = 1;
  for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) {
    let text: string | null;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      text = null;
    }
    if (text === null || text.includes('\0')) {
      throw notUtf8({ file: file.shown, line: lines + linesBeforeFault(chunk) });
    }
    for (let feed = chunk.indexOf(10); feed !== -1; feed = chunk.indexOf(10, feed + 1)) lines += 1;
    yield chunk;
  }
}

/** Full line ends before the first line of a piece that is not UTF-8. */
function linesBeforeFault(chunk: Buffer): number {
  let lines = 0;
  for (let start = 0; ; lines += 1) {
    const feed = chunk.indexOf(10, start);
    const line = chunk.subarray(start, feed === -1 ? chunk.length : feed);
    if (feed === -1 || !isUtf8(line) || line.includes(0)) return lines;
    start = feed + 1;
  }
}

function notUtf8(location: SourceLocation): ConfigurationError {
  return new ConfigurationError('data_encoding', 'The file is not written in UTF-8.', {
    location,
    hint: 'Save the file as UTF-8.',
  });
}

function wrongWidth(record: readonly string[], header: readonly string[], place: Place): Error {
  const columns = record.length === 1 ? 'one column' : `${record.length} columns`;
  return new ConfigurationError(
    'data_line_invalid',
    `The line has ${columns}, and the first line has ${header.length}.`,
    {
      location: place.locate([]),
      hint: 'Put a text that holds the delimiter or a line end into quotation marks: "one, two".',
    },
  );
}

/** What csv-parse complains of: https://csv.js.org/parse/errors/ */
const CSV_FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands behind a closing quotation mark.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands within a text that does not begin with one.',
};

function readable(error: unknown, place: Place): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:CSV_|INVALID_OPENING_QUOTE)/.test(code)) return error;
  return new ConfigurationError(
    'data_line_invalid',
    CSV_FAULTS[code] ?? 'The line is not CSV (RFC 4180).',
    {
      location: place.locate([]),
      hint: 'Put the whole text into quotation marks, and double those within: "say ""hi""".',
    },
  );
}
