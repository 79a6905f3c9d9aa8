import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { conversationText } from './conversation-text.js';
import { reasonOf, titleOf } from './reason.js';
import type { BeginReport } from './report.js';

/** The version of the format (https://ctrf.io/docs/specification/overview) that this follows. */
const SPECIFICATION = '0.0.0';

/**
 * CTRF's words for verdicts. An infrastructure fault is red there as a fail is, for those who look at
 * nothing else; `rawStatus` tells them apart.
 */
const STATUS = {
  pass: 'passed',
  fail: 'failed',
  error: 'failed',
  unjudged: 'other',
  skipped: 'skipped',
} as const satisfies Record<Verdict, string>;

/** `ctrf`: the Common Test Report Format (https://ctrf.io), one document with a test for each row. */
export const beginCtrfReport: BeginReport = ({ plan, raw, fileOf, spool }, out) => {
  const tests = spool();
  let separator = '\n';
  return {
    add(row) {
      const line = `${separator}${JSON.stringify(testOf(row, plan.run_id, fileOf(row.scenario)))}`;
      separator = ',\n';
      return tests.append('tests', line);
    },
    async end({ totals, scenarios, started_at, finished_at, complete }) {
      const { pass, fail, error, unjudged, skipped } = totals.verdicts;
      const start = Date.parse(started_at);
      const stop = Math.max(start, Date.parse(finished_at));
      const summary = {
        tests: totals.cases,
        passed: pass,
        failed: fail + error,
        skipped,
        pending: 0,
        other: unjudged,
        suites: scenarios.length,
        start,
        stop,
        duration: stop - start,
        extra: { verdicts: totals.verdicts, score: totals.score, latency_ms: totals.latency_ms },
      };
      const head = {
        reportFormat: 'CTRF',
        specVersion: SPECIFICATION,
        runId: plan.run_id,
        timestamp: finished_at,
        generatedBy: 'fluxloop',
        extra: { sanitized: !raw, complete },
      };
      const tool = { name: 'fluxloop', version: plan.engine_version };
      await out.write(`${JSON.stringify(head).slice(0, -1)},"results":{"tool":`);
      await out.write(`${JSON.stringify(tool)},"summary":${JSON.stringify(summary)},"tests":[`);
      for await (const text of tests.read('tests')) await out.write(text);
      await out.write('\n]}}\n');
      return 0;
    },
  };
};

function testOf(row: ResultRow, run: string, file: string | null): object {
  const start = Date.parse(row.started_at);
  const duration = Math.round(row.duration_ms);
  const reason = reasonOf(row);
  return {
    testId: row.case_id,
    executionId: `${run}/${row.case_id}/${row.iteration}`,
    // The schema wants at least one character.
    name: titleOf(row) || row.case_id,
    status: STATUS[row.verdict],
    rawStatus: row.verdict,
    duration,
    start,
    stop: start + duration,
    suite: [row.scenario],
    ...(file === null ? {} : { filePath: file }),
    ...(row.attempts > 1 ? { retries: row.attempts - 1 } : {}),
    ...(reason === null ? {} : { message: reason, trace: conversationText(row) }),
    extra: { score: row.score, latency_ms: row.latency_ms, iteration: row.iteration },
  };
}
