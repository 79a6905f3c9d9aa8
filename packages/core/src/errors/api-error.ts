import { ExitCode } from './exit-code.js';
import { FluxLoopError, type FluxLoopErrorOptions } from './fluxloop-error.js';

/** A field that the platform did not accept. */
export interface FieldError {
  /** Where in the request's body: a JSON Pointer (RFC 6901). */
  pointer: string;
  message: string;
}

/**
 * The platform answered, and refused for a reason that has no class of its own.
 *
 * Exit code: 4 when the platform is at fault or asks to wait (5xx, 429), 2 when what was asked
 * for cannot be done as it was asked (400, 409, 422), else 1.
 */
export class ApiError extends FluxLoopError {
  override readonly name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** Which fields were wrong; empty where the platform named none. */
  readonly fields: readonly FieldError[];

  constructor(
    code: string,
    message: string,
    options: FluxLoopErrorOptions & { status: number; fields?: readonly FieldError[] },
  ) {
    super(code, exitCodeOfStatus(options.status), message, options);
    this.status = options.status;
    this.fields = options.fields ?? [];
  }

  override toJSON() {
    return {
      ...super.toJSON(),
      status: this.status,
      ...(this.fields.length === 0 ? {} : { fields: this.fields }),
    };
  }
}

function exitCodeOfStatus(status: number): ExitCode {
  if (status >= 500 || status === 429) return ExitCode.network;
  return status === 400 || status === 409 || status === 422 ? ExitCode.usage : ExitCode.unexpected;
}
