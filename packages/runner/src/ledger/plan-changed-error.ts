import { ExitCode, FluxLoopError } from '@fluxloop/core/errors';

/** A run cannot be continued, because something else would be tested now (exit 2). */
export class PlanChangedError extends FluxLoopError {
  override readonly name = 'PlanChangedError';
  /** A sentence for each difference. */
  readonly differences: readonly string[];

  constructor(runId: string, differences: readonly string[]) {
    super(
      'plan_changed',
      ExitCode.usage,
      `${runId} cannot be continued, since its plan has changed:\n${differences.map((one) => `  - ${one}`).join('\n')}`,
      { hint: 'Undo the change, or start a new run without --resume.' },
    );
    this.differences = differences;
  }

  override toJSON() {
    return { ...super.toJSON(), differences: this.differences };
  }
}
