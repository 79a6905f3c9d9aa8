import type { OwnPattern } from '../own/own-pattern.js';
import type { RegexEngine } from '../own/regex-engine.js';
import { regexPattern } from '../own/regex-pattern.js';
import { wordsPattern } from '../own/word-list.js';
import { type Category, canonicalType, sensitiveTypes, TYPE_ALIASES } from '../types.js';
import { compileRegex } from './compile-regex.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import {
  guessAt,
  invalid,
  isRecord,
  readBoolean,
  readShare,
  readStrings,
  readWord,
  rejectUnknownKeys,
  shown,
} from './problems.js';
import { type ContextRules, readContext } from './read-context.js';
import { type OperatorRules, readOperator } from './read-operator.js';

/** What the configuration says of one type. */
export interface TypeRules {
  /** Where it is said: `patterns[0]`. */
  at: string;
  operator: OperatorRules | undefined;
  threshold: number | undefined;
  context: ContextRules | undefined;
}

/** `patterns` after its validation. */
export interface PatternRules {
  byType: ReadonlyMap<string, TypeRules>;
  /** Patterns of your own, in the order in which they were written. */
  own: readonly OwnPattern[];
  categories: ReadonlyMap<string, Category>;
  /** The patterns of your own as they were written, for the digest of the rules. */
  canonical: readonly string[];
}

const OPTION_KEYS = ['replace', 'operator', 'threshold', 'context'];
const BUILT_IN_KEYS = ['type', ...OPTION_KEYS];
const REGEX_KEYS = ['type', 'name', 'pattern', 'ignoreCase', 'group', 'confidence', 'category'];
const WORDS_KEYS = ['type', 'name', 'words', 'file', 'ignoreCase', 'wholeWords', 'category'];
const CATEGORIES: readonly Category[] = ['pii', 'secret'];
const OWN_NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const LONGEST_NAME = 40;

/**
 * Reads `patterns`.
 *
 * @param others - names of types that detectors of the caller's own find
 */
export function readPatterns(
  value: unknown,
  others: ReadonlySet<string>,
  engine: () => RegexEngine | undefined,
): PatternRules {
  if (!Array.isArray(value)) {
    throw invalid(
      'patterns',
      `patterns is ${shown(value)}, not a list.`,
      'Write it as [{ type: "email" }].',
    );
  }
  const byType = new Map<string, TypeRules>();
  const own: OwnPattern[] = [];
  const categories = new Map<string, Category>();
  const canonical: string[] = [];
  const builtIn = new Set<string>();
  for (const [index, entry] of value.entries()) {
    const at = `patterns[${index}]`;
    if (!isRecord(entry)) {
      throw invalid(
        at,
        `${at} is ${shown(entry)}, not an object.`,
        'Write it as { type: "email" }.',
      );
    }
    const read =
      entry.type === 'regex' || entry.type === 'words' ? readOwn(entry, at, engine) : undefined;
    const type = read?.type ?? readType(entry, at, others);
    const options = readOptions(entry, at);
    const isRepeated = read === undefined ? builtIn.has(type) : options !== undefined;
    if (isRepeated && byType.has(type)) {
      const hint = 'Keep one of the two entries; aliases name the same type.';
      throw new SanitizerConfigurationError('type_repeated', `Type "${type}" is listed twice.`, {
        key: `${at}.${read === undefined ? 'type' : 'name'}`,
        hint: read === undefined ? hint : 'Say what is done with the type in one entry only.',
      });
    }
    if (read === undefined) builtIn.add(type);
    if (options !== undefined || !byType.has(type)) byType.set(type, options ?? { at, ...NOTHING });
    if (read !== undefined) {
      own.push(read);
      canonical.push(JSON.stringify(entry));
      const category = readWord(entry.category, CATEGORIES, `${at}.category`);
      if (category !== undefined) categories.set(type, category);
    }
  }
  return { byType, own, categories, canonical };
}

const NOTHING = { operator: undefined, threshold: undefined, context: undefined };

function readOptions(entry: Record<string, unknown>, at: string): TypeRules | undefined {
  const { replace } = entry;
  if (replace !== undefined && typeof replace !== 'string') {
    const hint = 'Put the replacement in quotes, or leave it out for a numbered placeholder.';
    throw invalid(`${at}.replace`, `${at}.replace is ${shown(replace)}, not a string.`, hint);
  }
  const operator = readOperator(entry.operator, `${at}.operator`);
  if (replace !== undefined && operator !== undefined) {
    const hint = 'Keep one: "replace" is a text of your own, "operator" makes one from the value.';
    throw invalid(`${at}.operator`, `${at} has both "replace" and "operator".`, hint);
  }
  const threshold = readShare(entry.threshold, `${at}.threshold`);
  const context = readContext(entry.context, `${at}.context`);
  const literal = replace === undefined ? undefined : ({ use: 'literal', text: replace } as const);
  if (OPTION_KEYS.every((name) => entry[name] === undefined)) return undefined;
  return { at, operator: literal ?? operator, threshold, context };
}

