import type { Detector } from '../engine/detector.js';
import { canonicalType, isSensitiveType, SENSITIVE_TYPES } from '../types.js';
import type { Catalog } from './catalog.js';
import type { SanitizerConfig } from './configuration.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { invalid, isRecord, readStrings, shown } from './problems.js';
import { detectorsOn, readKnownSecrets, readOptIn } from './read-types.js';
import type { Rules } from './rules.js';

const KEYS = ['patterns', 'rules', 'allow', 'knownSecrets'];

/**
 * Reads what a small entry takes: literal replacements, values that are left, known secrets and
 * rules that are off by themselves. See {@link Catalog.readRules}.
 */
export function readLeanRules(config: SanitizerConfig, catalog: Catalog): Rules {
  if (!isRecord(config)) {
    const message = `The configuration is ${shown(config)}, not an object.`;
    throw invalid('', message, 'Leave it out for the defaults.');
  }
  for (const key of Object.keys(config)) if (!KEYS.includes(key)) throw notHere(key, catalog);
  const literals = readLiterals(config.patterns ?? [], catalog);
  const values = readStrings(config.allow, 'allow', 'Write a list of values.');
  const allowed = new Set(values.map((value) => value.toLowerCase()));
  const { types } = catalog;
  const optIn = readOptIn(config.rules, catalog.detectors);
  const detectors = detectorsOn(catalog.detectors, types, optIn);
  return {
    types,
    detectors: allowed.size === 0 ? detectors : detectors.map((one) => leaving(allowed, one)),
    operators: {
      literals: [...literals.values()],
      literalOf: (type) => literals.get(type),
      replace: (type, value, placeholders) =>
        literals.get(type) ?? placeholders.placeholderFor(type, value),
    },
    own: undefined,
    createDecoders: undefined,
    createNumbers: undefined,
    categoryOf: (type) => (isSensitiveType(type) ? SENSITIVE_TYPES[type].category : 'pii'),
    fingerprintOf: undefined,
    knownSecrets: readKnownSecrets(config.knownSecrets),
    replacements: types.map((type) => [type, literals.get(type) ?? null]),
    digest: ['lean', ...[...optIn].sort(), `${allowed.size} allowed`].join(' '),
  };
}

function notHere(key: string, { entry }: Catalog): SanitizerConfigurationError {
  const hint = `It takes ${KEYS.join(', ')}. For more take "@fluxloop/sanitize".`;
  return invalid(key, `${entry} does not take ${key}.`, hint);
}

function readLiterals(patterns: unknown, catalog: Catalog): ReadonlyMap<string, string> {
  const literals = new Map<string, string>();
  const hint = 'Write [{ type: "api_key", replace: "***" }].';
  if (!Array.isArray(patterns)) throw invalid('patterns', `patterns is ${shown(patterns)}.`, hint);
  for (const [index, pattern] of patterns.entries()) {
    const at = `patterns[${index}]`;
    if (!isRecord(pattern)) throw invalid(at, `${at} is ${shown(pattern)}.`, hint);
    const { type: name, replace, ...rest } = pattern;
    const [other] = Object.keys(rest);
    if (other !== undefined) throw notHere(`${at}.${other}`, catalog);
    const type = canonicalType(String(name));
    if (type === undefined || !catalog.types.includes(type)) {
      const message = `${catalog.entry} does not find ${shown(name)}.`;
      throw new SanitizerConfigurationError('type_unknown', message, {
        key: `${at}.type`,
        hint: `It finds ${catalog.types.join(', ')}. For more take "@fluxloop/sanitize".`,
      });
    }
    if (replace !== undefined && typeof replace !== 'string') {
      throw invalid(`${at}.replace`, `${at}.replace is ${shown(replace)}, not a string.`, hint);
    }
    if (replace !== undefined) literals.set(type, replace);
  }
  return literals;
}

/** A detector whose findings stay where they are allowed. */
function leaving(allowed: ReadonlySet<string>, detector: Detector): Detector {
  return {
    ...detector,
    find(window, start, end) {
      const match = detector.find(window, start, end);
      if (match === undefined || match.tail !== undefined) return match;
      const value = window.text.slice(match.start, match.end).toLowerCase();
      return allowed.has(value) ? { ...match, kept: true } : match;
    },
  };
}
