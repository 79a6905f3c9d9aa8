import type { Verdict } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { VERDICT_LOOKS } from '../components/verdicts.js';

/** Which colour and hatching stands for which verdict. */
export function Legend({ verdicts }: { verdicts: readonly Verdict[] }): ReactElement {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      {verdicts.map((verdict) => (
        <li key={verdict} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={`size-2.5 rounded-[3px] ${VERDICT_LOOKS[verdict].bar}`}
          />
          {VERDICT_LOOKS[verdict].label}
        </li>
      ))}
    </ul>
  );
}
