import { formatFields, type StreamMode } from '@fluxloop/plugin-kit';
import { formatGate } from '../gate/format-gate.js';
import { formatReports } from '../reports/report-result.js';
import { formatJudgeUsage, formatRunCriteria } from './format-judging.js';
import { formatFailures, formatRedactions, formatScenarios } from './format-run.js';
import { formatVerdict } from './format-verdict.js';
import type { TestResult } from './test-result.js';

/** The result of a test run for people: the table, the failures, what was redacted, where it all is. */
export function formatTestResult(result: TestResult, mode: StreamMode): string {
  const { summary, run_id: run } = result;
  const { totals } = summary;
  const blocks = [formatScenarios(summary.scenarios, totals, mode)];
  if (result.failure_count > 0) {
    blocks.push(formatFailures(result.failures, result.failure_count, run, mode));
  }
  if (summary.criteria !== undefined) blocks.push(formatRunCriteria(summary.criteria, mode));
  blocks.push(formatRedactions(totals.redactions, summary.sanitized, mode));
  blocks.push(
    formatFields(
      [
        ['Results', result.folder],
        ['Run page', result.upload?.status === 'uploaded' ? result.upload.run.url : null],
      ],
      mode,
    ) +
      formatJudgeUsage(result.judge, mode) +
      formatReports(result.reports, mode),
  );
  if (result.resume_command !== null) {
    blocks.push(
      `Stopped after ${totals.cases} ${totals.cases === 1 ? 'case' : 'cases'}. What is done is kept. To go on:\n  ${result.resume_command}\n`,
    );
  } else {
    blocks.push(formatVerdict(result.summary, mode));
    if (result.shard !== null) {
      const { index, total } = result.shard;
      blocks.push(
        `This was shard ${index} of ${total}. Once all have run: fluxloop results merge RUN…\n`,
      );
    }
    if (result.gate !== null) blocks.push(formatGate(result.gate, mode));
  }
  for (const report of result.reports) {
    if (report.status === 'failed') {
      blocks.push(
        `The results are kept here. To write the report again:\n  ${report.retry_command}\n`,
      );
    }
  }
  if (result.upload?.status === 'failed') {
    blocks.push(
      `The results are kept here. To upload them again:\n  ${result.upload.retry_command}\n`,
    );
  }
  return blocks.join('\n');
}
