import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import { WholeFile } from '@fluxloop/core/storage';
import { stringify } from 'yaml';
import { writeError } from '../ledger/ledger-error.js';
import type { Json } from '../scenario/canonical-json.js';
import { schemaComment } from '../scenario/schema-files.js';
import type { ImportNote, ImportNotes } from './import-notes.js';

/** An input as it is written into a scenario. */
export type ImportedInput = { [key: string]: Json };

/** A scenario that is about to be written. */
export interface ImportedScenario {
  name: string;
  /** All of the scenario's file but `inputs`. */
  frame: { [key: string]: Json };
  inputs: AsyncIterable<ImportedInput>;
}

/** What an import gave. */
export interface ImportResult {
  /** The files that were written. */
  files: string[];
  /** How many inputs there are in them. */
  inputs: number;
  /** What was not kept, by file and line. */
  notes: ImportNote[];
  /** How many notes there were beyond these. */
  more_notes: number;
}

/** Where an import is written to. */
export interface ImportTarget {
  /** The folder of the scenarios. */
  folder: string;
  /** The project's folder, for the comment that names the schema. */
  root: string;
  /** Write over files that are there. Default: refuse, and write nothing. */
  force?: boolean;
}

/** As many inputs as people read in a file; more go into a data file beside it. */
const MOST_IN_YAML = 200;
/** Characters that are written at a time. */
const BATCH = 64 * 1024;

/**
 * Writes imported scenarios: up to 200 inputs into the YAML itself, more into a `.jsonl` file beside it,
 * one by one. Nothing is left behind when it fails half-way.
 * @throws UsageError `file_exists`, `import_empty`
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function writeImport(
  scenarios: readonly ImportedScenario[],
  target: ImportTarget,
  notes: ImportNotes,
): Promise<ImportResult> {
  const { folder } = target;
  const names = scenarios.flatMap(({ name }) => [`${name}.yaml`, `${name}.jsonl`]);
  if (target.force !== true) await refuseExisting(names.map((name) => join(folder, name)));
  const drafts: Draft[] = [];
  let inputs = 0;
  try {
    await mkdir(folder, { recursive: true });
    for (const scenario of scenarios) {
      const written = await draftScenario(scenario, target, drafts);
      inputs += written;
    }
    if (inputs === 0) {
      throw new UsageError('import_empty', 'There is nothing in it that could be tested.', {
        hint:
          notes.all[0] === undefined
            ? 'Is it the right file?'
            : `First of all: ${notes.all[0].why}`,
      });
    }
    for (const { file } of drafts) await file.commit();
  } catch (error) {
    await Promise.all(drafts.map(({ file }) => file.discard()));
    throw writeError(error, folder, 'Make room, or choose another folder: --out FOLDER');
  }
  return {
    files: drafts.map(({ path }) => path),
    inputs,
    notes: notes.all,
    more_notes: notes.more,
  };
}

/** A file that is written, and not yet in its place. */
interface Draft {
  file: WholeFile;
  path: string;
}

async function draftScenario(
  { name, frame, inputs }: ImportedScenario,
  { folder, root }: ImportTarget,
  drafts: Draft[],
): Promise<number> {
  const begin = async (path: string): Promise<WholeFile> => {
    const file = await WholeFile.open(path, { access: 'as-before' });
    drafts.push({ file, path });
    return file;
  };
  const source = inputs[Symbol.asyncIterator]();
  const first: ImportedInput[] = [];
  let next = await source.next();
  while (next.done !== true && first.length < MOST_IN_YAML) {
    first.push(next.value);
    next = await source.next();
  }
  if (first.length === 0) return 0;
  let count = first.length;
  let listed: Json = first.map(shortInput);
  if (next.done !== true) {
    const path = join(folder, `${name}.jsonl`);
    const file = await begin(path);
    let lines = first.map(lineOf).join('');
    for (; next.done !== true; next = await source.next()) {
      lines += lineOf(next.value);
      count += 1;
      if (lines.length < BATCH) continue;
      await file.write(lines);
      lines = '';
    }
    await file.write(lines);
    listed = basename(path);
  }
  const path = join(folder, `${name}.yaml`);
  const yaml = stringify({ ...frame, inputs: listed }, { lineWidth: 100 });
  const file = await begin(path);
  await file.write(`${schemaComment(relative(root, path))}${yaml}`);
  return count;
}

function lineOf(input: ImportedInput): string {
  return `${JSON.stringify(input)}\n`;
}

/** `text: Hi` alone is written as `Hi`. */
function shortInput(input: ImportedInput): Json {
  const { text, ...rest } = input;
  return typeof text === 'string' && Object.keys(rest).length === 0 ? text : input;
}

async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (!exists) continue;
    throw new UsageError('file_exists', `There is already ${path}.`, {
      hint: 'Nothing was written. Give another --name or --out, or write over it with --force.',
    });
  }
}

/**
 * Refuses a file that cannot be imported because it is not there.
 * @param shown - its path as errors show it
 * @throws ConfigurationError `import_unreadable`
 */
export async function needReadable(path: string, shown: string): Promise<void> {
  await access(path, constants.R_OK).catch(() => {
    throw new ConfigurationError(
      'import_unreadable',
      `${shown} does not exist or cannot be read.`,
      { location: { file: shown }, hint: 'The path counts from the current folder.' },
    );
  });
}

/** A name for a file and a scenario, out of whatever something is called. */
export function fileNameFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return slug === '' ? 'imported' : slug;
}
