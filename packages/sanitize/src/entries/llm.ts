import { buildSanitizer } from '../build-sanitizer.js';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { PHONES } from '../configuration/phones.js';
import { PRESETS } from '../configuration/presets.js';
import { readRules } from '../configuration/read-rules.js';
import { contact } from '../detectors/contact/index.js';
import { financial } from '../detectors/financial/index.js';
import { identity } from '../detectors/identity/index.js';
import { network } from '../detectors/network/index.js';
import { places } from '../detectors/places/index.js';
import { secrets } from '../detectors/secrets/index.js';
import type { Sanitizer } from '../sanitizer-types.js';
import { EVERY_FORMAT } from '../structure/every-format.js';

/**
 * Builds a sanitizer for text on its way to a language model: secrets and what identifies a
 * person.
 *
 * @param config - what to find beside that, and how to replace it
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix; a built-in
 *   type that is not part of this entry is refused
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  return buildSanitizer(config, {
    entry: '@fluxloop/sanitize/llm',
    detectors: [...secrets, ...financial, ...identity, ...contact, ...network, ...places],
    types: PRESETS.llm.types,
    preset: PRESETS.llm,
    formats: EVERY_FORMAT,
    phones: PHONES,
    readRules,
  });
}
