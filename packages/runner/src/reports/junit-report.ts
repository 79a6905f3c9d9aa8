import type { ResultRow, RunTotals } from '@fluxloop/core/contract';
import { conversationText } from './conversation-text.js';
import { excerptLine } from './excerpt.js';
import { reasonOf, titleOf } from './reason.js';
import type { BeginReport } from './report.js';
import { xmlAttributes, xmlText } from './xml-text.js';

const MAX_MESSAGE = 500;

/**
 * `junit`: a `testsuite` for each scenario, a `testcase` for each row, as the readers of GitLab,
 * Jenkins and others take it (https://github.com/testmoapp/junitxml collects what they agree on). A fail
 * is a `failure`, an infrastructure fault an `error`. JUnit has no word for what nobody could judge:
 * it is `skipped`, and the message says so.
 */
export const beginJunitReport: BeginReport = ({ plan, fileOf, spool }, out) => {
  const suites = spool();
  return {
    add: (row) => suites.append(row.scenario, testCase(row, fileOf(row.scenario))),
    async end(summary) {
      const began = plan.started_at.replace('Z', '');
      const all = xmlAttributes({ name: plan.run_id, ...counts(summary.totals), timestamp: began });
      await out.write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${all}>\n`);
      const totals = new Map(summary.scenarios.map((one) => [one.name, one.totals]));
      for (const name of suites.parts()) {
        const own = totals.get(name);
        const attributes = {
          name,
          ...(own === undefined ? {} : counts(own)),
          timestamp: began,
          file: fileOf(name),
        };
        await out.write(`<testsuite${xmlAttributes(attributes)}>\n`);
        for await (const text of suites.read(name)) await out.write(text);
        await out.write('</testsuite>\n');
      }
      await out.write('</testsuites>\n');
      return 0;
    },
  };
};

function counts({ cases, verdicts }: RunTotals): Record<string, number> {
  return {
    tests: cases,
    failures: verdicts.fail,
    errors: verdicts.error,
    skipped: verdicts.skipped + verdicts.unjudged,
  };
}

function testCase(row: ResultRow, file: string | null): string {
  const attributes = {
    name: titleOf(row),
    classname: row.scenario,
    time: (row.duration_ms / 1000).toFixed(3),
    file,
  };
  const facts = { case_id: row.case_id, verdict: row.verdict, score: row.score };
  const properties = Object.entries(facts)
    .map(([name, value]) => `<property${xmlAttributes({ name, value })}/>`)
    .join('');
  return `<testcase${xmlAttributes(attributes)}><properties>${properties}</properties>${outcome(row)}</testcase>\n`;
}

function outcome(row: ResultRow): string {
  const message = excerptLine(reasonOf(row) ?? '', MAX_MESSAGE);
  switch (row.verdict) {
    case 'pass':
      return '';
    case 'skipped':
      return '<skipped/>';
    case 'unjudged':
      return `<skipped${xmlAttributes({ message: `unjudged: ${message}` })}/>`;
    case 'fail':
      return `<failure${xmlAttributes({ message, type: 'fail' })}>${xmlText(conversationText(row))}</failure>`;
    case 'error':
      return `<error${xmlAttributes({ message, type: row.error?.code ?? 'error' })}>${xmlText(conversationText(row))}</error>`;
  }
}
