import { readFileSync } from 'node:fs';

/**
 * The count of a vitest JSON report, in one line.
 *
 * @param {string} file
 * @returns {string} `N passed, N failed, N skipped`
 */
export function summarize(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that could not be loaded has no failed test of its own, and must count all the same.
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ result) =>
      result.status === 'failed' &&
      !result.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${report.numPassedTests} passed, ${report.numFailedTests + brokenFiles} failed, ${skipped} skipped`;
}
