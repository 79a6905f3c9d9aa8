import { Flags } from '@fluxloop/plugin-kit';

/** What `--report` is. The formats stand here too, so that help loads no engine. */
const report = {
  summary: 'Write a report: json, jsonl, junit, ctrf, sarif, html, md or github; may be repeated.',
  helpValue: 'FORMAT[=FILE]',
  multiple: true,
  multipleNonGreedy: true,
} as const;

const raw = {
  summary: 'Leave reports on a run that is stored raw as they are; sanitized otherwise.',
} as const;

/** The flags of a command that may write reports. */
export const reportFlags = {
  report: Flags.string(report),
  raw: Flags.boolean({ ...raw, dependsOn: ['report'] }),
};

/** The flags of a command that is there to write reports. */
export const requiredReportFlags = {
  report: Flags.string({ ...report, required: true }),
  raw: Flags.boolean(raw),
};
