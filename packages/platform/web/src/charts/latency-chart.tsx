import {
  type RunDistribution,
  type RunTotals,
  type Verdict,
  verdict,
} from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDuration } from '../format/duration.js';
import { BinTooltip } from './bin-tooltip.js';
import { ChartTable } from './chart-table.js';
import { axisTicks, binRange, describeLatency } from './latency-bins.js';
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
    <figure className="flex flex-col gap-3 p-4">
      <figcaption className="sr-only">{describeLatency(latency)}</figcaption>
      <Legend verdicts={shown} />
      <div aria-hidden="true" className="h-52">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...bins]}
            accessibilityLayer={false}
            barCategoryGap={1}
            margin={{ top: 16, right: 8, bottom: 0, left: -18 }}
          >
            <VerdictPatterns />
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis dataKey="from" hide />
            <XAxis
              xAxisId="ms"
              type="number"
              domain={[0, end]}
              ticks={axisTicks(end)}
              tickFormatter={formatDuration}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--color-line-strong)' }}
            />
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
            {(['p50', 'p95'] as const).map((name) => {
              const value = latency[name];
              return (
                value !== null && (
                  <ReferenceLine
                    key={name}
                    xAxisId="ms"
                    x={value}
                    stroke="var(--color-ink-muted)"
                    strokeDasharray="3 3"
                    label={{ value: name, position: 'top', fill: TICK.fill, fontSize: 11 }}
                  />
                )
              );
            })}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ChartTable
        caption="Cases by latency and verdict"
        columns={['Latency', ...shown]}
        rows={bins.map((bin) => ({ head: binRange(bin), cells: shown.map((one) => bin[one]) }))}
      />
    </figure>
  );
}
