/** What a text is written in. */
export type Format = 'text' | 'json' | 'jsonl' | 'yaml' | 'csv';

/** What is looked at to tell the format, in UTF-16 code units. */
export const FORMAT_SAMPLE = 8192;
const MOST_LINES = 32;

/** The lines by which the format of a text is told: those that hold something. */
export function sampleLines(text: string): string[] {
  const sample = text.slice(0, FORMAT_SAMPLE).replace(/^\ufeff/, '');
  const lines = sample.split('\n').map((line) => line.replace(/\r$/, ''));
  // The last line may be cut.
  if (text.length > FORMAT_SAMPLE && lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, MOST_LINES);
}
