import type { SanitizerConfig } from '../configuration/configuration.js';
import { readLeanRules } from '../configuration/read-lean-rules.js';
import { secrets } from '../detectors/secrets/index.js';
import { SanitizerCore } from '../sanitizer-core.js';
import type { TextSanitizer } from '../sanitizer-types.js';
import { TEXT_ONLY } from '../structure/no-format.js';
import { textWays } from '../ways/text-ways.js';

const TYPES = ['api_key'] as const;

/** What may be said of a sanitizer that finds secrets and nothing else. */
export type SecretsConfig = Pick<SanitizerConfig, 'rules' | 'knownSecrets'> & {
  /** The text that takes every secret's place, literally. Without it: numbered placeholders. */
  patterns?: readonly { type: string; replace?: string }[];
  /** Exact values that are left, in any case. */
  allow?: readonly string[];
};

/**
 * Builds a sanitizer that finds what gives access, and has nothing else on board: it is for where
 * every kilobyte counts. It reads text, as a whole and in streams, and JSON values. For everything else that a configuration may say
 * take `preset: "secrets"` with `createSanitizer` of `@fluxloop/sanitize`.
 *
 * @param config - what is left, and how secrets are replaced
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix; what is not
 *   part of this entry is refused
 */
export function createSanitizer(config: SecretsConfig = {}): TextSanitizer {
  const core = new SanitizerCore(config, {
    entry: '@fluxloop/sanitize/secrets',
    detectors: secrets,
    types: TYPES,
    preset: { types: TYPES, everyRule: false },
    formats: TEXT_ONLY,
    readRules: readLeanRules,
  });
  return textWays(core);
}
