import type { ReactElement } from 'react';
import { formatCount } from '../format/number.js';
import { type VerdictCounts as Counts, VERDICT_LOOKS } from './verdicts.js';

const ALWAYS = ['pass', 'fail', 'error'] as const;
const WHEN_ANY = ['unjudged', 'skipped'] as const;

/** Counts of passed, failed and errors, and of the rarer verdicts where there are any. */
export function VerdictCounts({ counts }: { counts: Counts }): ReactElement {
  const shown = [...ALWAYS, ...WHEN_ANY.filter((verdict) => counts[verdict] > 0)];
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
      {shown.map((verdict) => {
        const { Icon, ink, counted } = VERDICT_LOOKS[verdict];
        const count = counts[verdict];
        return (
          <li
            key={verdict}
            title={`${formatCount(count)} ${counted}`}
            className={`inline-flex items-center gap-1 tabular-nums ${count === 0 ? 'text-ink-faint' : ink}`}
          >
            <Icon size={14} aria-hidden strokeWidth={2.25} />
            {formatCount(count)}
            <span className="sr-only"> {counted}</span>
          </li>
        );
      })}
    </ul>
  );
}
