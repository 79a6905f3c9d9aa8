import type { RunTotals } from '@fluxloop/core/contract';
import type { ScenarioTotals } from '../../totals/totals-fold.js';
import { duration, percent } from '../figures.js';
import { verdictBar, verdictWords } from './charts.js';
import { html, type Markup } from './markup.js';

/** More scenarios than this are not told apart at a glance. */
const MAX_SCENARIOS = 40;

/** The scenarios with their verdicts as bars: those with the most that did not pass first. */
export function scenarioTable(scenarios: readonly ScenarioTotals[]): Markup {
  const missed = ({ verdicts }: RunTotals) => verdicts.fail + verdicts.error;
  const sorted = [...scenarios].sort((one, other) => missed(other.totals) - missed(one.totals));
  const rows = sorted.slice(0, MAX_SCENARIOS).map(({ name, totals }) => {
    const label = `${name}: ${verdictWords(totals.verdicts)}.`;
    return html`<tr><th scope="row" dir="auto">${name}</th><td class="chart">${verdictBar(totals.verdicts, label)}</td><td class="number">${totals.verdicts.pass} of ${totals.cases}</td><td class="number">${percent(totals.score)}</td><td class="number">${duration(totals.latency_ms.p50)}</td><td class="number">${duration(totals.latency_ms.p95)}</td></tr>`;
  });
  const more = sorted.length - rows.length;
  return html`<div class="table" tabindex="0" role="region" aria-label="Scenarios"><table><thead><tr><th scope="col">Scenario</th><th scope="col">Verdicts</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Score</th><th scope="col" class="number">P50</th><th scope="col" class="number">P95</th></tr></thead><tbody>${rows}</tbody></table></div>${
    more === 0 ? null : html`<p class="none">… and ${more} more scenarios.</p>`
  }`;
}
