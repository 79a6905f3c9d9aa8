import { extname } from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import { parseJsonLine, readCsv, readJsonLines } from '../../scenario/data-records.js';
import type { ImportNotes } from '../import-notes.js';
import { NotKept } from './assertion-kinds.js';
import type { ReferencedFiles } from './referenced-files.js';
import { dereference } from './references.js';
import { isMapping, Spot } from './spot.js';
import { testOfRow } from './table-row.js';

/** What tests are read with. */
export interface TestSource {
  /** The whole configuration, which `$ref` counts from. */
  root: Spot;
  files: ReferencedFiles;
  notes: ImportNotes;
}

/**
 * The tests of a list, of the files that it names, or of one such file; those of tables row by row.
 * @param spot - under `tests`, or a whole file
 */
export async function* readTests(spot: Spot, source: TestSource): AsyncGenerator<Spot> {
  const { notes, root } = source;
  for (const item of spot.items) {
    const path = isMapping(item.value) ? item.at('path').text : item.text;
    try {
      if (path !== undefined) yield* testsOfFiles(path, source);
      else if (!isMapping(item.value)) throw new NotKept('it is no test');
      else {
        const test = dereference(item, root);
        if (test === null) throw new NotKept('its $ref leads nowhere');
        yield test;
      }
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      notes.add(item.location, path === undefined ? 'test' : `tests of ${path}`, error.message);
    }
  }
}

async function* testsOfFiles(reference: string, source: TestSource): AsyncGenerator<Spot> {
  if (/^(?:https?|huggingface|az):\/\//.test(reference)) {
    throw new NotKept('an import asks no server; download it, and import the file');
  }
  for (const path of await source.files.paths(reference)) yield* testsOfFile(path, source);
}

/**
 * The tests of a file: YAML, JSON, JSONL or a table.
 * @throws NotKept for what is none of these, and what cannot be read
 */
export async function* testsOfFile(path: string, source: TestSource): AsyncGenerator<Spot> {
  const { files, notes } = source;
  const file = { path, shown: files.shown(path) };
  const ending = extname(path).toLowerCase();
  try {
    if (ending === '.csv' || ending === '.tsv') {
      yield* rowsOf(file, ending === '.tsv' ? '\t' : ',', notes);
    } else if (ending === '.jsonl' || ending === '.ndjson') {
      for await (const lines of readJsonLines(file)) {
        for (const line of lines) yield new Spot(parseJsonLine(line), line.place);
      }
    } else if (/^\.(?:ya?ml|json)$/.test(ending)) {
      yield* readTests(await files.read(path), source);
    } else throw new NotKept('tests are read from .yaml, .json, .jsonl, .csv and .tsv files');
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new NotKept(`${file.shown} does not exist`);
    }
    throw error;
  }
}

async function* rowsOf(
  file: { path: string; shown: string },
  delimiter: string,
  notes: ImportNotes,
): AsyncGenerator<Spot> {
  let header: readonly string[] = [];
  for await (const part of readCsv(file, { delimiter, strayQuotes: true })) {
    if (part.type === 'header') {
      header = part.cells.map((column) => column.trim());
      continue;
    }
    for (const { cells, place } of part.records) {
      const row = Object.fromEntries(header.map((column, index) => [column, cells[index] ?? '']));
      yield testOfRow(new Spot(row, place), notes);
    }
  }
}
