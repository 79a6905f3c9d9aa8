import { join } from 'node:path';
import type { CommandContext, ErrorReport, Surroundings } from '@fluxloop/plugin-kit';
import type { WriteReportsOptions } from '@fluxloop/runner';
import { type ReportResult, reportResults } from './report-result.js';
import type { RequestedReport } from './wanted-reports.js';

/** What {@link writeRunReports} works with. */
export interface WriteRunReportsOptions {
  requested: readonly RequestedReport[];
  run: { runId: string; folder: string };
  /** `--raw` was typed. */
  raw: boolean;
  plugins: NonNullable<WriteReportsOptions['plugins']>;
  context: Pick<CommandContext, 'project' | 'sanitizer'>;
  surroundings: Pick<Surroundings, 'env' | 'stderr'>;
  /** Makes a report of an error. */
  describe: (error: unknown) => ErrorReport;
}

/**
 * Writes the reports on a run that has just ended. Without a file, a report goes into the run's
 * folder; workflow commands go to the log. Whatever happens, the run is there: nothing is thrown.
 */
export async function writeRunReports(options: WriteRunReportsOptions): Promise<ReportResult[]> {
  const { requested, run, raw, plugins, context, surroundings, describe } = options;
  if (requested.length === 0) return [];
  const { REPORT_FILES, writeReports } = await import('@fluxloop/runner');
  const log = {
    write(text: string) {
      surroundings.stderr.write(text);
      return undefined;
    },
  };
  const reports = requested.map(({ format, file }) => ({
    format,
    to: file ?? (format === 'github' ? log : join(run.folder, REPORT_FILES[format])),
  }));
  try {
    const { root, configuration } = await context.project();
    const sanitizer = await context.sanitizer();
    const { folder } = run;
    const { env } = surroundings;
    const project = { root, configuration, sanitizer, plugins };
    const written = await writeReports({ ...project, folder, reports, raw, env });
    return reportResults(written.reports, run.runId, describe);
  } catch (error) {
    const failed = requested.map((one) => ({ ...one, status: 'failed' as const, error }));
    return reportResults(failed, run.runId, describe);
  }
}
