import type { BeginReport, ReportedRun } from '../report.js';
import { CaseSelection } from './case-selection.js';
import { Distributions } from './distributions.js';
import { pageFoot, pageHead } from './page.js';

/**
 * `html`: one file to open from disk, with charts and conversations, that loads nothing. It holds a
 * thousand cases, those that did not pass first, and says how many it leaves out.
 */
export const beginHtmlReport: BeginReport = (run, out) => {
  const distributions = new Distributions();
  const selection = new CaseSelection();
  return {
    add(row) {
      distributions.add(row);
      selection.add(row);
      return undefined;
    },
    async end(summary) {
      const { items, missedLeftOut, othersLeftOut } = selection.select();
      const leaks = await countLeaks(run);
      const left = { missedLeftOut, othersLeftOut };
      const head = { run, summary, distributions, leaks, listed: items.length, ...left };
      await out.write(pageHead(head));
      for (const item of items) await out.write(item);
      await out.write(pageFoot(run));
      return missedLeftOut + othersLeftOut;
    },
  };
};

async function countLeaks(run: ReportedRun): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { type } of run.leaks()) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
