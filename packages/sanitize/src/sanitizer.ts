import { buildSanitizer } from './build-sanitizer.js';
import type { SanitizerConfig } from './configuration/configuration.js';
import { DEFAULT_PRESET } from './configuration/presets.js';
import { DETECTORS } from './detectors/index.js';
import { loadRegexEngine } from './own/node-regex-engine.js';
import type { Sanitizer } from './sanitizer-types.js';
import { sensitiveTypes } from './types.js';

export type {
  SanitizedBytes,
  SanitizedText,
  SanitizedValue,
  SanitizeOptions,
  Sanitizer,
  Span,
} from './sanitizer-types.js';

/**
 * Builds a sanitizer that can find every type.
 *
 * @param config - what to find and how to replace it; without it every built-in type that has a
 *   form of its own is found and replaced by a numbered placeholder
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  return buildSanitizer(config, {
    entry: '@fluxloop/sanitize',
    detectors: DETECTORS,
    types: sensitiveTypes,
    preset: DEFAULT_PRESET,
    regexEngine: loadRegexEngine,
  });
}
