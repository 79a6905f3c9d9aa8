export type { SanitizerConfig, SanitizerPattern } from './configuration.js';
export {
  SanitizerConfigurationError,
  type SanitizerConfigurationErrorCode,
} from './configuration-error.js';
export { createPlaceholders, type Placeholders } from './placeholders.js';
export type { JsonValue } from './sanitize-value.js';
export {
  createSanitizer,
  type SanitizedText,
  type SanitizedValue,
  type SanitizeOptions,
  type Sanitizer,
  type Span,
} from './sanitizer.js';
export type { Counts } from './splice.js';
export { SENSITIVE_TYPES, type SensitiveType } from './types.js';
