import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import { ImportNotes } from '../import-notes.js';
import {
  fileNameFrom,
  type ImportedScenario,
  type ImportResult,
  type ImportTarget,
  needReadable,
  writeImport,
} from '../imported-scenario.js';
import { NotKept } from './assertion-kinds.js';
import { type Prompt, readPrompts } from './prompts.js';
import { ReferencedFiles } from './referenced-files.js';
import { settingsOf } from './settings.js';
import { isMapping, Spot } from './spot.js';
import { inputsOf, type PromptfooSuite } from './suite.js';

/** What {@link importPromptfoo} takes. */
export interface ImportPromptfooOptions extends ImportTarget {
  /** A configuration (YAML or JSON), or a table of tests. */
  file: string;
  /** The folder that paths in notes count from. */
  cwd: string;
  /** What the scenario is called. Default: after the file, or its folder. */
  name?: string | undefined;
  /** The variable that is what the user says, where there are no prompts. */
  text?: string | undefined;
}

/**
 * Turns a configuration of promptfoo into scenarios, one for each of its prompts. It reads the files that
 * the configuration names, runs none of them, and opens no connection; whatever cannot be kept is in the
 * notes, with its place and the reason.
 * @throws UsageError `import_needs_code`, `import_empty`, `file_exists`
 * @throws ConfigurationError `import_unreadable`, and those of YAML and data files
 */
export async function importPromptfoo(options: ImportPromptfooOptions): Promise<ImportResult> {
  const path = resolve(options.cwd, options.file);
  const notes = new ImportNotes();
  const files = new ReferencedFiles(dirname(path), options.cwd);
  const root = await readRoot(path, files);
  const suite: PromptfooSuite = { root, files, notes, ...(isTable(path) ? { table: path } : {}) };
  const prompts: (Prompt | null)[] = await readPrompts(root.at('prompts'), files, notes);
  if (prompts.length === 0)
    prompts.push(options.text === undefined ? null : promptOf(options.text, path));
  const frame = settingsOf(root, notes);
  const name = fileNameFrom(options.name ?? nameOf(path));
  const scenarios: ImportedScenario[] = [];
  for (const [index, prompt] of prompts.entries()) {
    if (prompt !== null && prompt.template === null) {
      const why = `${prompt.why} cannot be filled in without running it; what the user says is taken from the variables`;
      notes.add(prompt.location, 'prompt', why);
    }
    scenarios.push({
      name: index === 0 ? name : `${name}-${index + 1}`,
      frame: {
        name: index === 0 ? name : `${name}-${index + 1}`,
        ...frame,
        // What stood in templates is filled in already; braces that are left are meant.
        interpolate: false,
      },
      inputs: inputsOf(prompt, suite),
    });
  }
  return writeImport(scenarios, options, notes);
}

/** A prompt that is nothing but a variable. */
function promptOf(variable: string, file: string): Prompt {
  const template = `{{ ${variable} }}`;
  return { location: { file }, template, why: '', source: template, remembers: false };
}

async function readRoot(path: string, files: ReferencedFiles): Promise<Spot> {
  if (/\.(?:[cm]?[jt]s|py)$/.test(path)) {
    throw new UsageError(
      'import_needs_code',
      `${files.shown(path)} is code, and nothing is run by an import.`,
      { hint: 'Write it as YAML first: npx promptfoo export, or by hand.' },
    );
  }
  await needReadable(path, files.shown(path));
  if (isTable(path)) return new Spot({}, { locate: () => ({ file: files.shown(path), line: 1 }) });
  try {
    const root = await files.parse(await readFile(path), files.shown(path));
    // A file of nothing but tests.
    return Array.isArray(root.value) ? root.with({ tests: root.value }) : needMapping(root);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    throw new ConfigurationError('import_unreadable', `It cannot be read: ${error.message}`, {
      location: { file: files.shown(path) },
    });
  }
}

function needMapping(root: Spot): Spot {
  if (isMapping(root.value)) return root;
  throw new NotKept('it is no configuration: it has no keys');
}

function isTable(path: string): boolean {
  return /\.(?:csv|tsv|jsonl|ndjson)$/i.test(path);
}

function nameOf(path: string): string {
  const name = basename(path, extname(path));
  return /^promptfooconfig/.test(name) ? basename(dirname(path)) : name;
}
