import type { Detector } from '../engine/detector.js';
import { FAKES } from '../operators/fakes/index.js';
import type { OwnPattern } from '../own/own-pattern.js';
import type { RegexEngine } from '../own/regex-engine.js';
import { FINGERPRINT_LENGTH } from '../policy/fingerprint.js';
import { KeyedHash, sha256Hex } from '../policy/keyed-hash.js';
import { reservableTypes } from '../policy/reserved-ranges.js';
import {
  type Category,
  canonicalType,
  isSensitiveType,
  SENSITIVE_TYPES,
  sensitiveTypes,
} from '../types.js';
import { compileRegex } from './compile-regex.js';
import type { SanitizerConfig } from './configuration.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { DEFAULT_PRESET, PRESETS, type Preset, presetNames } from './presets.js';
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
import { type AllowRules, readAllow } from './read-allow.js';
import { type ContextRules, readContext } from './read-context.js';
import { readDetectors } from './read-detectors.js';
import { type OperatorRules, readOperator } from './read-operator.js';
import { readPatterns, type TypeRules } from './read-patterns.js';

/** What an entry of the package can find, and what it does when nothing is said. */
export interface Catalog {
  /** What is imported to get it. */
  entry: string;
  detectors: readonly Detector[];
  /** The types it has detectors for. */
  types: readonly string[];
  preset: Preset;
  /** The engine for regular expressions, if it can be had here. */
  regexEngine: () => RegexEngine | undefined;
}

/** A configuration after its validation. */
export interface Rules {
  /** The types that are on: the built-in ones in documented order, then others. */
  types: readonly string[];
  /** The detectors that are on. */
  detectors: readonly Detector[];
  byType: ReadonlyMap<string, TypeRules>;
  operator: OperatorRules;
  own: readonly OwnPattern[];
  allow: AllowRules;
  context: ContextRules | undefined;
  thresholds: ReadonlyMap<string, number>;
  threshold: number;
  markers: boolean;
  baseline: ReadonlySet<string>;
  decode: boolean;
  hash: KeyedHash | undefined;
  categories: ReadonlyMap<string, Category>;
  /** Known secrets, the longest first. */
  knownSecrets: readonly string[];
  /** All that the outcome depends on beside types and operators, in hexadecimal digits; or nothing. */
  digest: string | undefined;
}

const CONFIG_KEYS: readonly (keyof SanitizerConfig)[] = [
  'preset',
  'defaults',
  'patterns',
  'rules',
  'detectors',
  'operator',
  'allow',
  'context',
  'thresholds',
  'markers',
  'baseline',
  'decode',
  'key',
  'knownSecrets',
  'regexEngine',
];
/** Known secrets shorter than this are not searched for, in UTF-16 code units. */
const SHORTEST_KNOWN_SECRET = 6;
const SHORTEST_KEY = 16;

/**
 * Checks a configuration and fills in the defaults. It is checked as it comes, because it is
 * often read from a file.
 *
 * @throws SanitizerConfigurationError that names the key, what is wrong, and the fix. Its text
 *   never holds a known secret or the key.
 */
export function readRules(config: SanitizerConfig, catalog: Catalog): Rules {
  if (!isRecord(config)) {
    throw invalid(
      '',
      `The configuration is ${shown(config)}, not an object.`,
      'Leave it out for the defaults.',
    );
  }
  rejectUnknownKeys(config, CONFIG_KEYS, '');
  const engine = engineOf(config.regexEngine, catalog);
  const detectors = readDetectors(config.detectors);
  const others = new Set(
    detectors.map(({ type }) => type).filter((type) => !isSensitiveType(type)),
  );
  const patterns = readPatterns(config.patterns ?? [], others, engine);
  const asked = [...patterns.byType.keys(), ...detectors.map(({ type }) => type)];
  const found = new Set([
    ...detectors.map(({ type }) => type),
    ...patterns.own.map(({ type }) => type),
  ]);
  requireDetectors(asked, found, catalog);
  const preset = presetOf(config, catalog);
  const types = typesOf(preset, asked);
  const optIn = readOptIn(config.rules, [...catalog.detectors, ...detectors]);
  const hash = readKey(config.key);
  const operator = readOperator(config.operator, 'operator') ?? { use: 'placeholder' };
  requireKeys(operator, patterns.byType, hash);
  const allow = readAllow(config.allow, reservableTypes, (pattern, key) =>
    compileRegex(engine, pattern, { ignoreCase: false, group: 0 }, key),
  );
  const { thresholds, threshold } = readThresholds(config.thresholds, types);
  const context = readContext(config.context, 'context');
  const baseline = readBaseline(config.baseline, hash);
  const decode = readBoolean(config.decode, 'decode') ?? true;
  const markers = readBoolean(config.markers, 'markers') ?? false;
  const on = [...catalog.detectors, ...detectors].filter(
    ({ type, rule, optIn: isOptIn }) =>
      types.includes(type) && (isOptIn !== true || preset.everyRule || optIn.has(rule)),
  );
  return {
    types,
    detectors: on,
    byType: patterns.byType,
    operator,
    own: patterns.own,
    allow,
    context,
    thresholds,
    threshold,
    markers,
    baseline,
    decode,
    hash,
    categories: patterns.categories,
    knownSecrets: readKnownSecrets(config.knownSecrets),
    digest: digestOf([
      patterns.canonical.length > 0 && patterns.canonical,
      decisionsOf(patterns.byType),
      allow.canonical !== EMPTY_ALLOW && allow.canonical,
      context && JSON.stringify(context, sets),
      (threshold > 0 || thresholds.size > 0) && [threshold, ...[...thresholds].sort()],
      baseline.size > 0 && [...baseline].sort(),
      markers && 'markers',
      !decode && 'encoded',
      detectors.length > 0 && detectors.map(({ rule }) => rule),
      (optIn.size > 0 || preset.everyRule) && [preset.everyRule, ...[...optIn].sort()],
    ]),
  };
}

