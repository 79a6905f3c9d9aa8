import { resolve } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { ReportFormat } from '@fluxloop/runner';

/** A report as it was asked for. */
export interface RequestedReport {
  format: ReportFormat;
  /** `null` where no file was named. */
  file: string | null;
}

/** What {@link requestedReports} needs to know. */
export interface RequestedReportsOptions {
  /** The formats that there are. */
  formats: readonly ReportFormat[];
  /** What files are named from. */
  cwd: string;
}

/**
 * Reads the values of `--report`: `FORMAT` or `FORMAT=FILE`.
 *
 * @throws UsageError `report_unknown`, `report_file_missing`, `report_file_twice`
 */
export function requestedReports(
  values: readonly string[],
  { formats, cwd }: RequestedReportsOptions,
): RequestedReport[] {
  const reports = values.map((value): RequestedReport => {
    const sign = value.indexOf('=');
    const name = sign === -1 ? value : value.slice(0, sign);
    const format = formats.find((one) => one === name);
    if (format === undefined) throw unknownFormat(name, formats);
    if (sign === -1) return { format, file: null };
    const file = value.slice(sign + 1);
    if (file !== '') return { format, file: resolve(cwd, file) };
    throw new UsageError('report_file_missing', `--report ${value} names no file.`, {
      hint: `Write --report ${format} or --report ${format}=FILE`,
    });
  });
  refuseTwice(reports);
  return reports;
}

function unknownFormat(name: string, formats: readonly ReportFormat[]): UsageError {
  const all = `There are: ${formats.join(', ')}`;
  const ending = formats.find((format) => name.endsWith(`.${format}`));
  const meant = nearest(name, formats);
  const hints = [
    ...(ending === undefined
      ? []
      : [`A file stands behind its format: --report ${ending}=${name}`]),
    ...(ending === undefined && meant !== undefined ? [`Did you mean ${meant}?`] : []),
    all,
  ];
  return new UsageError('report_unknown', `There is no report "${name}".`, {
    hint: hints.join('\n'),
  });
}

function refuseTwice(reports: readonly RequestedReport[]): void {
  const seen = new Set<string>();
  for (const { format, file } of reports) {
    // Without a file each format has a place of its own.
    const place = file ?? `${format}:`;
    if (seen.has(place)) {
      throw new UsageError(
        'report_file_twice',
        file === null ? `--report ${format} is there twice.` : `Two reports are to go to ${file}.`,
        { hint: 'Give each a file of its own: --report FORMAT=FILE' },
      );
    }
    seen.add(place);
  }
}
