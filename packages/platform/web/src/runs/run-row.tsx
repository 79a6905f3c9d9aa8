import type { Run } from '@fluxloop/core/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Moment } from '../components/moment.js';
import { SanitizedBadge } from '../components/sanitized-badge.js';
import { VerdictBar } from '../components/verdict-bar.js';
import { VerdictCounts } from '../components/verdict-counts.js';
import { formatDuration } from '../format/duration.js';
import { UploadingBadge } from './uploading-badge.js';

const CELL = 'px-4 py-3 align-middle max-md:block max-md:p-0';

/** A run of the list; a click anywhere on it opens it. */
export function RunRow({ run }: { run: Run }): ReactElement {
  const { verdicts, latency_ms } = run.totals;
  return (
    <tr className="relative hover:bg-hover max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:gap-y-2.5 max-md:p-4">
      <th scope="row" className={`${CELL} text-left font-normal max-md:col-span-2`}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/projects/$project/runs/$run_id"
            params={{ project: run.project, run_id: run.run_id }}
            className="font-mono text-sm font-medium break-all after:absolute after:inset-0"
          >
            {run.run_id}
          </Link>
          {run.status === 'uploading' && <UploadingBadge />}
        </span>
        <span className="mt-0.5 block text-xs text-ink-muted">
          <Moment timestamp={run.started_at} />
        </span>
      </th>
      <td className={`${CELL} md:w-72 max-md:col-span-2`}>
        <div className="flex flex-col gap-1.5">
          <VerdictCounts counts={verdicts} />
          <VerdictBar counts={verdicts} className="h-1.5" />
        </div>
      </td>
      <td className={`${CELL} text-sm text-ink-muted tabular-nums md:text-right max-md:hidden`}>
        {latency_ms.p95 === null ? '–' : formatDuration(latency_ms.p95)}
      </td>
      <td className={`${CELL} max-w-48 min-w-0 truncate text-sm text-ink-muted`}>
        <span title={run.created_by}>{run.created_by}</span>
      </td>
      <td className={CELL}>
        <SanitizedBadge sanitized={run.sanitized} />
      </td>
    </tr>
  );
}
