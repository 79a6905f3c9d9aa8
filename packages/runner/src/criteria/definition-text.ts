import { hash } from 'node:crypto';

const LONGEST = 200;

/**
 * A definition in one line. A long one is cut, and says by a digest which one it is: cases are
 * identified by what is expected of them.
 */
export function definitionInWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, LONGEST)}… (${hash('sha256', text).slice(0, 12)})`;
}
