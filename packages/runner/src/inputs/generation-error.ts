import { ExitCode, FluxLoopError, type FluxLoopErrorOptions } from '@fluxloop/core/errors';

/**
 * A model did not word the inputs (exit 11): `model_unreachable`, `model_timeout`, `model_refused`,
 * `model_rate_limited`, `model_failed`, `model_invalid_answer`.
 */
export class GenerationError extends FluxLoopError {
  override readonly name = 'GenerationError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.generationFailed, message, options);
  }

  /** The same, saying what is kept all the same. */
  afterSome(done: number, count: number, file: string): GenerationError {
    return new GenerationError(
      this.code,
      `${this.message} The ${done} of ${count} inputs that it had written are kept in ${file}.`,
      this.hint === undefined ? {} : { hint: this.hint },
    );
  }
}
