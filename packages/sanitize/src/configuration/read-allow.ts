import type { CompiledRegex } from '../own/regex-engine.js';
import { canonicalType } from '../types.js';
import { guessAt, invalid, isRecord, readStrings, rejectUnknownKeys, shown } from './problems.js';

/** What is left, after its validation. */
export interface AllowRules {
  /** In small letters. */
  values: ReadonlySet<string>;
  /** In small letters, without a leading dot. */
  domains: readonly string[];
  patterns: readonly CompiledRegex[];
  /** The types whose reserved ranges are left. */
  reserved: ReadonlySet<string>;
  /** As it was written, in one order, for the digest of the rules. */
  canonical: string;
}

/** Compiles a pattern of the configuration, or throws an error that names its place. */
export type CompileRegex = (pattern: string, key: string) => CompiledRegex;

const KEYS = ['values', 'domains', 'patterns', 'reserved'];
const HINT = 'Write it as a list of strings.';

/**
 * Reads `allow`: a list of values, or lists by kind.
 *
 * @param reservable - the types that have reserved ranges
 */
export function readAllow(
  value: unknown,
  reservable: readonly string[],
  compile: CompileRegex,
): AllowRules {
  if (value !== undefined && !Array.isArray(value) && !isRecord(value)) {
    const hint = 'Write a list of values, or { values, domains, patterns, reserved }.';
    throw invalid('allow', `allow is ${shown(value)}.`, hint);
  }
  const lists: Record<string, unknown> = isRecord(value) ? value : { values: value };
  rejectUnknownKeys(lists, KEYS, 'allow');
  const valuesKey = isRecord(value) ? 'allow.values' : 'allow';
  const values = readStrings(lists.values, valuesKey, HINT).map((one) => one.toLowerCase());
  const domains = readStrings(lists.domains, 'allow.domains', HINT).map((domain, index) =>
    readDomain(domain, `allow.domains[${index}]`),
  );
  const patterns = readStrings(lists.patterns, 'allow.patterns', HINT);
  const reserved = readReserved(lists.reserved, reservable);
  return {
    values: new Set(values),
    domains,
    patterns: patterns.map((pattern, index) => compile(pattern, `allow.patterns[${index}]`)),
    reserved,
    canonical: JSON.stringify([
      [...new Set(values)].sort(),
      [...domains].sort(),
      [...patterns].sort(),
      [...reserved].sort(),
    ]),
  };
}

function readDomain(domain: string, key: string): string {
  const plain = domain.toLowerCase().replace(/^\*?\./, '');
  if (/^[^\s@/:]+$/.test(plain)) return plain;
  const hint = 'Write the name of the domain alone, such as example.com.';
  throw invalid(key, `${key} is ${shown(domain)}, not a domain.`, hint);
}

function readReserved(value: unknown, reservable: readonly string[]): ReadonlySet<string> {
  if (value === undefined || value === false) return new Set();
  if (value === true) return new Set(reservable);
  if (!Array.isArray(value)) {
    const hint = `Write true, or a list of types: ${reservable.join(', ')}.`;
    throw invalid('allow.reserved', `allow.reserved is ${shown(value)}.`, hint);
  }
  return new Set(
    value.map((name, index) => {
      const type = typeof name === 'string' ? canonicalType(name) : undefined;
      if (type !== undefined && reservable.includes(type)) return type;
      const key = `allow.reserved[${index}]`;
      const guess = typeof name === 'string' ? guessAt(name, reservable) : '';
      const hint = `${guess}Types with reserved ranges: ${reservable.join(', ')}.`;
      throw invalid(key, `${key} is ${shown(name)}, which has no reserved range.`, hint);
    }),
  );
}
