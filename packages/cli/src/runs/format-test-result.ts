import { formatFields, type StreamMode } from '@fluxloop/plugin-kit';
import { formatFailures, formatRedactions, formatScenarios } from './format-run.js';
import type { TestResult } from './test-result.js';

/** The result of a test run for people: the table, the failures, what was redacted, where it all is. */
export function formatTestResult(result: TestResult, mode: StreamMode): string {
  const { summary, run_id: run } = result;
  const { totals } = summary;
  const blocks = [formatScenarios(summary.scenarios, totals, mode)];
  if (result.failure_count > 0) {
    blocks.push(formatFailures(result.failures, result.failure_count, run, mode));
  }
  blocks.push(formatRedactions(totals.redactions, summary.sanitized, mode));
  blocks.push(
    formatFields(
      [
        ['Results', result.folder],
        ['Run page', result.upload?.status === 'uploaded' ? result.upload.run.url : null],
      ],
      mode,
    ),
  );
  if (result.resume_command !== null) {
    blocks.push(
      `Stopped after ${totals.cases} ${totals.cases === 1 ? 'case' : 'cases'}. What is done is kept. To go on:\n  ${result.resume_command}\n`,
    );
  } else {
    blocks.push(`${verdict(result, mode)}\n`);
  }
  if (result.upload?.status === 'failed') {
    blocks.push(
      `The results are kept here. To upload them again:\n  ${result.upload.retry_command}\n`,
    );
  }
  return blocks.join('\n');
}

function verdict({ summary }: TestResult, { paint }: StreamMode): string {
  const { fail, error, pass, unjudged } = summary.totals.verdicts;
  if (fail + error > 0)
    return paint(['red', 'bold'], `✘ ${fail + error} of ${summary.totals.cases} did not pass.`);
  if (unjudged > 0) return paint('yellow', `! ${pass} passed, ${unjudged} could not be judged.`);
  return paint(['green', 'bold'], `✔ All ${pass} passed.`);
}