/** The thresholds and contexts of single types, in one order. */
function decisionsOf(byType: ReadonlyMap<string, TypeRules>): readonly string[] | undefined {
  const decisions = [...byType]
    .filter(([, { threshold, context }]) => threshold !== undefined || context !== undefined)
    .map(([type, { threshold, context }]) => JSON.stringify([type, threshold, context], sets));
  return decisions.length === 0 ? undefined : decisions.sort();
}

const EMPTY_ALLOW = JSON.stringify([[], [], [], []]);

function sets(_name: string, value: unknown): unknown {
  return value instanceof Set ? [...value].sort() : value;
}

/** Hashed, because lists of words and allowed values are nobody else's business. */
function digestOf(parts: readonly unknown[]): string | undefined {
  return parts.every((part) => part === false || part === undefined)
    ? undefined
    : sha256Hex(JSON.stringify(parts));
}

function engineOf(value: unknown, catalog: Catalog): () => RegexEngine | undefined {
  if (value === undefined) return catalog.regexEngine;
  if (isRecord(value) && typeof value.compile === 'function') {
    const engine = value as unknown as RegexEngine;
    return () => engine;
  }
  const hint = 'Take it from "@fluxloop/sanitize/regex".';
  throw invalid('regexEngine', `regexEngine is ${shown(value)}, no engine.`, hint);
}

function presetOf(config: SanitizerConfig, catalog: Catalog): Preset {
  const defaults = readBoolean(config.defaults, 'defaults');
  const name = readWord(config.preset, presetNames, 'preset');
  if (name === undefined) {
    return defaults === false ? { types: [], everyRule: false } : catalog.preset;
  }
  if (defaults === false) {
    const hint = 'Keep "preset" and remove "defaults", or list the types in "patterns".';
    throw invalid('defaults', `defaults: false turns off what preset: "${name}" turns on.`, hint);
  }
  const preset = PRESETS[name];
  requireDetectors(preset.types, new Set(), catalog, 'preset');
  return preset;
}

function requireDetectors(
  asked: Iterable<string>,
  own: ReadonlySet<string>,
  catalog: Catalog,
  key = 'patterns',
): void {
  for (const type of asked) {
    if (catalog.types.includes(type) || own.has(type)) continue;
    throw new SanitizerConfigurationError(
      'type_unknown',
      `${catalog.entry} does not find "${type}".`,
      {
        key,
        hint: 'Import createSanitizer from "@fluxloop/sanitize", which finds every type.',
      },
    );
  }
}

function typesOf(preset: Preset, asked: readonly string[]): string[] {
  const on = new Set<string>([...preset.types, ...asked]);
  return [
    ...sensitiveTypes.filter((type) => on.has(type)),
    ...[...on].filter((type) => !isSensitiveType(type)),
  ];
}

function readOptIn(value: unknown, detectors: readonly Detector[]): ReadonlySet<string> {
  const known = detectors.filter(({ optIn }) => optIn).map(({ rule }) => rule);
  const rules = readStrings(value, 'rules', `Write a list of: ${known.join(', ')}.`);
  for (const [index, rule] of rules.entries()) {
    if (known.includes(rule)) continue;
    const message = `rules[${index}] is ${shown(rule)}, no rule that is off by itself.`;
    const hint = `${guessAt(rule, known)}Rules to turn on: ${known.join(', ') || 'none'}.`;
    throw new SanitizerConfigurationError('rule_unknown', message, {
      key: `rules[${index}]`,
      hint,
    });
  }
  return new Set(rules);
}

