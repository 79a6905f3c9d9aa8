import { hash } from 'node:crypto';
import type { RunSummary } from '../../ledger/summary.js';
import { counted, duration, moment, percent } from '../figures.js';
import type { ReportedRun } from '../report.js';
import { verdictSentence } from '../verdict-sentence.js';
import { badge } from './case-item.js';
import {
  latencyChart,
  patterns,
  scoreChart,
  VERDICTS,
  verdictBar,
  verdictLegend,
  verdictWords,
} from './charts.js';
import type { Bin, Distributions } from './distributions.js';
import { html, Markup, spoken } from './markup.js';
import { repeatTables } from './repeat-tables.js';
import { scenarioTable } from './scenario-table.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** What the upper part of a page is made of. */
export interface PageContent {
  run: ReportedRun;
  summary: RunSummary;
  distributions: Distributions;
  /** Leaks by type. */
  leaks: ReadonlyMap<string, number>;
  /** How many cases the list holds. */
  listed: number;
  missedLeftOut: number;
  othersLeftOut: number;
}

/**
 * The page up to the first case of its list. Its policy lets nothing be loaded and nothing run but the
 * style and the script that stand in it (https://www.w3.org/TR/CSP3/).
 */
export function pageHead(content: PageContent): string {
  const { run, summary } = content;
  const policy = [
    "default-src 'none'",
    `style-src '${digest(STYLE)}'`,
    `script-src '${digest(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { outcome, text } = verdictSentence(summary);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="fluxloop ${run.plan.engine_version}">
<title>${text} – ${run.plan.run_id} – FluxLoop</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${patterns}
<header><div>
<p class="brand">FluxLoop test report</p>
<h1 class="${outcome}">${text}</h1>
${facts(run, summary)}${notices(content)}
</div></header>
<main>
${tiles(summary)}
${charts(content)}
${runCriteria(summary)}
${repeatTables(summary.statistics)}
${leakTable(content.leaks)}
<h2 id="cases-title">Cases</h2>
${filters(summary)}
<p id="count" role="status" data-all="${listedWords(content)}">${listedWords(content)}</p>
<ul id="cases" class="cases" aria-labelledby="cases-title">
`.text;
}

/** The page behind the last case of its list. */
export function pageFoot(run: ReportedRun): string {
  return html`</ul>
</main>
<footer>Made by fluxloop ${run.plan.engine_version}. Everything is in this file: nothing is loaded, nothing is sent.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** A source expression for what stands between the tags (CSP3, section 2.3.1). */
function digest(content: string): string {
  return `sha256-${hash('sha256', content, 'base64')}`;
}

function facts({ plan, raw }: ReportedRun, summary: RunSummary): Markup {
  const { started_at, finished_at, totals } = summary;
  const listed: readonly (readonly [string, string])[] = [
    ['Run', plan.run_id],
    ['Began', moment(started_at)],
    ['Took', duration(Math.max(0, Date.parse(finished_at) - Date.parse(started_at)))],
    ['Agent', plan.target],
    ...(plan.iterations > 1 ? [['Repeats', `${plan.iterations} of each case`] as const] : []),
    ...(raw ? [] : [['Redacted', redactedWords(totals)] as const]),
  ];
  return html`<dl class="facts">${listed.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${spoken(value)}</dd></div>`,
  )}</dl>`;
}

function notices({ run, summary }: PageContent): Markup[] {
  const notices: string[] = [];
  if (run.raw) {
    notices.push('This report holds what was said as it was said. Do not pass it on.');
  }
  if (!summary.complete) {
    notices.push(
      `The run was stopped after ${summary.totals.cases} of ${run.plan.rows} cases. To go on: fluxloop test --resume ${run.plan.run_id}`,
    );
  }
  const { pass, fail, unjudged } = summary.totals.verdicts;
  if (unjudged > 0 && pass + fail === 0) {
    notices.push('Without criteria nothing can be judged, so there is no score.');
  }
  return notices.map((text) => html`<p class="notice">${text}</p>`);
}

function redactedWords({ redactions }: RunSummary['totals']): string {
  const words = Object.entries(redactions).map(([type, count]) => `${count} ${type}`);
  return words.length === 0 ? 'nothing was found' : words.join(', ');
}

function tiles({ totals, statistics }: RunSummary): Markup {
  const { cases, verdicts, latency_ms: latency } = totals;
  const { score } = statistics;
  const interval = score === null ? null : `95 %: ${percent(score.low)} to ${percent(score.high)}`;
  const shown: readonly (readonly [string, string | number, (string | null)?])[] = [
    ['Cases', cases],
    ['Passed', verdicts.pass],
    ['Failed', verdicts.fail],
    ['Errors', verdicts.error],
    ['Score', percent(totals.score), interval],
    ['Latency P50', duration(latency.p50)],
    ['Latency P95', duration(latency.p95)],
    ['Latency P99', duration(latency.p99)],
  ];
  return html`<dl class="tiles">${shown.map(
    ([name, value, more = null]) =>
      html`<div class="tile"><dt>${name}</dt><dd>${value}${more === null ? null : html`<small>${more}</small>`}</dd></div>`,
  )}</dl>`;
}

function charts({ summary, distributions }: PageContent): Markup {
  const { totals, scenarios } = summary;
  const scores = distributions.scores();
  const latencies = distributions.latencies();
  return html`<div class="charts">
<figure class="card wide"><h3>Verdicts</h3>${verdictBar(totals.verdicts, `Verdicts: ${verdictWords(totals.verdicts)}.`)}${verdictLegend(totals.verdicts)}</figure>
<figure class="card"><h3>Scores of the judged cases</h3>${scoreChart(scores, totals)}${binTable('Score', scores, percent)}</figure>
<figure class="card"><h3>Latency of the answered cases</h3>${latencyChart(latencies, totals)}${binTable('Latency', latencies, duration)}</figure>
<figure class="card wide"><h3>Scenarios</h3>${scenarioTable(scenarios)}</figure>
</div>`;
}

/** The same figures for those who would rather read than look. */
function binTable(
  name: string,
  bins: readonly Bin[],
  edge: (value: number) => string,
): Markup | null {
  if (bins.length === 0) return null;
  const rows = bins.map(
    ({ from, to, count }) =>
      html`<tr><th scope="row">${edge(from)} – ${edge(to)}</th><td class="number">${count}</td></tr>`,
  );
  return html`<details class="data"><summary>As a table</summary><table><thead><tr><th scope="col">${name}</th><th scope="col" class="number">Cases</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

/** What is asked of scenarios as a whole. */
function runCriteria({ criteria = [] }: RunSummary): Markup | null {
  if (criteria.length === 0) return null;
  const items = criteria.map(
    ({ scenario, type, expected, verdict, reason }) =>
      html`<li>${badge(verdict)}<div><b>${scenario}</b> ${type} <span class="expected">${spoken(expected)}</span><span class="reason">${spoken(reason)}</span></div></li>`,
  );
  return html`<h2>Scenarios as a whole</h2><div class="card"><ul class="criteria">${items}</ul></div>`;
}

function leakTable(leaks: ReadonlyMap<string, number>): Markup | null {
  if (leaks.size === 0) return null;
  const rows = [...leaks]
    .sort(([, one], [, other]) => other - one)
    .map(
      ([type, count]) =>
        html`<tr><th scope="row">${type}</th><td class="number">${count}</td></tr>`,
    );
  return html`<h2>Leaks</h2><div class="card"><p class="none">What the agent said of its own, without the user having typed it.</p>
<table><thead><tr><th scope="col">Type</th><th scope="col" class="number">Times</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function filters({ totals, scenarios }: RunSummary): Markup {
  const buttons = VERDICTS.filter((verdict) => totals.verdicts[verdict] > 0).map(
    (verdict) =>
      html`<button type="button" data-verdict="${verdict}" aria-pressed="false">${verdict}</button>`,
  );
  const options = scenarios.map(({ name }) => html`<option value="${name}">${name}</option>`);
  return html`<form id="filters" class="filters" role="search" hidden>
<fieldset><legend>Verdict</legend>${buttons}</fieldset>
<label><span class="hidden-label">Scenario</span><select id="scenario"><option value="">All scenarios</option>${options}</select></label>
<label><span class="hidden-label">Search</span><input id="search" type="search" placeholder="Search what was said" autocomplete="off"></label>
</form>`;
}

/** How many cases there are, and how many the page has no room for. */
function listedWords({ listed, missedLeftOut, othersLeftOut, run }: PageContent): string {
  const all = counted(listed, 'case', 'cases');
  if (missedLeftOut + othersLeftOut === 0) return all;
  const missed =
    missedLeftOut === 0
      ? 'All that did not pass are here.'
      : `${missedLeftOut} of them did not pass.`;
  return `${all}; ${missedLeftOut + othersLeftOut} more are left out of this page. ${missed} See all: fluxloop results show ${run.plan.run_id}`;
}
