import { dirname, extname, join, normalize } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { systemCode } from '../ledger/ledger-error.js';
import type { WrittenInput } from '../scenario/case-builder.js';
import { checkHeader, columnMapping } from '../scenario/column-map.js';
import { mapRecord } from '../scenario/csv-cells.js';
import type { DataFile } from '../scenario/data-file-schema.js';
import { parseJsonLine, readCsv, readJsonLines } from '../scenario/data-records.js';
import { checked, inputOfLine, mapLine, readingOf } from '../scenario/data-scenario.js';
import { ScenarioDocuments } from '../scenario/scenario-document.js';
import { scenarioPaths } from '../scenario/scenario-paths.js';

/** A file that holds inputs. Paths are relative to the project's root. */
export interface InputFile {
  file: string;
  /** How a scenario reads it; `null` for a scenario that holds its inputs itself. */
  data: DataFile | null;
  /** The scenarios that name it. */
  usedBy: string[];
}

/** A project, as far as its inputs go. */
export interface InputProject {
  root: string;
  configuration: ProjectConfiguration;
}

/** An input, or what is wrong where one should be. */
export type ReadInput = WrittenInput | ConfigurationError;

const DATA_FILES = [
  'inputs/**/*.jsonl',
  'inputs/**/*.ndjson',
  'inputs/**/*.csv',
  'inputs/**/*.tsv',
];

/**
 * All files of a project that hold inputs: data files in `inputs/` and those that scenarios name, and
 * scenarios with inputs of their own; sorted by path.
 */
export async function findInputFiles(project: InputProject): Promise<InputFile[]> {
  const { root, configuration } = project;
  const { glob } = await import('tinyglobby');
  const files = new Map<string, InputFile>();
  for (const file of await glob(DATA_FILES, { cwd: root, onlyFiles: true })) {
    files.set(file, { file, data: { file }, usedBy: [] });
  }
  const documents = new ScenarioDocuments(root, configuration.strict);
  for (const scenario of await scenarioPaths(root, configuration)) {
    const chain = await documents.chain(scenario).catch(scenarioFault);
    const inputs = chain?.at(-1)?.value.inputs;
    if (chain !== null && inputs === undefined) continue;
    if (inputs === undefined || Array.isArray(inputs)) {
      files.set(scenario, { file: scenario, data: null, usedBy: [] });
      continue;
    }
    const data = typeof inputs === 'string' ? { file: inputs } : inputs;
    const file = normalize(join(dirname(scenario), data.file)).replaceAll('\\', '/');
    const known = files.get(file);
    files.set(file, { file, data, usedBy: [...(known?.usedBy ?? []), scenario] });
  }
  return [...files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** A scenario that cannot be read is told about when its inputs are read. */
function scenarioFault(error: unknown): null {
  if (error instanceof ConfigurationError) return null;
  throw error;
}

/**
 * Reads a file's inputs one by one, a data file in constant memory. Where a line is wrong, the error
 * comes instead of the input, and reading goes on where it can.
 */
export async function* readInputs(
  { root, configuration }: InputProject,
  { file, data }: InputFile,
): AsyncGenerator<ReadInput> {
  try {
    if (data === null) yield* scenarioInputs(root, file, configuration.strict);
    else yield* dataInputs(root, file, data);
  } catch (error) {
    if (error instanceof ConfigurationError) yield error;
    else if (systemCode(error) === undefined) throw error;
    else yield unreadable(file, systemCode(error));
  }
}

async function* scenarioInputs(
  root: string,
  file: string,
  strict: boolean,
): AsyncGenerator<ReadInput> {
  const document = (await new ScenarioDocuments(root, strict).chain(file)).at(-1);
  const inputs = document?.value.inputs;
  if (document === undefined || !Array.isArray(inputs)) return;
  for (const [index, input] of inputs.entries()) {
    yield { input, place: document.place, path: ['inputs', index] };
  }
}

async function* dataInputs(root: string, file: string, data: DataFile): AsyncGenerator<ReadInput> {
  const source = { path: join(root, file), shown: file };
  const reading = readingOf({ path: file, data, at: { file } });
  if (reading.format === 'csv') {
    yield* csvInputs(source, data, reading.delimiter);
    return;
  }
  const mapping = data.columns === undefined ? null : columnMapping(data.columns, null);
  for await (const lines of readJsonLines(source)) {
    for (const line of lines) {
      yield await attempt(async () => {
        const value = parseJsonLine(line);
        return mapping === null
          ? await inputOfLine(value, line)
          : checked(mapLine(value, mapping, line), line.place, mapping);
      });
    }
  }
}

async function* csvInputs(
  source: { path: string; shown: string },
  data: DataFile,
  delimiter: string,
): AsyncGenerator<ReadInput> {
  let header: readonly string[] = [];
  let mapping = columnMapping(data.columns, []);
  for await (const part of readCsv(source, { delimiter })) {
    if (part.type === 'header') {
      header = part.cells;
      mapping = columnMapping(data.columns, header);
      checkHeader(header, mapping, { map: data.columns, place: part.place });
      continue;
    }
    for (const record of part.records) {
      yield await attempt(async () =>
        checked(mapRecord(record, header, mapping), record.place, mapping),
      );
    }
  }
}

async function attempt(read: () => Promise<WrittenInput>): Promise<ReadInput> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

function unreadable(file: string, code: string | undefined): ConfigurationError {
  return new ConfigurationError('data_file_missing', `The file ${file} cannot be read (${code}).`, {
    location: { file },
    hint: 'Check the path.',
  });
}

/** Whether a file is a scenario and no data file. */
export function isScenarioFile(file: string): boolean {
  return ['.yaml', '.yml'].includes(extname(file).toLowerCase());
}
