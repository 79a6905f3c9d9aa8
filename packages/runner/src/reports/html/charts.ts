import type { RunTotals, Verdict } from '@fluxloop/core/contract';
import { duration, percent } from '../figures.js';
import type { Bin } from './distributions.js';
import { html, type Markup } from './markup.js';

/**
 * Charts are drawn with lengths across in percent and lengths down in pixels: they take the width that
 * there is, and their text keeps its size.
 */
const BAR_HEIGHT = 22;
const PLOT_HEIGHT = 120;
const AXIS_HEIGHT = 22;
const MARKS_HEIGHT = 18;
/** The share of a phone's width that a number with its unit takes. */
const NAME_WIDTH = 0.17;

export const VERDICTS = ['pass', 'fail', 'error', 'unjudged', 'skipped'] as const;

/**
 * What fills the bars; it stands on the page once. A verdict is told by its hatching too, for those to
 * whom two of the colours are one.
 */
export const patterns: Markup = html`<svg class="hidden-label" aria-hidden="true" width="0" height="0"><defs>
<pattern id="fill-fail" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--fail)"/><rect width="2" height="6" fill="var(--hatch)"/></pattern>
<pattern id="fill-error" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="var(--error)"/><circle cx="2" cy="2" r="1.2" fill="#000" opacity=".45"/></pattern>
<pattern id="fill-unjudged" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="6" height="6" fill="var(--unjudged)"/><rect width="1" height="6" fill="var(--hatch)"/></pattern>
</defs></svg>`;

function fillOf(verdict: Verdict): string {
  return verdict === 'pass' || verdict === 'skipped'
    ? `var(--${verdict})`
    : `url(#fill-${verdict})`;
}

/** A bar whose stretches are the shares of the verdicts. */
export function verdictBar(counts: RunTotals['verdicts'], label: string): Markup {
  const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  let x = 0;
  const stretches = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
    const width = (100 * counts[verdict]) / total;
    const rect = html`<rect x="${across(x)}" width="${across(width)}" height="${BAR_HEIGHT}" fill="${fillOf(verdict)}"/>`;
    x += width;
    return rect;
  });
  return html`<svg role="img" aria-label="${label}" height="${BAR_HEIGHT}">${stretches}</svg>`;
}

/** The verdicts with their numbers, as a key to the bars. */
export function verdictLegend(counts: RunTotals['verdicts']): Markup {
  const items = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) =>
      html`<li><svg aria-hidden="true"><rect width="12" height="12" fill="${fillOf(verdict)}"/></svg>${counts[verdict]} ${verdict}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

/** `58 pass, 2 fail`. */
export function verdictWords(counts: RunTotals['verdicts']): string {
  const words = VERDICTS.filter((verdict) => counts[verdict] > 0);
  return words.length === 0
    ? 'no case'
    : words.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
}

/** A value that is marked in a histogram. */
interface Mark {
  name: string;
  value: number | null;
}

/** What a histogram shows. */
interface Histogram {
  bins: readonly Bin[];
  /** The chart in a sentence, for those who do not see it. */
  label: string;
  /** An edge of a bin in words. */
  edge: (value: number) => string;
  /** Where a value stands, from 0 at the first edge to 1 at the last. */
  position: (value: number) => number;
  marks?: readonly Mark[];
}

/** Bars over bins that follow each other, with some edges named below. */
function histogram({ bins, label, edge, position, marks = [] }: Histogram): Markup {
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  const top = marks.length > 0 ? MARKS_HEIGHT : 0;
  const bottom = top + PLOT_HEIGHT;
  const bars = bins.map(({ from, to, count }) => {
    const x = 100 * position(from);
    const height = count === 0 ? 0 : Math.max(2, (PLOT_HEIGHT * count) / highest);
    const width = Math.max(0.4, 100 * position(to) - x - 0.6);
    return html`<rect class="bar" x="${across(x)}" width="${across(width)}" y="${pixels(bottom - height)}" height="${pixels(height)}"><title>${edge(from)} – ${edge(to)}: ${count}</title></rect>`;
  });
  const lines = marks.flatMap(({ value }) => (value === null ? [] : [inside(position(value))]));
  return html`<svg role="img" aria-label="${label}" height="${bottom + AXIS_HEIGHT}">${bars}
