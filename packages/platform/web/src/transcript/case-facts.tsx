import type { ResultRow } from '@fluxloop/core/contract';
import type { ReactElement, ReactNode } from 'react';
import { formatDuration } from '../format/duration.js';
import { formatMoment } from '../format/moment.js';
import { formatCount, formatScore } from '../format/number.js';
import { typeLabel } from '../redactions/type-labels.js';

/** The figures of a case. */
export function CaseFacts({ row }: { row: ResultRow }): ReactElement {
  const redactions = Object.entries(row.redactions).filter(([, count]) => count > 0);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-4 py-3.5 text-sm">
      <Fact name="Score">{formatScore(row.score)}</Fact>
      <Fact name="Agent's latency">{formatDuration(row.latency_ms)}</Fact>
      <Fact name="Duration">{formatDuration(row.duration_ms)}</Fact>
      <Fact name="Iteration">{formatCount(row.iteration + 1)}</Fact>
      {row.attempts > 1 && <Fact name="Attempts">{formatCount(row.attempts)}</Fact>}
      <Fact name="Started">
        <time dateTime={row.started_at}>{formatMoment(row.started_at)}</time>
      </Fact>
      <Fact name="Redacted">
        {redactions.length === 0
          ? 'nothing'
          : redactions
              .map(([type, count]) => `${formatCount(count)} ${typeLabel(type, count)}`)
              .join(', ')}
      </Fact>
      <Fact name="Case">
        <code className="font-mono text-xs break-all">{row.case_id}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}
