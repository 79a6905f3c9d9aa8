import type { ResultRow } from '@fluxloop/core/contract';
import type { Leak } from '../ledger/leak-log.js';
import type { Plan } from '../ledger/plan.js';
import type { RunSummary } from '../ledger/summary.js';
import type { CasePlace } from './case-places.js';
import type { Spool } from './spool.js';

/** The forms that a report comes in. */
export const REPORT_FORMATS = [
  'json',
  'jsonl',
  'junit',
  'ctrf',
  'sarif',
  'html',
  'md',
  'github',
] as const;
/** One of {@link REPORT_FORMATS}. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What the file of a report is called where nobody has named it. */
export const REPORT_FILES = {
  json: 'report.json',
  jsonl: 'report.jsonl',
  junit: 'report.junit.xml',
  ctrf: 'report.ctrf.json',
  sarif: 'report.sarif',
  html: 'report.html',
  md: 'report.md',
  github: 'report.github.txt',
} as const satisfies Record<ReportFormat, string>;

/** Where the text of a report goes. */
export interface ReportOutput {
  /**
   * Takes text.
   * @returns a promise to wait for before more is written; `undefined` when there is room
   */
  write(text: string): Promise<void> | undefined;
}

/** The run that a report is about, as far as the report needs it. */
export interface ReportedRun {
  plan: Plan;
  /** Whether the texts of the rows are as they were said; sanitized otherwise. */
  raw: boolean;
  /** What the agent brought up by itself, in the order in which it was found. */
  leaks(): AsyncIterable<Leak>;
  /** The file of a scenario for readers of the repository; `null` for a scenario that is not planned. */
  fileOf(scenario: string): string | null;
  /** `fluxloop.yaml`, for readers of the repository. */
  projectFile: string;
  /** What a sensitive type gives away: access to something, or facts about a person. */
  categoryOf(type: string): 'pii' | 'secret';
  /** Where cases stand in their files. What cannot be found (any more) is not in the map. */
  places(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, CasePlace>>;
  /** The file of the CI job's summary; `null` where there is none. */
  stepSummary: string | null;
  /** Room for text that cannot be written yet. It is given back when the reports are done. */
  spool(): Spool;
}

/** A fold over the rows of a run that writes as it goes. */
export interface Report {
  /** Takes a row; the promise is to be waited for. */
  add(row: ResultRow): Promise<void> | undefined;
  /**
   * Writes what is left to write.
   * @returns how many rows the report has no room for
   */
  end(summary: RunSummary): Promise<number>;
}

/** Begins a report. */
export type BeginReport = (run: ReportedRun, out: ReportOutput) => Report | Promise<Report>;
