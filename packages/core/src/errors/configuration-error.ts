import { ExitCode } from './exit-code.js';
import { FluxLoopError, type FluxLoopErrorOptions } from './fluxloop-error.js';

/** A place in a file, as editors count it: lines and columns from 1. */
export interface SourceLocation {
  file: string;
  line?: number;
  column?: number;
  /** The text of that line, with nothing secret in it. */
  excerpt?: string;
}

/** A file of the user's is missing, unreadable, or does not say what it should (exit 2). */
export class ConfigurationError extends FluxLoopError {
  override readonly name = 'ConfigurationError';
  readonly location: SourceLocation | undefined;

  constructor(
    code: string,
    message: string,
    options: FluxLoopErrorOptions & { location?: SourceLocation } = {},
  ) {
    super(code, ExitCode.usage, message, options);
    this.location = options.location;
  }

  override toJSON() {
    return {
      ...super.toJSON(),
      ...(this.location === undefined ? {} : { location: this.location }),
    };
  }
}
