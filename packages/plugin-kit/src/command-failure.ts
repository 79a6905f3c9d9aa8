import { ExitError } from '@oclif/core/errors';
import type { ErrorReport } from './error-report.js';

/**
 * A command has failed and has said so already. It carries the exit code in the way oclif reads
 * it, and prints nothing more.
 */
export class CommandFailure extends ExitError {
  /** What was shown. */
  readonly report: ErrorReport;
  /** oclif looks for this before it prints an error. */
  override readonly skipOclifErrorHandling = true;

  constructor(report: ErrorReport) {
    super(report.exit_code);
    this.report = report;
  }
}
