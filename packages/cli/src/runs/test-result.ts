import type { Run } from '@fluxloop/core/contract';
import type { ErrorReport } from '@fluxloop/plugin-kit';
import type { Comparison, GateResult, JudgeUsage, RunSummary, Shard } from '@fluxloop/runner';
import type { ReportResult } from '../reports/report-result.js';
import type { Failure } from './failure-list.js';

/** What became of an upload. */
export type UploadOutcome =
  | { status: 'uploaded'; run: Run; chunks: number; rows: number; duplicates: number }
  /** `retry_command`: what to type to send what is kept here. */
  | { status: 'failed'; error: ErrorReport; retry_command: string };

/** What `fluxloop test` gives. */
export interface TestResult {
  run_id: string;
  folder: string;
  summary: RunSummary;
  /** Ctrl-C ended it before every case was run. */
  interrupted: boolean;
  /** Which part of the cases was run; `null` when it was all of them. */
  shard: Shard | null;
  /** What `gate:` or `--baseline` says; `null` without either, for a shard, and when interrupted. */
  gate: GateResult | null;
  /** With the baseline, where there is one. */
  comparison: Comparison | null;
  /** What asking the judge took this time; `null` when it was not asked. */
  judge: JudgeUsage | null;
  /** What to type to go on, when there is something left to run. */
  resume_command: string | null;
  /** The first cases that did not pass. */
  failures: readonly Failure[];
  failure_count: number;
  /** What became of each report that was asked for. */
  reports: readonly ReportResult[];
  /** `null` when nothing was to be uploaded. */
  upload: UploadOutcome | null;
}
