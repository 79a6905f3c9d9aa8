import { formatFields, type StreamMode } from '@fluxloop/plugin-kit';
import { formatTable } from '@fluxloop/plugin-kit/rendering';
import type { RunSummary } from '@fluxloop/runner';
import type { ShownRun } from '../commands/results/show.js';
import {
  formatCases,
  formatFailures,
  formatRedactions,
  formatScenarios,
  inPercent,
  inTime,
} from '../runs/format-run.js';

/** A run for people: how good the agent is and how sure that is, what did not pass, and why. */
export function formatShownRun(shown: ShownRun, isFiltered: boolean, mode: StreamMode): string {
  const { summary, run_id: run } = shown;
  const { totals } = summary;
  const blocks = [
    facts(shown, mode),
    formatScenarios(summary.scenarios, totals, mode),
    formatRedactions(totals.redactions, summary.sanitized, mode),
    repeats(summary, mode),
    flaky(summary, mode),
  ];
  if (!isFiltered && shown.failure_count > 0) {
    blocks.push(formatFailures(shown.failures, shown.failure_count, run, mode, { ids: true }));
    blocks.push(`One conversation:  fluxloop results show ${run} --case CASE\n`);
  } else {
    blocks.push(formatCases(shown.cases, mode));
    const others = shown.case_count - shown.cases.length;
    if (others > 0)
      blocks.push(`… and ${others} more. To list them too: --limit ${shown.case_count}\n`);
  }
  return blocks.filter((block) => block !== '').join('\n');
}

function facts(shown: ShownRun, mode: StreamMode): string {
  const { summary, run_id: run, uploads } = shown;
  const { statistics, totals } = summary;
  const took = Date.parse(summary.finished_at) - Date.parse(summary.started_at);
  const left = `stopped after ${totals.cases} of ${shown.planned}; go on with: fluxloop test --resume ${run}`;
  return formatFields(
    [
      ['Run', run],
      ['Agent', shown.target],
      ['Started', summary.started_at],
      ['Took', inTime(Math.max(0, took))],
      ['State', summary.complete ? 'complete' : left],
      ['Score', estimate(statistics.score)],
      ['Passed', estimate(statistics.pass_rate)],
      ['Errors', totals.verdicts.error === 0 ? null : estimate(statistics.error_rate)],
      ['Latency', latency(totals.latency_ms)],
      ['Cost', statistics.cost === null ? null : `$${statistics.cost}`],
      [
        'Uploaded',
        uploads.length === 0
          ? null
          : uploads
              .map(
                ({ rows, project, platform }) =>
                  `${rows} ${rows === 1 ? 'row' : 'rows'} to ${project} at ${platform}`,
              )
              .join(', '),
      ],
      ['Results', shown.folder],
    ],
    mode,
  );
}

/** `94 % (95 % sure: 91 % to 97 %)`. */
function estimate(value: RunSummary['statistics']['score']): string {
  if (value === null) return 'nothing was judged';
  return `${inPercent(value.value)} (95 % interval: ${inPercent(value.low)} to ${inPercent(value.high)})`;
}

function latency({ p50, p95, p99, max }: RunSummary['totals']['latency_ms']): string | null {
  if (p50 === null) return null;
  return `P50 ${inTime(p50)}, P95 ${inTime(p95)}, P99 ${inTime(p99)}, at most ${inTime(max)}`;
}

/** How often an input passes at least once, or always, when it is tried several times. */
function repeats({ statistics }: RunSummary, mode: StreamMode): string {
  return formatTable(
    statistics.repeats.filter(({ k }) => k > 1),
    [
      { header: 'Tries', align: 'right', value: ({ k }) => k },
      { header: 'One passes', align: 'right', value: ({ pass_at_k }) => inPercent(pass_at_k) },
      { header: 'All pass', align: 'right', value: ({ pass_hat_k }) => inPercent(pass_hat_k) },
      { header: 'Inputs', align: 'right', value: ({ inputs }) => inputs },
    ],
    mode,
  );
}

function flaky({ statistics }: RunSummary, mode: StreamMode): string {
  const { count, first } = statistics.flaky;
  if (count === 0) return '';
  const table = formatTable(
    first,
    [
      { header: 'Flaky', value: ({ case_id }) => case_id.slice(0, 10) },
      { header: 'Pass', align: 'right', value: ({ pass }) => pass, style: () => 'green' },
      { header: 'Fail', align: 'right', value: ({ fail }) => fail, style: () => 'red' },
      { header: 'Scenario', value: ({ scenario }) => scenario, overflow: 'truncate' },
      { header: 'Case', value: ({ name }) => name, overflow: 'truncate' },
    ],
    mode,
  );
  const others = count - first.length;
  return others > 0 ? `${table}… and ${others} more that passed sometimes\n` : table;
}
