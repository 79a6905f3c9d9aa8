import { extname } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import type { GeneratedInput } from './generate.js';

/** How inputs are written. */
const INPUT_FORMATS = ['jsonl', 'csv', 'yaml'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

const ENDINGS: Readonly<Record<string, InputFormat>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/**
 * The format of a file.
 * @param asked - what `--format` says
 * @throws UsageError `format_unknown`, `format_mismatch`
 */
export function formatOf(file: string | undefined, asked: InputFormat | undefined): InputFormat {
  if (file === undefined) return asked ?? 'jsonl';
  const byEnding = ENDINGS[extname(file).toLowerCase()];
  if (asked !== undefined && byEnding !== undefined && asked !== byEnding) {
    throw new UsageError('format_mismatch', `${file} is no file of the format ${asked}.`, {
      hint: `End its name in .${asked}, or leave out --format.`,
    });
  }
  const format = asked ?? byEnding;
  if (format !== undefined) return format;
  throw new UsageError('format_unknown', `It cannot be told from its name what ${file} shall be.`, {
    hint: `End its name in .${INPUT_FORMATS.join(', .')}, or say --format jsonl.`,
  });
}

/** Writes inputs, piece by piece. */
export interface InputWriter {
  /** What stands before the first. */
  head: string;
  /** One input. */
  entry(input: GeneratedInput): string;
}

/** What a file says about itself. */
export interface FileTitle {
  /** What a scenario is called that is the file itself. */
  name: string;
  /** The line by which editors find the schema of a scenario; empty where there is none. */
  schema: string;
  /** What to type to make it again. */
  command: string;
  turns: number;
}

/** A writer of data files (`jsonl`, `csv`) or of a scenario (`yaml`). */
export function inputWriter(format: InputFormat, title: FileTitle): InputWriter {
  switch (format) {
    case 'jsonl':
      return { head: '', entry: (input) => `${JSON.stringify(asRecord(input))}\n` };
    case 'csv':
      return csvWriter(title.turns);
    case 'yaml':
      return {
        head: `${title.schema}# Made by: ${title.command}\nname: ${JSON.stringify(title.name)}\n\ninputs:\n`,
        // JSON is YAML: https://yaml.org/spec/1.2.2/#12-relation-to-json
        entry: (input) =>
          Object.entries(asRecord(input))
            .map(([key, value], at) => `${at === 0 ? '  - ' : '    '}${key}: ${yamlValue(value)}\n`)
            .join(''),
      };
  }
}

function asRecord({ name, turns, criteria, expectedBehavior, metadata }: GeneratedInput) {
  const [only, ...others] = turns;
  return {
    ...(others.length === 0 ? { text: only } : { turns }),
    name,
    ...(criteria.length === 0 ? {} : { criteria }),
    ...(expectedBehavior === undefined ? {} : { expected_behavior: expectedBehavior }),
    metadata,
  };
}

/** What an editor would not show, or would take for a line's end, stands as its code. */
function yamlValue(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The columns of the turns of a conversation. */
export function turnColumns(turns: number): string[] {
  return Array.from({ length: turns }, (_, index) => `turn_${index + 1}`);
}

/** RFC 4180, with line feeds. */
function csvWriter(turns: number): InputWriter {
  const said = turns === 1 ? ['text'] : turnColumns(turns);
  const columns = ['name', ...said, 'criteria', 'expected_behavior', 'metadata'];
  return {
    head: `${columns.join(',')}\n`,
    entry: ({ name, turns: texts, criteria, expectedBehavior, metadata }) =>
      `${[
        name,
        ...texts,
        criteria.length === 0 ? '' : JSON.stringify(criteria),
        expectedBehavior ?? '',
        JSON.stringify(metadata),
      ]
        .map(cell)
        .join(',')}\n`,
  };
}

function cell(text: string): string {
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
