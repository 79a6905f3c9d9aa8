import type { FormatPart } from '../configuration/catalog.js';
import { type Format, sampleLines } from './format.js';
import { editsOfString, JsonWalker } from './json-walker.js';
import { advanceThrough } from './structured-stream.js';

/** JSON and JSON lines. */
export const JSON_FORMATS: FormatPart = {
  known: ['json', 'jsonl'],
  createWalker: (format, leaves) =>
    format === 'text' ? undefined : new JsonWalker(leaves, { lines: format === 'jsonl' }),
  advance: (format, leaves, plain) => advanceThrough(JSON_FORMATS, format, leaves, plain),
  editsOfString,
  formatOf: (text) => jsonFormatOf(sampleLines(text)) ?? 'text',
};

/** `json`, `jsonl`, or `undefined` for what is none of them. */
export function jsonFormatOf(lines: readonly string[]): Format | undefined {
  const first = lines[0]?.trim() ?? '';
  if (!/^[[{]/.test(first)) return undefined;
  if (isJson(first)) return lines.length > 1 ? 'jsonl' : 'json';
  const begins = /^(?:\{\s*["}]|\[\s*(?:["{[\]]|-?\d|true|false|null))/;
  return begins.test(lines.join('\n').trim()) ? 'json' : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
