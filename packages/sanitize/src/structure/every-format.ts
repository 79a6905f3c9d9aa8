import type { FormatPart } from '../configuration/catalog.js';
import { CsvWalker, delimiterOf, looksLikeHeader } from './csv-walker.js';
import { type Format, sampleLines } from './format.js';
import { JSON_FORMATS, jsonFormatOf } from './json-format.js';
import { editsOfString } from './json-walker.js';
import { advanceThrough } from './structured-stream.js';
import { YamlWalker } from './yaml-walker.js';

const YAML_NAME = /^\s*(?:- )*(?:"[^"]*"|'[^']*'|[\w.$/@-]+(?: [\w.$/@-]+){0,2})\s*:(?:\s|$)/;
const YAML_ITEM = /^\s*- \S/;

/** JSON, JSON lines, YAML and comma-separated values. */
export const EVERY_FORMAT: FormatPart = {
  known: ['json', 'jsonl', 'yaml', 'csv'],
  createWalker(format, leaves) {
    if (format === 'yaml') return new YamlWalker(leaves);
    return format === 'csv' ? new CsvWalker(leaves) : JSON_FORMATS.createWalker(format, leaves);
  },
  advance: (format, leaves, plain) => advanceThrough(EVERY_FORMAT, format, leaves, plain),
  editsOfString,
  formatOf,
};

/**
 * Tells the format of a text by its first {@link FORMAT_SAMPLE} code units. When in doubt it is
 * text, which is looked at just as closely but for the names that values stand under.
 */
export function formatOf(text: string): Format {
  const lines = sampleLines(text);
  const json = jsonFormatOf(lines);
  // What begins with a bracket is no table and no mapping.
  if (json !== undefined || /^\s*[[{]/.test(lines[0] ?? '')) return json ?? 'text';
  if (isYaml(lines)) return 'yaml';
  return isCsv(lines) ? 'csv' : 'text';
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
