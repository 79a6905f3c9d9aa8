import {
  type RunDistribution,
  type RunTotals,
  type Verdict,
  verdict,
} from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { VERDICT_LOOKS } from '../components/verdicts.js';
import { BinTooltip } from './bin-tooltip.js';
import { ChartTable } from './chart-table.js';
import { AXIS_HEIGHT, LatencyAxis, MARKS_HEIGHT } from './latency-axis.js';
import { binRange, describeLatency } from './latency-bins.js';
import { Legend } from './legend.js';
import { patternFill, VerdictPatterns } from './verdict-patterns.js';

const TICK = { fill: 'var(--color-ink-muted)', fontSize: 11 };

interface LatencyChartProps {
  bins: RunDistribution['bins'];
  latency: RunTotals['latency_ms'];
}

/** A histogram of the cases' latencies, each bar divided by verdict. */
export function LatencyChart({ bins, latency }: LatencyChartProps): ReactElement {
  const shown = verdict.options.filter((one) => bins.some((bin) => bin[one] > 0));
  const end = bins.at(-1)?.to ?? 0;
  if (shown.length === 0) {
    return <p className="px-4 py-10 text-center text-sm text-ink-muted">No case was answered.</p>;
  }
  return (
    <figure className="flex h-full flex-col gap-3 p-4">
      <figcaption className="sr-only">{describeLatency(latency)}</figcaption>
      <Legend verdicts={shown} />
      <div aria-hidden="true" className="h-56 grow">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...bins]}
            accessibilityLayer={false}
            barCategoryGap={1}
            margin={{ top: MARKS_HEIGHT, right: 16, bottom: AXIS_HEIGHT, left: -22 }}
          >
            <VerdictPatterns />
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis dataKey="from" hide />
            <YAxis allowDecimals={false} tick={TICK} tickLine={false} axisLine={false} />
            <Tooltip
              cursor={{ fill: 'var(--color-ink)', fillOpacity: 0.05 }}
              isAnimationActive={false}
              content={BinTooltip}
            />
            {shown.map((one: Verdict) => (
              <Bar
                key={one}
                dataKey={one}
                stackId="verdicts"
                fill={patternFill(one)}
                isAnimationActive={false}
              />
            ))}
            <LatencyAxis
              end={end}
              marks={[
                { name: 'p50', value: latency.p50 },
                { name: 'p95', value: latency.p95 },
              ]}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ChartTable
        caption="Cases by latency and verdict"
        columns={['Latency', ...shown.map((one) => VERDICT_LOOKS[one].label)]}
        rows={bins.map((bin) => ({ head: binRange(bin), cells: shown.map((one) => bin[one]) }))}
      />
    </figure>
  );
}
