import type { ErrorReport, StreamMode } from '@fluxloop/plugin-kit';
import type { ReportFormat, ReportOutcome } from '@fluxloop/runner';

/** What became of a report, as `--json` shows it. */
export type ReportResult = {
  format: ReportFormat;
  /** `null` when it was printed. */
  file: string | null;
} & (
  | {
      status: 'written';
      /** How many rows it has no room for. */
      left_out: number;
    }
  | { status: 'failed'; error: ErrorReport; retry_command: string }
);

/** Turns outcomes into results. `describe` makes a report of an error. */
export function reportResults(
  outcomes: readonly ReportOutcome[],
  runId: string,
  describe: (error: unknown) => ErrorReport,
): ReportResult[] {
  return outcomes.map((outcome) => {
    const { format, file } = outcome;
    if (outcome.status === 'written') {
      return { format, file, status: 'written', left_out: outcome.leftOut };
    }
    const retry_command = `fluxloop results export ${runId} --report ${format}=FILE`;
    return { format, file, status: 'failed', error: describe(outcome.error), retry_command };
  });
}

/** The reports that were written, a line each. */
export function formatReports(reports: readonly ReportResult[], { paint }: StreamMode): string {
  return reports
    .map((report) => {
      if (report.status === 'failed' || report.file === null) return '';
      const left =
        report.left_out === 0
          ? ''
          : ` (without ${report.left_out} ${report.left_out === 1 ? 'row' : 'rows'})`;
      return `${paint('dim', `Report ${report.format}:`)} ${report.file}${left}\n`;
    })
    .join('');
}
