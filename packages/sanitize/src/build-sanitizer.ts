import type { Catalog } from './configuration/catalog.js';
import type { SanitizerConfig } from './configuration/configuration.js';
import { SanitizerCore } from './sanitizer-core.js';
import type { Sanitizer } from './sanitizer-types.js';
import { byteWays } from './ways/byte-ways.js';
import { reportWays } from './ways/report-ways.js';
import { textWays } from './ways/text-ways.js';

/**
 * Builds a sanitizer of what an entry of the package can find.
 *
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function buildSanitizer(config: SanitizerConfig, catalog: Catalog): Sanitizer {
  return sanitizerOf(new SanitizerCore(config, catalog));
}

/** The interface of a sanitizer around its core. */
export function sanitizerOf(core: SanitizerCore): Sanitizer {
  return { ...textWays(core), ...byteWays(core), ...reportWays(core) };
}
