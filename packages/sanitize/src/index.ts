export type {
  AllowConfig,
  BuiltInPattern,
  ContextConfig,
  OperatorName,
  OperatorOptions,
  PresetName,
  RegexPattern,
  SanitizerConfig,
  SanitizerPattern,
  TypeOptions,
  WordsPattern,
} from './configuration/configuration.js';
export {
  SanitizerConfigurationError,
  type SanitizerConfigurationErrorCode,
} from './configuration/configuration-error.js';
export { type DefinedDetector, defineDetector } from './define-detector.js';
export { createPlaceholders, type Placeholders } from './placeholders.js';
export type { JsonValue } from './sanitize-value.js';
export {
  createSanitizer,
  type SanitizedBytes,
  type SanitizedText,
  type SanitizedValue,
  type SanitizeOptions,
  type Sanitizer,
  type Span,
} from './sanitizer.js';
export type { Counts } from './splice.js';
export { SENSITIVE_TYPES, type SensitiveType } from './types.js';
