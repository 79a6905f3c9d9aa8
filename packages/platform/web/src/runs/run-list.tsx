import type { Run } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { RunRow } from './run-row.js';

const HEADING = 'px-4 py-2.5 text-left font-medium';

/** Runs as a table; on a narrow screen each row becomes a card of its own. */
export function RunList({ runs }: { runs: readonly Run[] }): ReactElement {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      <table className="w-full max-md:block">
        <caption className="sr-only">Runs, newest first</caption>
        <thead className="border-b border-line text-xs text-ink-muted max-md:sr-only">
          <tr>
            <th scope="col" className={HEADING}>
              Run
            </th>
            <th scope="col" className={HEADING}>
              Verdicts
            </th>
            <th scope="col" className={`${HEADING} text-right`}>
              p95 latency
            </th>
            <th scope="col" className={HEADING}>
              By
            </th>
            <th scope="col" className={HEADING}>
              Privacy
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-md:block">
          {runs.map((run) => (
            <RunRow key={run.run_id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