function readKey(value: unknown): KeyedHash | undefined {
  if (value === undefined) return undefined;
  const isText = typeof value === 'string';
  if (!isText && !(value instanceof Uint8Array)) {
    throw invalid('key', 'key is neither a string nor bytes.', KEY_HINT);
  }
  const bytes = isText ? new TextEncoder().encode(value) : Uint8Array.from(value);
  if (bytes.length < SHORTEST_KEY) {
    throw invalid('key', `key has ${bytes.length} bytes, fewer than ${SHORTEST_KEY}.`, KEY_HINT);
  }
  return new KeyedHash(bytes);
}

const KEY_HINT = `Make one and keep it secret: openssl rand -hex 32.`;

function requireKeys(
  operator: OperatorRules,
  byType: ReadonlyMap<string, TypeRules>,
  hash: KeyedHash | undefined,
): void {
  const uses: [string, OperatorRules, string | undefined][] = [['operator', operator, undefined]];
  for (const [type, rules] of byType) {
    if (rules.operator !== undefined) uses.push([`${rules.at}.operator`, rules.operator, type]);
  }
  for (const [key, { use }, type] of uses) {
    if (use === 'fake' && type !== undefined && !FAKES.has(type)) {
      const message = `${key} is "fake", but no values of "${type}" are kept for that.`;
      throw invalid(
        key,
        message,
        `Types with fakes: ${[...FAKES.keys()].join(', ')}. Or write "hmac".`,
      );
    }
    if ((use !== 'hmac' && use !== 'fake') || hash !== undefined) continue;
    throw new SanitizerConfigurationError('key_missing', `${key} is "${use}", which needs a key.`, {
      key,
      hint: `Give it as "key". ${KEY_HINT}`,
    });
  }
}

function readThresholds(
  value: unknown,
  types: readonly string[],
): { thresholds: ReadonlyMap<string, number>; threshold: number } {
  if (value === undefined || typeof value === 'number') {
    return { thresholds: new Map(), threshold: readShare(value, 'thresholds') ?? 0 };
  }
  if (!isRecord(value)) {
    const hint = 'Write a number from 0 to 1, or { default: 0.3, phone: 0.8 }.';
    throw invalid('thresholds', `thresholds is ${shown(value)}.`, hint);
  }
  const thresholds = new Map<string, number>();
  let threshold = 0;
  for (const [name, share] of Object.entries(value)) {
    const key = `thresholds.${name}`;
    const read = readShare(share, key) ?? 0;
    const type = types.includes(name) ? name : canonicalType(name);
    if (name === 'default') threshold = read;
    else if (type !== undefined) thresholds.set(type, read);
    else {
      const known = [...types, 'default'];
      throw new SanitizerConfigurationError('type_unknown', `Unknown type "${name}".`, {
        key,
        hint: `${guessAt(name, known)}Known: ${known.join(', ')}.`,
      });
    }
  }
  return { thresholds, threshold };
}

function readBaseline(value: unknown, hash: KeyedHash | undefined): ReadonlySet<string> {
  const hint = 'Give the fingerprints of a report that was made with the same key.';
  const fingerprints = readStrings(value, 'baseline', hint);
  for (const [index, fingerprint] of fingerprints.entries()) {
    if (new RegExp(`^[0-9a-f]{${FINGERPRINT_LENGTH}}$`).test(fingerprint)) continue;
    const key = `baseline[${index}]`;
    throw invalid(key, `${key} is no fingerprint: ${FINGERPRINT_LENGTH} hexadecimal digits.`, hint);
  }
  if (fingerprints.length > 0 && hash === undefined) {
    throw new SanitizerConfigurationError(
      'key_missing',
      'baseline needs the key that its fingerprints were made with.',
      {
        key: 'baseline',
        hint: 'Give it as "key".',
      },
    );
  }
  return new Set(fingerprints);
}

function readKnownSecrets(value: unknown): string[] {
  const secrets = readStrings(value, 'knownSecrets', 'Give a list of exact values.');
  const known = secrets.filter((secret) => secret.trim().length >= SHORTEST_KNOWN_SECRET);
  return [...new Set(known)].sort((a, b) => b.length - a.length);
}

/** What leaks with a value of a type. */
export function categoryOf(type: string, categories: ReadonlyMap<string, Category>): Category {
  return isSensitiveType(type) ? SENSITIVE_TYPES[type].category : (categories.get(type) ?? 'pii');
}
