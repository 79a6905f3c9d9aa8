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
export { Alphabet, isIn } from './engine/characters.js';
export type { Anchor, Detector, DetectorExamples, Gate, Match } from './engine/detector.js';
export { type LabelWords, labelWords } from './engine/labels.js';
export type { Window } from './engine/window.js';
export { type CompiledRegex, type RegexEngine, RegexSyntaxError } from './own/regex-engine.js';
export { createPlaceholders, type Placeholders } from './placeholders.js';
export type { ReportFinding } from './report/report-finding.js';
export type { JsonValue } from './sanitize-value.js';
export type {
  DetectOptions,
  FormatOption,
  InspectOptions,
  SanitizedBytes,
  SanitizedText,
  SanitizedValue,
  SanitizeOptions,
  Sanitizer,
  ScopeOptions,
  Span,
  TextSanitizer,
} from './sanitizer-types.js';
export type { Counts } from './splice.js';
export type { Format } from './structure/format.js';
export { type Category, SENSITIVE_TYPES, type SensitiveType } from './types.js';
export {
  createVault,
  openVault,
  type Vault,
  VaultError,
  type VaultErrorCode,
} from './vault/vault.js';
