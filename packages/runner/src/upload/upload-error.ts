import { ExitCode, FluxLoopError, type FluxLoopErrorOptions } from '@fluxloop/core/errors';

/** An upload cannot go on: `rows_rejected`, `ledger_changed`, `row_too_large` (exit 4). */
export class UploadError extends FluxLoopError {
  override readonly name = 'UploadError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.network, message, options);
  }
}
