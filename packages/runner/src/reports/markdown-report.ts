import type { ResultRow, RunTotals, Verdict } from '@fluxloop/core/contract';
import type { RunSummary } from '../ledger/summary.js';
import { excerptLine } from './excerpt.js';
import { counted, duration, percent } from './figures.js';
import { markdownCode, markdownText } from './markdown-text.js';
import { reasonOf, titleOf } from './reason.js';
import type { BeginReport, ReportedRun } from './report.js';
import { verdictSentence } from './verdict-sentence.js';

/** A comment on a pull request holds 65,536 characters; these bounds keep well below. */
const MAX_FAILURES = 30;
const MAX_SCENARIOS = 50;
const MAX_TITLE = 80;
const MAX_REASON = 160;

const MARKS = { passed: '✅', failed: '❌', undecided: '⚠️' } as const;
const VERDICT_MARKS = { pass: '✅', fail: '❌', unjudged: '⚠️' } as const;
const VERDICTS = ['pass', 'fail', 'error', 'unjudged', 'skipped'] as const;

/** Collects the failures that a summary in Markdown names. */
export class MarkdownSummary {
  readonly #lines: string[] = [];
  #count = 0;

  /** Takes a row. */
  add(row: ResultRow): void {
    const reason = reasonOf(row);
    if (reason === null) return;
    this.#count += 1;
    if (this.#lines.length === MAX_FAILURES) return;
    const cells = [
      row.verdict,
      markdownCode(excerptLine(row.scenario, MAX_TITLE)),
      markdownCode(excerptLine(titleOf(row), MAX_TITLE)),
      markdownCode(excerptLine(reason, MAX_REASON)),
    ];
    this.#lines.push(tableLine(cells));
  }

  /** The whole summary. */
  render(run: ReportedRun, summary: RunSummary): string {
    const { totals } = summary;
    const { outcome, text } = verdictSentence(summary);
    const blocks = [`## ${MARKS[outcome]} FluxLoop: ${text}`];
    if (!summary.complete) {
      blocks.push(`The run was stopped after ${totals.cases} of ${run.plan.rows} cases.`);
    }
    blocks.push(scenarioTable(summary), runCriteria(summary), this.#failureTable());
    const redacted = Object.entries(totals.redactions).map(([type, count]) => `${count} ${type}`);
    const state = run.raw
      ? 'not sanitized'
      : `sanitized${redacted.length === 0 ? '' : `: ${redacted.join(', ')}`}`;
    blocks.push(`<sub>${markdownText(`${run.plan.run_id} · ${state}`)}</sub>`);
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  }

  #failureTable(): string {
    if (this.#count === 0) return '';
    const head = ['Verdict', 'Scenario', 'Case', 'Why'];
    const more = this.#count - this.#lines.length;
    const rest = more === 0 ? '' : `\n\n… and ${more} more.`;
    return `### ${counted(this.#count, 'case', 'cases')} without a pass\n\n${tableHead(head)}\n${this.#lines.join('\n')}${rest}`;
  }
}

/** `md`: a summary for a comment on a pull request, or for a chat. */
export const beginMarkdownReport: BeginReport = (run, out) => {
  const collected = new MarkdownSummary();
  return {
    add(row) {
      collected.add(row);
      return undefined;
    },
    async end(summary) {
      await out.write(collected.render(run, summary));
      return 0;
    },
  };
};

/** What is asked of scenarios as a whole, a line each. */
function runCriteria({ criteria = [] }: RunSummary): string {
  return criteria
    .slice(0, MAX_SCENARIOS)
    .map(({ scenario, type, expected, verdict, reason }) => {
      const what = markdownCode(excerptLine(`${type} ${expected}`, MAX_REASON));
      const of = markdownCode(excerptLine(scenario, MAX_TITLE));
      return `- ${VERDICT_MARKS[verdict]} ${of} ${what} ${markdownCode(excerptLine(reason, MAX_REASON))}`;
    })
    .join('\n');
}

function scenarioTable({ scenarios, totals }: RunSummary): string {
  const used = VERDICTS.filter((verdict) => verdict === 'pass' || totals.verdicts[verdict] > 0);
  const head = ['Scenario', 'Cases', ...used, 'Score', 'P50', 'P95'];
  const line = (name: string, own: RunTotals) =>
    tableLine([name, String(own.cases), ...cells(own, used)]);
  const shown = scenarios
    .slice(0, MAX_SCENARIOS)
    .map((one) => line(markdownCode(excerptLine(one.name, MAX_TITLE)), one.totals));
  const more = scenarios.length - shown.length;
  if (more > 0) shown.push(tableLine([`… and ${more} more`, ...head.slice(1).map(() => '')]));
  if (scenarios.length !== 1) shown.push(line('**all**', totals));
  return `${tableHead(head, 'right')}\n${shown.join('\n')}`;
}

function cells(totals: RunTotals, used: readonly Verdict[]): string[] {
  return [
    ...used.map((verdict) => String(totals.verdicts[verdict])),
    percent(totals.score),
    duration(totals.latency_ms.p50),
    duration(totals.latency_ms.p95),
  ];
}

function tableHead(cells: readonly string[], align: 'left' | 'right' = 'left'): string {
  const rule = cells.map((_, index) => (align === 'right' && index > 0 ? '---:' : '---'));
  return `${tableLine(cells)}\n${tableLine(rule)}`;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
