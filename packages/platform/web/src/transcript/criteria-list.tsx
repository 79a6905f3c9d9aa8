import type { CriterionResult } from '@fluxloop/core/contract';
import type { ReactElement, ReactNode } from 'react';
import { VerdictIcon } from '../components/verdict-badge.js';
import { formatScore } from '../format/number.js';
import { RedactedText } from '../redactions/redacted-text.js';
import { attentionFirst } from './turns.js';

/** Every criterion of a case: what was expected, what became of it, and why. */
export function CriteriaList({
  criteria,
  turns,
}: {
  criteria: readonly CriterionResult[];
  /** How many turns the case has; a single one needs no mention. */
  turns: number;
}): ReactElement {
  if (criteria.length === 0) {
    return <p className="px-4 py-4 text-sm text-ink-muted">This case has no criteria.</p>;
  }
  return (
    <ul className="divide-y divide-line">
      {attentionFirst(criteria).map((criterion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case's criteria never move.
        <li key={index} className="flex gap-2.5 px-4 py-3">
          <span className="mt-0.5">
            <VerdictIcon verdict={criterion.verdict} />
          </span>
          <div className="flex min-w-0 grow flex-col gap-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="min-w-0 font-mono text-xs font-semibold wrap-anywhere">
                {criterion.type}
              </span>
              {criterion.required && <Tag>required</Tag>}
              {criterion.weight !== 1 && <Tag>weight {criterion.weight}</Tag>}
              {criterion.score > 0 && criterion.score < 1 && (
                <Tag>score {formatScore(criterion.score)}</Tag>
              )}
              {turns > 1 && criterion.turn !== undefined && (
                <a
                  href={`#turn-${criterion.turn + 1}`}
                  className="text-xs text-accent-ink underline underline-offset-2"
                >
                  turn {criterion.turn + 1}
                </a>
              )}
            </p>
            <p className="text-sm break-words">
              <span className="text-ink-muted">Expected </span>
              <RedactedText text={criterion.expected} />
            </p>
            <p className="text-sm break-words text-ink-muted">
              <RedactedText text={criterion.reason} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Tag({ children }: { children: ReactNode }): ReactElement {
  return (
    <span className="rounded border border-line px-1.5 text-2xs font-medium text-ink-muted">
      {children}
    </span>
  );
}
