import type { ReactElement } from 'react';
import { DefaultZIndexes, usePlotArea, ZIndexLayer } from 'recharts';
import { formatDuration } from '../format/duration.js';
import { axisTicks } from './latency-bins.js';

/** Room below the bars for the axis, in pixels. */
export const AXIS_HEIGHT = 24;
/** Room above the bars for the marks' names, in pixels. */
export const MARKS_HEIGHT = 18;

interface LatencyAxisProps {
  /** Where the last bin ends, in milliseconds; the first begins at 0. */
  end: number;
  /** Latencies to mark by a line. */
  marks: readonly { name: string; value: number | null }[];
}

/**
 * The axis of milliseconds below the bins, and lines at single latencies. The chart itself knows
 * the bins only one by one, not that together they span a scale, so this is drawn over its plot.
 */
export function LatencyAxis({ end, marks }: LatencyAxisProps): ReactElement | null {
  const plot = usePlotArea();
  if (plot === undefined || !(end > 0)) return null;
  const at = (ms: number) => plot.x + (ms / end) * plot.width;
  const bottom = plot.y + plot.height;
  return (
    <g className={TEXT}>
      <line x1={plot.x} x2={plot.x + plot.width} y1={bottom} y2={bottom} className={LINE} />
      {axisTicks(end).map((ms) => (
        <g key={ms}>
          <line x1={at(ms)} x2={at(ms)} y1={bottom} y2={bottom + 4} className={LINE} />
          <text x={at(ms)} y={bottom + 17} textAnchor={ms === 0 ? 'start' : 'middle'}>
            {formatDuration(ms)}
          </text>
        </g>
      ))}
      <ZIndexLayer zIndex={DefaultZIndexes.line}>
        <g className={TEXT}>
          {marks.map(
            ({ name, value }) =>
              value !== null && (
                <g key={name}>
                  <line
                    x1={at(value)}
                    x2={at(value)}
                    y1={plot.y - 4}
                    y2={bottom}
                    strokeDasharray="3 3"
                    className="stroke-ink"
                  />
                  <text x={at(value)} y={plot.y - 8} textAnchor="middle">
                    {name}
                  </text>
                </g>
              ),
          )}
        </g>
      </ZIndexLayer>
    </g>
  );
}

const TEXT = 'fill-ink-muted text-[11px] tabular-nums';
const LINE = 'stroke-line-strong';
