import { buildSanitizer } from '../build-sanitizer.js';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { PRESETS } from '../configuration/presets.js';
import { secrets } from '../detectors/secrets/index.js';
import { loadRegexEngine } from '../own/node-regex-engine.js';
import type { Sanitizer } from '../sanitizer-types.js';

/**
 * Builds a sanitizer that finds what gives access, and has nothing else on board.
 *
 * @param config - what to find beside that, and how to replace it
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix; a built-in
 *   type that is not part of this entry is refused
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  return buildSanitizer(config, {
    entry: '@fluxloop/sanitize/secrets',
    detectors: secrets,
    types: PRESETS.secrets.types,
    preset: PRESETS.secrets,
    regexEngine: loadRegexEngine,
  });
}
