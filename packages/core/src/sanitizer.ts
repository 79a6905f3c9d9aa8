import { createSanitizer, type Sanitizer, SanitizerConfigurationError } from '@fluxloop/sanitize';
import type { SanitizationConfiguration } from './configuration/schema.js';
import { ConfigurationError, type SourceLocation } from './errors/index.js';
import { secretValues } from './secret-values.js';
import type { Environment } from './storage/home.js';

export {
  createPlaceholders,
  createSanitizer,
  type JsonValue,
  type Placeholders,
  type Sanitizer,
  type SanitizerConfig,
  SENSITIVE_TYPES,
  type SensitiveType,
  type Span,
} from '@fluxloop/sanitize';

/**
 * Makes the sanitizer of a project: its `sanitization` block, and the values of the environment's
 * secret-looking variables, which are redacted wherever they turn up.
 *
 * @param options.configuration - the `sanitization` block of `fluxloop.yaml`; without one every
 *   built-in type is redacted
 * @param options.env - usually `process.env`
 * @param options.locate - where a value of `fluxloop.yaml` stands, for the error
 * @throws ConfigurationError `sanitization_invalid` for a type that does not exist
 */
export function createProjectSanitizer(options: {
  configuration?: SanitizationConfiguration | undefined;
  env: Environment;
  locate?: ((path: readonly PropertyKey[]) => SourceLocation) | undefined;
}): Sanitizer {
  const { patterns, defaults } = options.configuration ?? {};
  try {
    return createSanitizer({
      ...(defaults === undefined ? {} : { defaults }),
      ...(patterns === undefined ? {} : { patterns: patterns.map(withoutUndefined) }),
      knownSecrets: secretValues(options.env),
    });
  } catch (error) {
    if (!(error instanceof SanitizerConfigurationError)) throw error;
    throw new ConfigurationError('sanitization_invalid', error.message, {
      hint: error.hint,
      ...(options.locate && { location: options.locate(['sanitization', ...keyPath(error.key)]) }),
    });
  }
}

/** `patterns[1].type` as a path. */
function keyPath(key: string): (string | number)[] {
  return key
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function withoutUndefined({ type, replace }: { type: string; replace?: string | undefined }) {
  return replace === undefined ? { type } : { type, replace };
}
