import type { RunTotals as Totals } from '@fluxloop/core/contract';
import type { ReactElement, ReactNode } from 'react';
import { VerdictBar } from '../components/verdict-bar.js';
import { VerdictCounts } from '../components/verdict-counts.js';
import { formatDuration } from '../format/duration.js';
import { formatCounted, formatScore, formatShare } from '../format/number.js';

const LATENCIES = ['p50', 'p95', 'p99', 'max'] as const;

/** What a run came to, in figures. */
export function RunTotals({ totals }: { totals: Totals }): ReactElement {
  const { cases, verdicts, score, latency_ms } = totals;
  return (
    <section
      aria-label="Totals"
      className="grid overflow-hidden rounded-xl border border-line bg-surface shadow-card max-lg:grid-cols-[1fr_auto] lg:grid-cols-[1.5fr_0.7fr_2fr] lg:divide-x lg:divide-line"
    >
      <dl className="flex flex-col gap-2 p-4">
        <Figure label={`Passed of ${formatCounted(cases, 'case')}`}>
          {formatShare(verdicts.pass, cases)}
        </Figure>
        <VerdictBar counts={verdicts} />
        <dt className="sr-only">Verdicts</dt>
        <dd>
          <VerdictCounts counts={verdicts} />
        </dd>
      </dl>
      <dl className="p-4">
        <Figure label="Mean score">{formatScore(score)}</Figure>
      </dl>
      <dl className="grid grid-cols-2 gap-4 border-line p-4 max-lg:col-span-2 max-lg:border-t sm:grid-cols-4">
        {LATENCIES.map((name) => {
          const value = latency_ms[name];
          return (
            <Figure key={name} label={`Latency ${name}`}>
              {value === null ? '–' : formatDuration(value)}
            </Figure>
          );
        })}
      </dl>
    </section>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="text-xl font-semibold tracking-tight whitespace-nowrap tabular-nums">
        {children}
      </dd>
    </div>
  );
}