<line class="axis" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>${edgeNames(bins, edge, position, bottom)}${lines.map(
    (x) =>
      html`<line class="mark" x1="${across(100 * x)}" x2="${across(100 * x)}" y1="${top - 4}" y2="${bottom}"/>`,
  )}${markNames(marks, position, top - 7)}</svg>`;
}

/** The ends, and as many edges between them as can be read on a phone. */
function edgeNames(
  bins: readonly Bin[],
  edge: Histogram['edge'],
  position: Histogram['position'],
  bottom: number,
): Markup[] {
  const last = bins.at(-1)?.to ?? 0;
  let named = Number.NEGATIVE_INFINITY;
  const shown = bins
    .map(({ from }) => from)
    .filter((value) => {
      const at = position(value);
      if (at - named < NAME_WIDTH || 1 - at < NAME_WIDTH) return false;
      named = at;
      return true;
    });
  return [...shown, last].map((value) => {
    const at = position(value);
    const anchor = at < 0.02 ? 'start' : at > 0.98 ? 'end' : 'middle';
    return html`<text x="${across(100 * at)}" y="${bottom + 16}" text-anchor="${anchor}">${edge(value)}</text>`;
  });
}

/** Names of marks that would stand over each other are joined: `P95, P99`. */
function markNames(marks: readonly Mark[], position: Histogram['position'], y: number): Markup[] {
  const groups: { at: number; names: string[] }[] = [];
  for (const { name, value } of marks) {
    if (value === null) continue;
    const at = inside(position(value));
    const last = groups.at(-1);
    if (last !== undefined && at - last.at < 0.12) last.names.push(name);
    else groups.push({ at, names: [name] });
  }
  return groups.map(({ at, names }) => {
    const anchor = at < 0.06 ? 'start' : at > 0.85 ? 'end' : 'middle';
    return html`<text x="${across(100 * at)}" y="${y}" text-anchor="${anchor}">${names.join(', ')}</text>`;
  });
}

/** The scores of the judged cases, in tenths. */
export function scoreChart(bins: readonly Bin[], totals: RunTotals): Markup {
  if (bins.length === 0) return html`<p class="none">Nothing was judged.</p>`;
  const judged = totals.verdicts.pass + totals.verdicts.fail;
  const best = bins.at(-1)?.count ?? 0;
  return histogram({
    bins,
    label: `${best} of ${judged} judged cases have a score of 90 % or more; the mean over all cases is ${percent(totals.score)}.`,
    edge: percent,
    position: (score) => score,
  });
}

/** The latencies of the answered cases on a logarithmic scale, with percentiles. */
export function latencyChart(bins: readonly Bin[], { latency_ms: latency }: RunTotals): Markup {
  const first = bins[0];
  const last = bins.at(-1);
  if (first === undefined || last === undefined) {
    return html`<p class="none">No case was answered.</p>`;
  }
  const span = Math.log(last.to / first.from);
  return histogram({
    bins,
    label: `Half of the cases were answered within ${duration(latency.p50)}, 95 % within ${duration(latency.p95)}, 99 % within ${duration(latency.p99)}, all within ${duration(latency.max)}.`,
    edge: duration,
    position: (ms) => Math.log(Math.max(ms, first.from) / first.from) / span,
    marks: [
      { name: 'P50', value: latency.p50 },
      { name: 'P95', value: latency.p95 },
      { name: 'P99', value: latency.p99 },
    ],
  });
}

/** A share of the width, in a chart's own unit. */
function across(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}

function pixels(value: number): number {
  return Math.round(value * 10) / 10;
}

function inside(share: number): number {
  return Math.min(1, Math.max(0, share));
}
