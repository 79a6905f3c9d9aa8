import { SanitizerConfigurationError } from './configuration-error.js';
import { nearestName } from './nearest-name.js';
import {
  canonicalType,
  SENSITIVE_TYPES,
  type SensitiveType,
  sensitiveTypes,
  TYPE_ALIASES,
} from './types.js';

/** One type to find, and what to put in its place. */
export interface SanitizerPattern {
  /** A canonical type or an alias of one. `api_key` means every kind of secret. */
  type: string;
  /** The text that takes the value's place, literally. Without it: a numbered placeholder. */
  replace?: string;
}

/** What a sanitizer finds and how it replaces. Every field may be left out. */
export interface SanitizerConfig {
  /** `true` (the default): every built-in type with a form of its own is found. `false`: only those in `patterns`. */
  defaults?: boolean;
  /** Types to find and their replacements, as in `sanitization.patterns` of `fluxloop.yaml`. */
  patterns?: readonly SanitizerPattern[];
  /**
   * Exact values that are always replaced, as `api_key`: the secrets this process knows, such as
   * those in its environment. Values under six characters are left out,
   * because replacing every `1234` would ruin the text and hide nothing.
   */
  knownSecrets?: readonly string[];
}

/** Known secrets shorter than this are not searched for, in UTF-16 code units. */
const SHORTEST_KNOWN_SECRET = 6;

/** A configuration after its validation. */
export interface Rules {
  /** The types that are on, in documented order. */
  types: readonly SensitiveType[];
  /** The literal replacements, by type. */
  literals: ReadonlyMap<SensitiveType, string>;
  /** Known secrets, the longest first. */
  knownSecrets: readonly string[];
}

const CONFIG_KEYS = ['defaults', 'patterns', 'knownSecrets'];
const PATTERN_KEYS = ['type', 'replace'];

function invalid(key: string, message: string, hint: string): SanitizerConfigurationError {
  return new SanitizerConfigurationError('configuration_invalid', message, { key, hint });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rejectUnknownKeys(value: object, known: readonly string[], at: string): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const hint = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
    const key = at === '' ? name : `${at}.${name}`;
    throw invalid(key, `Unknown key ${key}.`, `${hint}Known keys: ${known.join(', ')}.`);
  }
}

function readPattern(value: unknown, at: string): { type: SensitiveType; replace?: string } {
  if (!isRecord(value)) {
    throw invalid(at, `${at} is not an object.`, 'Write it as { type: "email" }.');
  }
  rejectUnknownKeys(value, PATTERN_KEYS, at);
  const { type: name, replace } = value;
  if (typeof name !== 'string') {
    throw invalid(`${at}.type`, `${at}.type is not a string.`, 'Name the type: "email".');
  }
  if (replace !== undefined && typeof replace !== 'string') {
    const hint = 'Put the replacement in quotes, or leave it out for a numbered placeholder.';
    throw invalid(`${at}.replace`, `${at}.replace is not a string.`, hint);
  }
  const type = canonicalType(name);
  if (type === undefined) {
    const nearest = nearestName(name, [...sensitiveTypes, ...TYPE_ALIASES.keys()]);
    const guess = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
    throw new SanitizerConfigurationError('type_unknown', `Unknown type "${name}".`, {
      key: `${at}.type`,
      hint: `${guess}Known types: ${sensitiveTypes.join(', ')}.`,
    });
  }
  return replace === undefined ? { type } : { type, replace };
}

function readPatterns(value: unknown): Map<SensitiveType, string | undefined> {
  if (!Array.isArray(value)) {
    throw invalid('patterns', 'patterns is not a list.', 'Write it as [{ type: "email" }].');
  }
  const replacements = new Map<SensitiveType, string | undefined>();
  for (const [index, entry] of value.entries()) {
    const at = `patterns[${index}]`;
    const { type, replace } = readPattern(entry, at);
    if (replacements.has(type)) {
      throw new SanitizerConfigurationError('type_repeated', `Type "${type}" is listed twice.`, {
        key: `${at}.type`,
        hint: 'Keep one of the two entries; aliases name the same type.',
      });
    }
    replacements.set(type, replace);
  }
  return replacements;
}

function readKnownSecrets(value: unknown): string[] {
  const hint = 'Give a list of exact values.';
  if (!Array.isArray(value)) throw invalid('knownSecrets', 'knownSecrets is not a list.', hint);
  const secrets = new Set<string>();
  for (const [index, secret] of value.entries()) {
    if (typeof secret !== 'string') {
      const key = `knownSecrets[${index}]`;
      throw invalid(key, `${key} is not a string.`, hint);
    }
    if (secret.trim().length >= SHORTEST_KNOWN_SECRET) secrets.add(secret);
  }
  return [...secrets].sort((a, b) => b.length - a.length);
}

/**
 * Checks a configuration and fills in the defaults. It is checked as it comes, because it is
 * often read from a file.
 *
 * @throws SanitizerConfigurationError that names the key, what is wrong, and the fix. Its text
 *   never holds a known secret.
 */
export function readRules(config: SanitizerConfig): Rules {
  if (!isRecord(config)) {
    throw invalid('', 'The configuration is not an object.', 'Leave it out for the defaults.');
  }
  rejectUnknownKeys(config, CONFIG_KEYS, '');
  const { defaults = true, patterns = [], knownSecrets = [] } = config;
  if (typeof defaults !== 'boolean') {
    throw invalid('defaults', 'defaults is not a boolean.', 'Write true or false.');
  }
  const replacements = readPatterns(patterns);
  const literals = new Map<SensitiveType, string>();
  for (const [type, replace] of replacements) {
    if (replace !== undefined) literals.set(type, replace);
  }
  return {
    types: sensitiveTypes.filter(
      (type) => (defaults && SENSITIVE_TYPES[type].byDefault) || replacements.has(type),
    ),
    literals,
    knownSecrets: readKnownSecrets(knownSecrets),
  };
}
