import type { Detector } from '../engine/detector.js';
import { isSensitiveType, sensitiveTypes } from '../types.js';
import type { Catalog } from './catalog.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import type { Preset } from './presets.js';
import { guessAt, readStrings, shown } from './problems.js';

/** Known secrets shorter than this are not searched for, in UTF-16 code units. */
const SHORTEST_KNOWN_SECRET = 6;

/** Refuses types that the entry has no detectors for, unless somebody else finds them. */
export function requireDetectors(
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

/** The types that are on: the built-in ones in documented order, then others. */
export function typesOf(preset: Preset, asked: readonly string[]): string[] {
  const on = new Set<string>([...preset.types, ...asked]);
  return [
    ...sensitiveTypes.filter((type) => on.has(type)),
    ...[...on].filter((type) => !isSensitiveType(type)),
  ];
}

/** Reads `rules`: the rules that are off by themselves and are turned on. */
export function readOptIn(value: unknown, detectors: readonly Detector[]): ReadonlySet<string> {
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

/** Reads `knownSecrets`, the longest first; what is too short is left out. */
export function readKnownSecrets(value: unknown): string[] {
  const secrets = readStrings(value, 'knownSecrets', 'Give a list of exact values.');
  const known = secrets.filter((secret) => secret.trim().length >= SHORTEST_KNOWN_SECRET);
  return [...new Set(known)].sort((a, b) => b.length - a.length);
}

/** The detectors of the types that are on, those that are off by themselves where they were asked for. */
export function detectorsOn(
  detectors: readonly Detector[],
  types: readonly string[],
  optIn: ReadonlySet<string> | 'all',
): readonly Detector[] {
  return detectors.filter(
    ({ type, rule, optIn: isOptIn }) =>
      types.includes(type) && (isOptIn !== true || optIn === 'all' || optIn.has(rule)),
  );
}
