import type { Verdict } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { VERDICT_LOOKS } from './verdicts.js';

/** A verdict in words, with its icon. */
export function VerdictBadge({ verdict }: { verdict: Verdict }): ReactElement {
  const { label, Icon, badge } = VERDICT_LOOKS[verdict];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 text-xs font-medium whitespace-nowrap ${badge}`}
    >
      <Icon size={13} aria-hidden strokeWidth={2.25} />
      {label}
    </span>
  );
}

/** A verdict as its icon, with the word for those who do not see it. */
export function VerdictIcon({
  verdict,
  size = 16,
}: {
  verdict: Verdict;
  size?: number;
}): ReactElement {
  const { label, Icon, ink } = VERDICT_LOOKS[verdict];
  return (
    <span className={`inline-flex shrink-0 ${ink}`} title={label}>
      <Icon size={size} aria-hidden strokeWidth={2.25} />
      <span className="sr-only">{label}</span>
    </span>
  );
}
