import { buildSanitizer } from './build-sanitizer.js';
import { FULL_CATALOG } from './catalogs/full.js';
import type { SanitizerConfig } from './configuration/configuration.js';
import type { Sanitizer } from './sanitizer-types.js';

export type { Sanitizer } from './sanitizer-types.js';

/**
 * Builds a sanitizer that can find every type.
 *
 * @param config - what to find and how to replace it; without it every built-in type that has a
 *   form of its own is found and replaced by a numbered placeholder
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  return buildSanitizer(config, FULL_CATALOG);
}
