import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { systemCode, writeError } from '../ledger/ledger-error.js';
import { type Json, plainJson } from '../scenario/canonical-json.js';
import { OutputFile } from './output-file.js';
import { findInputFiles, type InputProject, isScenarioFile, readInputs } from './read-inputs.js';
import { UniqueTexts } from './unique-texts.js';

/** What {@link planAddition} takes. */
export interface PlanAdditionOptions extends InputProject {
  /** What the user says, or a file of it: `.jsonl`, `.csv`, or any other with one input a line. */
  from: { text: string; name?: string } | { file: string };
  /** A `.jsonl` file or a scenario, relative to the root. */
  to: string;
  /** Finds what is sensitive and not reserved. */
  sanitizer: Sanitizer;
}

/** Inputs that are about to be added. */
export interface InputAddition {
  /** Where they go, relative to the root: the data file of a scenario that has one. */
  to: string;
  /** How many are new. */
  count: number;
  /** How many are there already. */
  duplicates: number;
  /** What in them is sensitive and not reserved, by type, and how often. */
  sensitive: Record<string, number>;
  /** The first of these without what is sensitive; `null` where nothing is. */
  sanitizedExample: string | null;
  inputs: readonly Json[];
  sanitizedInputs: readonly Json[];
}

/**
 * Reads what is to be added, and leaves out what the file has already. Nothing is written.
 * @throws UsageError `add_target_unknown`, `add_nothing`
 * @throws ConfigurationError of the file that is read, with its line
 */
export async function planAddition(options: PlanAdditionOptions): Promise<InputAddition> {
  const { sanitizer } = options;
  const to = await targetOf(options);
  const seen = new UniqueTexts();
  for await (const one of readInputs(options, inputFile(to))) {
    if (!(one instanceof ConfigurationError)) seen.add(saidIn(one.input));
    else if (one.code !== 'data_file_missing') throw one;
  }
  const inputs: Json[] = [];
  const sanitizedInputs: Json[] = [];
  const sensitive: Record<string, number> = {};
  let sanitizedExample: string | null = null;
  let duplicates = 0;
  for await (const input of newInputs(options)) {
    if (!seen.add(saidIn(input))) {
      duplicates += 1;
      continue;
    }
    const { value, counts } = sanitizer.sanitizeValue(input);
    for (const [type, count] of Object.entries(counts)) {
      sensitive[type] = (sensitive[type] ?? 0) + count;
    }
    if (Object.keys(counts).length > 0) sanitizedExample ??= saidIn(value);
    inputs.push(input);
    sanitizedInputs.push(value);
  }
  if (inputs.length + duplicates === 0) {
    throw new UsageError('add_nothing', 'There is nothing to add.', {
      hint: 'Say what the user says: fluxloop inputs add "Where is my order?"',
    });
  }
  return {
    to,
    count: inputs.length,
    duplicates,
    sensitive,
    sanitizedExample,
    inputs,
    sanitizedInputs,
  };
}

/**
 * Adds inputs behind those that are there.
 * @param sanitize - whether what is sensitive is replaced
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function addInputs(
  root: string,
  { to, inputs, sanitizedInputs }: InputAddition,
  { sanitize }: { sanitize: boolean },
): Promise<void> {
  const added = sanitize ? sanitizedInputs : inputs;
  if (added.length === 0) return;
  if (isScenarioFile(to)) await addToScenario(root, to, added);
  else await addToLines(join(root, to), to, added);
}

async function* newInputs({
  from,
  root,
  configuration,
}: PlanAdditionOptions): AsyncGenerator<Json> {
  if ('text' in from) {
    if (from.text.trim() === '') return;
    yield from.name === undefined ? { text: from.text } : { text: from.text, name: from.name };
    return;
  }
  const { file } = from;
  if (
    ['.jsonl', '.ndjson', '.csv', '.tsv', '.yaml', '.yml'].includes(extname(file).toLowerCase())
  ) {
    for await (const one of readInputs({ root, configuration }, inputFile(file))) {
      if (one instanceof ConfigurationError) throw one;
      const { criteria, ...input } = one.input;
      yield plainJson(criteria.length === 0 ? input : { ...input, criteria });
    }
    return;
  }
  for (const line of (await linesOf(root, file)).split(/\r?\n/)) {
    if (line.trim() !== '') yield { text: line.trim() };
  }
}

async function linesOf(root: string, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(root, file)));
  } catch (error) {
    const code = systemCode(error);
    const why = code === undefined ? 'is not written in UTF-8' : `cannot be read (${code})`;
    throw new ConfigurationError('inputs_missing', `The file ${file} ${why}.`, {
      location: { file },
      hint: 'Check the path behind --from.',
    });
  }
}

function inputFile(file: string) {
  return { file, data: isScenarioFile(file) ? null : { file }, usedBy: [] };
}

/** A scenario that names a data file gets its inputs there. */
async function targetOf(options: PlanAdditionOptions): Promise<string> {
  const { to } = options;
  const files = await findInputFiles(options);
  const target = files.find(({ usedBy }) => usedBy.includes(to))?.file ?? to;
  const ending = extname(target).toLowerCase();
  if (['.jsonl', '.ndjson', '.yaml', '.yml'].includes(ending)) return target;
  throw new UsageError('add_target_unknown', `Inputs cannot be added to ${target}.`, {
    hint: 'Add them to a .jsonl file or to a scenario: --to inputs/added.jsonl',
  });
}

function saidIn(input: object | Json): string {
  const { text, input: other, turns, messages }: { [key: string]: unknown } = Object(input);
  const said = turns ?? messages ?? text ?? other;
  return typeof said === 'string' ? said : JSON.stringify(said);
}

async function addToLines(path: string, shown: string, inputs: readonly Json[]): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const gap = (await endsInLine(path)) ? '' : '\n';
    await appendFile(path, gap + inputs.map((input) => `${JSON.stringify(input)}\n`).join(''));
  } catch (error) {
    throw writeError(error, shown, 'Make it writable, or choose another file: --to FILE');
  }
}

async function endsInLine(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return true;
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 10;
  } finally {
    await handle.close();
  }
}

/** What else stands in the file, comments included, stays. */
async function addToScenario(root: string, file: string, inputs: readonly Json[]): Promise<void> {
  const { parseDocument, isSeq } = await import('yaml');
  const path = join(root, file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  const document = parseDocument(text);
  if (!isSeq(document.get('inputs'))) document.set('inputs', document.createNode([]));
  for (const input of inputs) document.addIn(['inputs'], document.createNode(input));
  const output = await OutputFile.open({ path, shown: file, force: true });
  try {
    await output.write(document.toString({ lineWidth: 0 }));
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
