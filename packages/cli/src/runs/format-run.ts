import type { RunTotals, Verdict } from '@fluxloop/core/contract';
import type { StreamMode, Style } from '@fluxloop/plugin-kit';
import { formatTable, wrap } from '@fluxloop/plugin-kit/rendering';
import type { Failure } from './failure-list.js';
import type { CaseLine } from './select-rows.js';

/** Enough of a case's id to tell a run's cases apart, and to be typed. */
const SHORT_ID = 10;

const VERDICT_STYLES = {
  pass: 'green',
  fail: 'red',
  error: 'red',
  unjudged: 'yellow',
  skipped: 'dim',
} as const satisfies Record<Verdict, Style>;

interface ScenarioLine {
  name: string;
  totals: RunTotals;
}

/** A table of a run's scenarios, with a line for all where there are several. */
export function formatScenarios(
  scenarios: readonly ScenarioLine[],
  totals: RunTotals,
  mode: StreamMode,
): string {
  const lines = scenarios.length === 1 ? scenarios : [...scenarios, { name: 'all', totals }];
  const has = (verdict: keyof RunTotals['verdicts']): boolean => totals.verdicts[verdict] > 0;
  const count = (header: string, verdict: keyof RunTotals['verdicts'], style: Style) => ({
    header,
    align: 'right' as const,
    value: (line: ScenarioLine) => line.totals.verdicts[verdict],
    style: (line: ScenarioLine) => (line.totals.verdicts[verdict] > 0 ? style : undefined),
  });
  return formatTable(
    lines,
    [
      { header: 'Scenario', value: ({ name }) => name, overflow: 'truncate' },
      { header: 'Cases', align: 'right', value: (line) => line.totals.cases },
      count('Pass', 'pass', 'green'),
      count('Fail', 'fail', 'red'),
      ...(has('error') ? [count('Error', 'error', 'red')] : []),
      ...(has('unjudged') ? [count('Unjudged', 'unjudged', 'yellow')] : []),
      ...(has('skipped') ? [count('Skipped', 'skipped', 'dim')] : []),
      { header: 'Score', align: 'right', value: (line) => inPercent(line.totals.score) },
      { header: 'P50', align: 'right', value: (line) => inTime(line.totals.latency_ms.p50) },
      { header: 'P95', align: 'right', value: (line) => inTime(line.totals.latency_ms.p95) },
    ],
    mode,
  );
}

/** The first failures with their reasons, and how to see the others. `ids` shows the ids of their cases too. */
export function formatFailures(
  failures: readonly Failure[],
  count: number,
  run: string,
  mode: StreamMode,
  { ids = false }: { ids?: boolean } = {},
): string {
  if (count === 0) return '';
  const table = formatTable(
    failures,
    [
      ...(ids
        ? [{ header: 'Id', value: ({ case_id }: Failure) => case_id.slice(0, SHORT_ID) }]
        : []),
      {
        header: 'Verdict',
        value: ({ verdict }) => verdict,
        style: ({ verdict }) => VERDICT_STYLES[verdict],
      },
      { header: 'Scenario', value: ({ scenario }) => scenario, overflow: 'truncate' },
      {
        header: 'Case',
        value: ({ name, iteration }) => (iteration === 0 ? name : `${name} (${iteration + 1})`),
        overflow: 'truncate',
      },
      { header: 'Reason', value: ({ reason }) => reason, overflow: 'wrap' },
    ],
    mode,
  );
  const others = count - failures.length;
  const more =
    others > 0
      ? `… and ${others} more: fluxloop results show ${run} --verdict fail --verdict error\n`
      : '';
  return table + more;
}

/** A line for each case. */
export function formatCases(cases: readonly CaseLine[], mode: StreamMode): string {
  if (cases.length === 0) return 'No case is like that.\n';
  return formatTable(
    cases,
    [
      { header: 'Case', value: ({ case_id }) => case_id.slice(0, SHORT_ID) },
      {
        header: 'Verdict',
        value: ({ verdict }) => verdict,
        style: ({ verdict }) => VERDICT_STYLES[verdict],
      },
      { header: 'Scenario', value: ({ scenario }) => scenario, overflow: 'truncate' },
      {
        header: 'Name',
        value: ({ name, iteration }) => (iteration === 0 ? name : `${name} (${iteration + 1})`),
        overflow: 'truncate',
      },
      { header: 'Score', align: 'right', value: ({ score }) => inPercent(score) },
      { header: 'Latency', align: 'right', value: ({ latency_ms }) => inTime(latency_ms) },
    ],
    mode,
  );
}

const NO_BREAK_SPACE = '\u00a0';

/** What was redacted, by type: `Redacted: 4 email, 2 phone`; or that nothing was, in what is stored here. */
export function formatRedactions(
  redactions: RunTotals['redactions'],
  sanitized: boolean,
  { proseWidth }: StreamMode,
): string {
  const lines = wrap(describeRedactions(redactions, sanitized), proseWidth).join('\n');
  return `${lines.replaceAll(NO_BREAK_SPACE, ' ')}\n`;
}

function describeRedactions(redactions: RunTotals['redactions'], sanitized: boolean): string {
  if (!sanitized) {
    return 'Stored here as it was said. To redact that too: `fluxloop test --sanitize`';
  }
  const parts = Object.entries(redactions)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    // A number stays in one line with what it counts.
    .map(([type, count]) => `${count}${NO_BREAK_SPACE}${type}`);
  return `Redacted: ${parts.length === 0 ? 'nothing was found' : parts.join(', ')}`;
}

/** `83 %`; a dash for nothing. */
export function inPercent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

/** Milliseconds as people read them; a dash for nothing. */
export function inTime(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 10_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}
