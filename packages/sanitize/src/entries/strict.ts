import { buildSanitizer } from '../build-sanitizer.js';
import { FULL_CATALOG } from '../catalogs/full.js';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { PRESETS } from '../configuration/presets.js';
import type { Sanitizer } from '../sanitizer-types.js';

/**
 * Builds a sanitizer that finds everything: names and addresses too, by every rule.
 *
 * @param config - what to find beside that, and how to replace it
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  return buildSanitizer(config, {
    ...FULL_CATALOG,
    entry: '@fluxloop/sanitize/strict',
    preset: PRESETS.strict,
  });
}
