import { unicodePattern } from '../engine/unicode-pattern.js';
import { invalid, isRecord, readStrings, rejectUnknownKeys, shown } from './problems.js';

/** Words that change a confidence, each written together and in small letters. */
export interface ContextRules {
  raise: ReadonlySet<string>;
  lower: ReadonlySet<string>;
}

const HINT = 'Write it as a list of words: ["patient", "customer id"].';

/** Reads `context`, if it is there. */
export function readContext(value: unknown, key: string): ContextRules | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) {
    const hint = 'Write { raise: ["patient"], lower: ["sample"] }.';
    throw invalid(key, `${key} is ${shown(value)}, not an object.`, hint);
  }
  rejectUnknownKeys(value, ['raise', 'lower'], key);
  return {
    raise: readWords(value.raise, `${key}.raise`),
    lower: readWords(value.lower, `${key}.lower`),
  };
}

const WORDS = unicodePattern('^[\\p{L}\\p{M}\\s_-]+$');

/** A label of several words is looked up written together; at most three of them are read. */
function readWords(value: unknown, key: string): ReadonlySet<string> {
  const words = readStrings(value, key, HINT);
  for (const [index, word] of words.entries()) {
    const count = word.split(/[\s_-]+/).filter((part) => part !== '').length;
    if (count >= 1 && count <= 3 && WORDS().test(word)) continue;
    const at = `${key}[${index}]`;
    const message = `${at} is ${shown(word)}, not one to three words of letters.`;
    throw invalid(at, message, 'Write a word, such as "patient", or a short name of a field.');
  }
  return new Set(words.map((word) => word.toLowerCase().replaceAll(/[\s_-]+/g, '')));
}