function readType(entry: Record<string, unknown>, at: string, others: ReadonlySet<string>): string {
  rejectUnknownKeys(entry, BUILT_IN_KEYS, at);
  const { type: name } = entry;
  if (typeof name !== 'string') {
    throw invalid(
      `${at}.type`,
      `${at}.type is ${shown(name)}, not a string.`,
      'Name the type: "email".',
    );
  }
  const type = others.has(name) ? name : canonicalType(name);
  if (type !== undefined) return type;
  const known = [...sensitiveTypes, ...TYPE_ALIASES.keys(), ...others, 'regex', 'words'];
  throw new SanitizerConfigurationError('type_unknown', `Unknown type "${name}".`, {
    key: `${at}.type`,
    hint:
      `${guessAt(name, known)}Known types: ${[...sensitiveTypes, ...others].join(', ')}; ` +
      'for something of your own: type "regex" or "words" with a name.',
  });
}

function readOwn(
  entry: Record<string, unknown>,
  at: string,
  engine: () => RegexEngine | undefined,
): OwnPattern {
  const isRegex = entry.type === 'regex';
  rejectUnknownKeys(entry, [...(isRegex ? REGEX_KEYS : WORDS_KEYS), ...OPTION_KEYS], at);
  const type = readName(entry.name, `${at}.name`);
  const ignoreCase = readBoolean(entry.ignoreCase, `${at}.ignoreCase`);
  if (isRegex) {
    const { pattern } = entry;
    if (typeof pattern !== 'string' || pattern === '') {
      const hint = 'Write a regular expression in quotes: "EMP-[0-9]{6}".';
      throw invalid(
        `${at}.pattern`,
        `${at}.pattern is ${pattern === '' ? 'empty' : shown(pattern)}.`,
        hint,
      );
    }
    const group = readGroup(entry.group, `${at}.group`);
    const options = { ignoreCase: ignoreCase ?? false, group };
    const regex = compileRegex(engine, pattern, options, `${at}.pattern`);
    return regexPattern(type, regex, readShare(entry.confidence, `${at}.confidence`) ?? 0.9);
  }
  return wordsPattern(type, readWordList(entry, at), {
    ignoreCase: ignoreCase ?? true,
    wholeWords: readBoolean(entry.wholeWords, `${at}.wholeWords`) ?? true,
  });
}

function readGroup(value: unknown, key: string): number {
  if (value === undefined) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  const hint = 'Write the number of the group that is the value; 0 is the whole match.';
  throw invalid(key, `${key} is ${shown(value)}, not a whole number.`, hint);
}

function readName(value: unknown, key: string): string {
  const hint = 'Name the type: small letters, digits and "_", such as "employee_id".';
  if (typeof value !== 'string') throw invalid(key, `${key} is ${shown(value)}.`, hint);
  const type = canonicalType(value) ?? value;
  if (OWN_NAME.test(type) && type.length <= LONGEST_NAME && type !== 'regex' && type !== 'words') {
    return type;
  }
  const better = value
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
  const guess = OWN_NAME.test(better) && better !== value ? `Did you mean "${better}"? ` : '';
  throw invalid(key, `${key} is ${shown(value)}.`, guess + hint);
}

function readWordList(entry: Record<string, unknown>, at: string): readonly string[] {
  if (entry.file !== undefined) {
    const hint =
      'Files are read in Node only: import { createSanitizer } from "@fluxloop/sanitize/node".';
    throw invalid(`${at}.file`, `${at}.file cannot be read here.`, hint);
  }
  const hint = 'Write words: ["one", "two words"], or file: "words.txt".';
  if (entry.words === undefined) throw invalid(`${at}.words`, `${at}.words is missing.`, hint);
  const words = readStrings(entry.words, `${at}.words`, hint);
  const empty = words.findIndex((word) => word.trim() === '');
  if (empty >= 0) {
    const key = `${at}.words[${empty}]`;
    throw invalid(key, `${key} is empty.`, 'Remove it.');
  }
  if (words.length === 0) throw invalid(`${at}.words`, `${at}.words has no word.`, hint);
  return words;
}
