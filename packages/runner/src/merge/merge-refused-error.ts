import { ExitCode, FluxLoopError } from '@fluxloop/core/errors';

/** Runs that cannot be put together (exit 2): `plans_differ`, `shards_missing`, `run_unfinished`, `rows_conflict`. */
export class MergeRefusedError extends FluxLoopError {
  override readonly name = 'MergeRefusedError';
  /** A sentence for each thing that stands in the way. */
  readonly reasons: readonly string[];

  constructor(code: string, what: string, reasons: readonly string[], hint: string) {
    const list = reasons.map((one) => `  - ${one}`).join('\n');
    super(code, ExitCode.usage, `${what}\n${list}`, { hint });
    this.reasons = reasons;
  }

  override toJSON() {
    return { ...super.toJSON(), reasons: this.reasons };
  }
}
