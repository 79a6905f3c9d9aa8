import { createBase64Detector } from '../encodings/base64.js';
import type { FindDecoded } from '../encodings/encoded.js';
import { createPercentDetectors } from '../encodings/percent.js';
import type { Detector } from '../engine/detector.js';
import { Numbers } from '../engine/numbers.js';
import { ConfiguredOperators } from '../operators/configured-operators.js';
import { loadRegexEngine } from '../own/node-regex-engine.js';
import { ownFinder } from '../own/own-finder.js';
import type { RegexEngine } from '../own/regex-engine.js';
import { fingerprintOf } from '../policy/fingerprint.js';
import { sha256Hex } from '../policy/keyed-hash.js';
import { Policy, type PolicyRules } from '../policy/policy.js';
import { reservableTypes } from '../policy/reserved-ranges.js';
import { type Category, isSensitiveType, SENSITIVE_TYPES } from '../types.js';
import type { Catalog } from './catalog.js';
import { compileRegex } from './compile-regex.js';
import type { SanitizerConfig } from './configuration.js';
import { PRESETS, type Preset, presetNames } from './presets.js';
import { invalid, isRecord, readBoolean, readWord, rejectUnknownKeys, shown } from './problems.js';
import { readAllow } from './read-allow.js';
import { type ContextRules, readContext } from './read-context.js';
import { readDetectors } from './read-detectors.js';
import { readBaseline, readKey, requireKeys } from './read-keyed.js';
import { type OperatorRules, readOperator } from './read-operator.js';
import { type PatternRules, readPatterns, type TypeRules } from './read-patterns.js';
import { readThresholds } from './read-thresholds.js';
import {
  detectorsOn,
  readKnownSecrets,
  readOptIn,
  requireDetectors,
  typesOf,
} from './read-types.js';
import type { Rules } from './rules.js';

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
  'phoneRegion',
  'key',
  'knownSecrets',
  'regexEngine',
];

/** Reads everything that a configuration may say. See {@link Catalog.readRules}. */
export function readRules(config: SanitizerConfig, catalog: Catalog): Rules {
  if (!isRecord(config)) {
    throw invalid(
      '',
      `The configuration is ${shown(config)}, not an object.`,
      'Leave it out for the defaults.',
    );
  }
  rejectUnknownKeys(config, CONFIG_KEYS, '');
  const engine = engineOf(config.regexEngine);
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
  const region = readPhoneRegion(config.phoneRegion, catalog);
  const markers = readBoolean(config.markers, 'markers') ?? false;
  const operators = new ConfiguredOperators(operatorsOf(patterns.byType), operator, hash);
  const policy = new Policy(
    { allow, baseline, threshold, ...decisionsOf(patterns.byType, thresholds, context) },
    operators,
    hash,
  );
  const all = [...detectorsOf(catalog, region), ...detectors];
  const optIn = preset.everyRule ? 'all' : readOptIn(config.rules, all);
  return {
    types,
    detectors: detectorsOn(all, types, optIn).map((detector) => policy.guard(detector)),
    operators,
    own: ownFinder(patterns.own, markers, policy, types),
    createDecoders: decode ? createDecoders : undefined,
    createNumbers: (on) => new Numbers(on),
    categoryOf: (type) => categoryOf(type, patterns),
    fingerprintOf: hash && ((type, value) => fingerprintOf(hash, type, value)),
    knownSecrets: readKnownSecrets(config.knownSecrets),
    replacements: types.map((type) => [type, operators.describe(type)]),
    digest: digestOf([
      patterns.canonical.length > 0 && patterns.canonical,
      typeDecisions(patterns.byType),
      allow.canonical !== EMPTY_ALLOW && allow.canonical,
      context && JSON.stringify(context, sets),
      (threshold > 0 || thresholds.size > 0) && [threshold, ...[...thresholds].sort()],
      baseline.size > 0 && [...baseline].sort(),
      markers && 'markers',
      !decode && 'encoded',
      region !== undefined && { region },
      detectors.length > 0 && detectors.map(({ rule }) => rule),
      optIn === 'all' ? optIn : optIn.size > 0 && [...optIn].sort(),
    ]),
  };
}

/** The thresholds and contexts of single types, in one order. */
function typeDecisions(byType: ReadonlyMap<string, TypeRules>): readonly string[] | undefined {
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

function engineOf(value: unknown): () => RegexEngine | undefined {
  if (value === undefined) return loadRegexEngine;
  if (isRecord(value) && typeof value.compile === 'function') {
    const engine = value as unknown as RegexEngine;
    return () => engine;
  }
  const hint = 'Take it from "@fluxloop/sanitize/regex".';
  throw invalid('regexEngine', `regexEngine is ${shown(value)}, no engine.`, hint);
}

function readPhoneRegion(value: unknown, { entry, phones }: Catalog): string | undefined {
  if (value === undefined) return undefined;
  if (phones !== undefined) return phones.readRegion(value);
  const hint = 'Take createSanitizer of "@fluxloop/sanitize".';
  throw invalid('phoneRegion', `${entry} finds no phones.`, hint);
}

function detectorsOf({ detectors, phones }: Catalog, region: string | undefined) {
  return region === undefined || phones === undefined
    ? detectors
    : phones.withRegion(detectors, region);
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

function operatorsOf(byType: ReadonlyMap<string, TypeRules>): ReadonlyMap<string, OperatorRules> {
  const operators = new Map<string, OperatorRules>();
  for (const [type, { operator }] of byType) {
    if (operator !== undefined) operators.set(type, operator);
  }
  return operators;
}

function decisionsOf(
  byType: ReadonlyMap<string, TypeRules>,
  general: ReadonlyMap<string, number>,
  context: ContextRules | undefined,
): Pick<PolicyRules, 'contexts' | 'thresholds'> {
  const contexts = new Map<string, readonly ContextRules[]>();
  const thresholds = new Map(general);
  if (context !== undefined) contexts.set('', [context]);
  for (const [type, rules] of byType) {
    if (rules.context !== undefined) contexts.set(type, [rules.context]);
    if (rules.threshold !== undefined) thresholds.set(type, rules.threshold);
  }
  return { contexts, thresholds };
}

function categoryOf(type: string, { categories }: PatternRules): Category {
  return isSensitiveType(type) ? SENSITIVE_TYPES[type].category : (categories.get(type) ?? 'pii');
}

function createDecoders(find: FindDecoded): readonly Detector[] {
  return [createBase64Detector(find), ...createPercentDetectors(find)];
}
