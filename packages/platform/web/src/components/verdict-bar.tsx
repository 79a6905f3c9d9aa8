import type { ReactElement } from 'react';
import { countAll, occurring, VERDICT_LOOKS, type VerdictCounts } from './verdicts.js';

/**
 * How the verdicts divide a whole, as one bar. It says nothing that the counts beside it do not
 * say in words, so it is hidden from screen readers.
 */
export function VerdictBar({
  counts,
  className = 'h-2',
}: {
  counts: VerdictCounts;
  className?: string;
}): ReactElement {
  const all = countAll(counts);
  return (
    <div
      aria-hidden="true"
      className={`flex w-full gap-px overflow-hidden rounded-full bg-sunken ${className}`}
    >
      {occurring(counts).map(({ verdict, count }) => (
        <span
          key={verdict}
          className={`min-w-1 ${VERDICT_LOOKS[verdict].bar}`}
          style={{ flex: `${count / all} 0 0` }}
        />
      ))}
    </div>
  );
}
