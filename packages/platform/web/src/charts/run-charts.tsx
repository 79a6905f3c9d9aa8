import type { RunTotals } from '@fluxloop/core/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense } from 'react';
import { distributionQuery, type RunAddress } from '../api/queries.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { ScenarioVerdicts } from './scenario-verdicts.js';

/** The charting library comes in a file of its own, while the rest of the page already stands. */
const LatencyChart = lazy(async () => {
  const { LatencyChart } = await import('./latency-chart.js');
  return { default: LatencyChart };
});

/** How a run's latencies and verdicts are spread. */
export function RunCharts({
  address,
  totals,
}: {
  address: RunAddress;
  totals: RunTotals;
}): ReactElement {
  const { data, error, refetch } = useQuery(distributionQuery(address, totals.cases));
  if (error) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Panel title="Latency distribution" className="flex flex-col">
        <div className="min-h-72 grow">
          <Suspense fallback={<Skeleton />}>
            {data ? <LatencyChart bins={data.bins} latency={totals.latency_ms} /> : <Skeleton />}
          </Suspense>
        </div>
      </Panel>
      <Panel title="Verdicts by scenario">
        {data ? <ScenarioVerdicts address={address} scenarios={data.scenarios} /> : <Skeleton />}
      </Panel>
    </div>
  );
}
