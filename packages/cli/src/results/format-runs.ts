import type { StreamMode } from '@fluxloop/plugin-kit';
import { formatTable } from '@fluxloop/plugin-kit/rendering';
import { inPercent, inTime } from '../runs/format-run.js';
import type { ListedRun } from './listed-run.js';

/**
 * A line for each run.
 *
 * @param now - milliseconds since 1970, for how long ago it was
 */
export function formatRuns(runs: readonly ListedRun[], now: number, mode: StreamMode): string {
  const counts = (run: ListedRun, verdict: 'pass' | 'fail' | 'error') =>
    run.totals === null ? '–' : run.totals.verdicts[verdict];
  const some = (verdict: 'error' | 'unjudged') =>
    runs.some(({ totals }) => (totals?.verdicts[verdict] ?? 0) > 0);
  return formatTable(
    runs,
    [
      { header: 'Run', value: ({ run_id }) => run_id },
      { header: 'When', value: ({ started_at }) => timeAgo(now - Date.parse(started_at)) },
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
              header: 'Err',
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

/** `5 min ago`. The run's id tells the day and the minute. */
function timeAgo(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}
