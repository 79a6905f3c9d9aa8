import type { CriterionResult } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { VerdictIcon } from '../components/verdict-badge.js';
import { RedactedText } from '../redactions/redacted-text.js';
import { needsAttention } from './turns.js';

/** Below a turn: those of its criteria that need to be seen to, where the eye already is. */
export function TurnFindings({
  criteria,
}: {
  criteria: readonly CriterionResult[];
}): ReactElement | null {
  const findings = criteria.filter(needsAttention);
  if (findings.length === 0) return null;
  return (
    <ul className="ml-10 flex flex-col gap-1.5 border-l-2 border-line-strong pl-3">
      {findings.map((criterion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case's criteria never move.
        <li key={index} className="flex gap-2 text-sm">
          <span className="mt-0.5">
            <VerdictIcon verdict={criterion.verdict} size={14} />
          </span>
          <p className="min-w-0 break-words">
            <span className="font-mono text-xs font-medium">{criterion.type}</span>{' '}
            <span className="text-ink-muted">
              <RedactedText text={criterion.reason} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
