import type { Verdict } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { VERDICT_LOOKS } from '../components/verdicts.js';

const patternId = (verdict: Verdict) => `verdict-${verdict}`;

/** What fills a stretch of a chart: the verdict's colour, hatched or dotted as in the bars. */
export const patternFill = (verdict: Verdict): string =>
  verdict === 'fail' || verdict === 'error'
    ? `url(#${patternId(verdict)})`
    : VERDICT_LOOKS[verdict].color;

/** The fills that {@link patternFill} names; stands once inside the chart's `<svg>`. */
export function VerdictPatterns(): ReactElement {
  return (
    <defs>
      <pattern
        id={patternId('fail')}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="5" fill={VERDICT_LOOKS.fail.color} />
        <rect width="1.5" height="5" fill="var(--color-surface)" opacity="0.42" />
      </pattern>
      <pattern id={patternId('error')} width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" fill={VERDICT_LOOKS.error.color} />
        <circle cx="2" cy="2" r="1" fill="#000" opacity="0.35" />
      </pattern>
    </defs>
  );
}
