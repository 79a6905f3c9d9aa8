import { runDistribution, verdict } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import type { TooltipContentProps } from 'recharts';
import { VERDICT_LOOKS } from '../components/verdicts.js';
import { formatCount } from '../format/number.js';
import { binRange } from './latency-bins.js';

const bin = runDistribution.shape.bins.element;

/** What a bar of the histogram stands for, while the pointer is over it. */
export function BinTooltip({ active, payload }: TooltipContentProps): ReactElement | null {
  const pointed = bin.safeParse(payload?.[0]?.payload);
  if (!active || !pointed.success) return null;
  return (
    <div className="rounded-lg bg-raised px-3 py-2 text-xs shadow-float">
      <p className="font-medium">{binRange(pointed.data)}</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {verdict.options.map((one) => {
          const { Icon, ink, counted } = VERDICT_LOOKS[one];
          const count = pointed.data[one];
          return (
            count > 0 && (
              <li key={one} className={`flex items-center gap-1.5 tabular-nums ${ink}`}>
                <Icon size={12} strokeWidth={2.25} /> {formatCount(count)} {counted}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
