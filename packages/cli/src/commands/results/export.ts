import { UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';
import { installedPlugins } from '../../plugins/installed-plugins.js';
import { requiredReportFlags } from '../../reports/report-flags.js';
import type { ReportResult } from '../../reports/report-result.js';
import { requestedReports } from '../../reports/wanted-reports.js';
import { StandardOutput } from '../../standard-output.js';

interface ExportedReports {
  run_id: string;
  reports: readonly ReportResult[];
}

/** `fluxloop results export`. */
export default class ResultsExport extends BaseCommand<typeof ResultsExport, ExportedReports> {
  static override summary = 'Write reports on a run that is stored on this machine.';
  static override description =
    'A report without a file is printed. What was stored raw is sanitized on its way out, unless --raw is typed. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --report html=report.html',
    '<%= config.bin %> <%= command.id %> latest --report jsonl | jq .verdict',
    '<%= config.bin %> <%= command.id %> --report sarif=leaks.sarif --report junit=junit.xml',
  ];

  static override args = {
    run: Args.string({ description: "The run's id; the latest by default.", default: 'latest' }),
  };

  static override flags = requiredReportFlags;

  async run(): Promise<ExportedReports> {
    const { findRun, REPORT_FORMATS, writeReports } = await import('@fluxloop/runner');
    const { reportResults } = await import('../../reports/report-result.js');
    const { cwd, env } = this.surroundings;
    const requested = requestedReports(this.flags.report, { formats: REPORT_FORMATS, cwd });
    const printed = requested.filter(({ file }) => file === null);
    this.#checkPrinted(printed.map(({ format }) => format));
    const { root, configuration } = await this.context().project();
    const { runId, folder } = await findRun(root, this.args.run);
    const output = new StandardOutput(this.surroundings);
    const writing = writeReports({
      folder,
      root,
      configuration,
      sanitizer: await this.context().sanitizer(),
      reports: requested.map(({ format, file }) => ({ format, to: file ?? output })),
      raw: this.flags.raw,
      plugins: await installedPlugins(this.config),
      env,
      signal: AbortSignal.any([this.surroundings.interruption(), output.closed]),
    });
    const reports = await writing.then(
      (written) => written.reports,
      (error: unknown) => {
        if (output.closed.aborted) return [];
        throw error;
      },
    );
    const results = reportResults(reports, runId, (error) => this.report(error));
    const failed = results.find((report) => report.status === 'failed');
    if (failed !== undefined) this.surroundings.setExitCode(failed.error.exit_code);
    return { run_id: runId, reports: results };
  }

  protected async render({ reports }: ExportedReports): Promise<void> {
    const { formatReports } = await import('../../reports/report-result.js');
    const printed = reports.some(({ file }) => file === null);
    const text = formatReports(reports, printed ? this.mode.stderr : this.mode.stdout);
    // Whoever reads the printed report must not find anything else in it.
    if (printed) this.surroundings.stderr.write(text);
    else this.print(text);
    for (const report of reports) {
      if (report.status === 'failed') await this.showError(report.error);
    }
  }

  #checkPrinted(formats: readonly string[]): void {
    if (formats.length > 1) {
      throw new UsageError(
        'report_file_missing',
        `Only one report can be printed, and these name no file: ${formats.join(', ')}.`,
        { hint: `Name files: --report ${formats[0]}=FILE` },
      );
    }
    if (formats.length === 1 && this.mode.json) {
      throw new UsageError(
        'report_file_missing',
        `With --json, standard output has no room for the report ${formats[0]}.`,
        { hint: `Name a file: --report ${formats[0]}=FILE` },
      );
    }
  }
}
