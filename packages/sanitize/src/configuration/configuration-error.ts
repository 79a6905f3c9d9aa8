/** What a {@link SanitizerConfigurationError} is about, for programs. */
export type SanitizerConfigurationErrorCode =
  | 'configuration_invalid'
  | 'type_unknown'
  | 'type_repeated'
  | 'rule_unknown'
  | 'regex_invalid'
  | 'regex_engine_missing'
  | 'key_missing'
  | 'detector_invalid';

/** The configuration of a sanitizer does not say what it should; nothing was built. */
export class SanitizerConfigurationError extends Error {
  override readonly name = 'SanitizerConfigurationError';
  /** Stable, for programs. */
  readonly code: SanitizerConfigurationErrorCode;
  /** The place in the configuration, such as `patterns[1].type`. */
  readonly key: string;
  /** How to put it right, as a sentence. */
  readonly hint: string;

  constructor(
    code: SanitizerConfigurationErrorCode,
    message: string,
    options: { key: string; hint: string },
  ) {
    super(message);
    this.code = code;
    this.key = options.key;
    this.hint = options.hint;
  }
}
