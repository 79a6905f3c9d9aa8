import { CsvWalker, delimiterOf, looksLikeHeader } from './csv-walker.js';
import { JsonWalker } from './json-walker.js';
import type { Leaves } from './leaves.js';
import type { Walker } from './walker.js';
import { YamlWalker } from './yaml-walker.js';

/** What a text is written in. */
export type Format = 'text' | 'json' | 'jsonl' | 'yaml' | 'csv';

export const formats: readonly Format[] = ['text', 'json', 'jsonl', 'yaml', 'csv'];

/** What is looked at to tell the format, in UTF-16 code units. */
export const FORMAT_SAMPLE = 8192;
const MOST_LINES = 32;
const YAML_NAME = /^\s*(?:- )*(?:"[^"]*"|'[^']*'|[\w.$/@-]+(?: [\w.$/@-]+){0,2})\s*:(?:\s|$)/;
const YAML_ITEM = /^\s*- \S/;

/** What walks through a text of a format; `undefined` for text, which is scanned as a whole. */
export function createWalker(format: Format, leaves: Leaves): Walker | undefined {
  switch (format) {
    case 'json':
      return new JsonWalker(leaves, { lines: false });
    case 'jsonl':
      return new JsonWalker(leaves, { lines: true });
    case 'yaml':
      return new YamlWalker(leaves);
    case 'csv':
      return new CsvWalker(leaves);
    case 'text':
      return undefined;
  }
}

/**
 * Tells the format of a text by its first {@link FORMAT_SAMPLE} code units. When in doubt it is
 * text, which is looked at just as closely but for the names that values stand under.
 */
export function formatOf(text: string): Format {
  const sample = text.slice(0, FORMAT_SAMPLE).replace(/^\ufeff/, '');
  const lines = sample.split('\n').map((line) => line.replace(/\r$/, ''));
  // The last line may be cut.
  if (text.length > FORMAT_SAMPLE) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '').slice(0, MOST_LINES);
  const first = filled[0]?.trim() ?? sample.trim();
  if (/^[[{]/.test(first)) return jsonFormat(first, filled.length, sample);
  if (isYaml(filled)) return 'yaml';
  return isCsv(filled) ? 'csv' : 'text';
}

function jsonFormat(first: string, lines: number, sample: string): Format {
  if (isJson(first)) return lines > 1 ? 'jsonl' : 'json';
  return /^(?:\{\s*["}]|\[\s*(?:["{[\]]|-?\d|true|false|null))/.test(sample.trim())
    ? 'json'
    : 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isYaml(lines: readonly string[]): boolean {
  if (/^---(?:\s|$)/.test(lines[0] ?? '')) return true;
  const content = lines.filter((line) => !/^\s*#/.test(line));
  const names = content.filter((line) => YAML_NAME.test(line));
  // Speakers of a dialogue come again, names in a mapping do not.
  const outer = names.filter((line) => /^\S/.test(line)).map((line) => line.split(':')[0]);
  if (names.length < 2 || new Set(outer).size < outer.length) return false;
  const known = content.filter(
    (line) => YAML_NAME.test(line) || YAML_ITEM.test(line) || /^\s{2,}/.test(line),
  );
  return known.length >= content.length * 0.9;
}

function isCsv(lines: readonly string[]): boolean {
  const [header, ...rows] = lines;
  if (header === undefined || rows.length === 0) return false;
  const delimiter = delimiterOf(header);
  const columns = header.split(delimiter);
  if (!looksLikeHeader(columns.map((name) => name.replaceAll('"', '')))) return false;
  const counts = rows.map((row) => row.replaceAll(/"[^"]*"/g, '').split(delimiter).length);
  return counts.filter((count) => count === columns.length).length >= rows.length * 0.8;
}
