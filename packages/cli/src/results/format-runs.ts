import type { StreamMode } from '@fluxloop/plugin-kit';
import { formatTable } from '@fluxloop/plugin-kit/rendering';
import { inPercent, inTime } from '../runs/format-run.js';
import type { ListedRun } from './listed-run.js';

/** A line for each run. */
export function formatRuns(runs: readonly ListedRun[], mode: StreamMode): string {
  const counts = (run: ListedRun, verdict: 'pass' | 'fail' | 'error') =>
    run.totals === null ? '–' : run.totals.verdicts[verdict];
  const some = (verdict: 'error' | 'unjudged') =>
    runs.some(({ totals }) => (totals?.verdicts[verdict] ?? 0) > 0);
  return formatTable(
    runs,
    [
      { header: 'Run', value: ({ run_id }) => run_id },
      {
        header: 'When (UTC)',
        value: ({ started_at }) => started_at.slice(0, 16).replace('T', ' '),
      },
      {
        header: 'Pass',
        align: 'right',
        value: (run) => counts(run, 'pass'),
        style: ({ totals }) => ((totals?.verdicts.pass ?? 0) > 0 ? 'green' : undefined),
      },
      {
        header: 'Fail',
        align: 'right',
        value: (run) => counts(run, 'fail'),
        style: ({ totals }) => ((totals?.verdicts.fail ?? 0) > 0 ? 'red' : undefined),
      },
      ...(some('error')
        ? [
            {
              header: 'Error',
              align: 'right' as const,
              value: (run: ListedRun) => counts(run, 'error'),
              style: ({ totals }: ListedRun) =>
                (totals?.verdicts.error ?? 0) > 0 ? ('red' as const) : undefined,
            },
          ]
        : []),
      ...(some('unjudged')
        ? [
            {
              header: 'Unj.',
              align: 'right' as const,
              value: ({ totals }: ListedRun) => totals?.verdicts.unjudged ?? '–',
            },
          ]
        : []),
      { header: 'Score', align: 'right', value: ({ totals }) => inPercent(totals?.score ?? null) },
      { header: 'Took', align: 'right', value: (run) => inTime(tookOf(run)) },
      {
        header: 'Scenarios',
        overflow: 'truncate',
        value: ({ scenarios, state }) =>
          `${state === 'complete' ? '' : `(${state}) `}${inWords(scenarios)}`,
      },
    ],
    mode,
  );
}

function inWords(scenarios: readonly string[]): string {
  return scenarios.length === 1
    ? (scenarios[0] ?? '')
    : `${scenarios.length}: ${scenarios.join(', ')}`;
}

function tookOf({ started_at, finished_at }: ListedRun): number | null {
  return finished_at === null
    ? null
    : Math.max(0, Date.parse(finished_at) - Date.parse(started_at));
}
