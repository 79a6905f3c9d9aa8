import type { RunStatistics } from '../../statistics/run-statistics.js';
import { percent } from '../figures.js';
import { html, type Markup, spoken } from './markup.js';

/** How inputs do that are tried several times, and those that passed in some tries only. */
export function repeatTables({ repeats, flaky }: RunStatistics): Markup | null {
  const several = repeats.filter(({ k }) => k > 1);
  if (several.length === 0 && flaky.count === 0) return null;
  return html`<h2>Repeats</h2><div class="charts">${[repeatTable(several), flakyTable(flaky)]}</div>`;
}

function repeatTable(repeats: RunStatistics['repeats']): Markup | null {
  if (repeats.length === 0) return null;
  const rows = repeats.map(
    ({ k, pass_at_k: one, pass_hat_k: all, inputs }) =>
      html`<tr><th scope="row">${k}</th><td class="number">${percent(one)}</td><td class="number">${percent(all)}</td><td class="number">${inputs}</td></tr>`,
  );
  return html`<div class="card"><h3>The chance to pass when an input is tried k times</h3><div class="table" tabindex="0" role="region" aria-label="Repeats"><table><thead><tr><th scope="col">k</th><th scope="col" class="number">At least once (pass@k)</th><th scope="col" class="number">Always (pass^k)</th><th scope="col" class="number">Inputs</th></tr></thead><tbody>${rows}</tbody></table></div></div>`;
}

function flakyTable({ count, first }: RunStatistics['flaky']): Markup | null {
  if (count === 0) return null;
  const rows = first.map(
    ({ scenario, name, pass, fail }) =>
      html`<tr><th scope="row" dir="auto">${spoken(name)} <span class="none">${spoken(scenario)}</span></th><td class="number">${pass} of ${pass + fail}</td></tr>`,
  );
  const more = count - first.length;
  return html`<div class="card"><h3>${count} flaky</h3><table><thead><tr><th scope="col">Input</th><th scope="col" class="number">Passed</th></tr></thead><tbody>${rows}</tbody></table>${
    more === 0 ? null : html`<p class="none">… and ${more} more.</p>`
  }</div>`;
}
