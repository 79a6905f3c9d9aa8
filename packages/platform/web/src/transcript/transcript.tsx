import type { ResultRow } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { MessageBubble } from './message-bubble.js';
import { TurnFindings } from './turn-findings.js';
import { groupTurns } from './turns.js';

/** A case as the conversation that it was. */
export function Transcript({ row }: { row: ResultRow }): ReactElement {
  const turns = groupTurns(row.messages, row.criteria);
  const numbered = turns.length > 1;
  if (turns.length === 0) {
    return <p className="px-4 py-8 text-center text-sm text-ink-muted">Nothing was said.</p>;
  }
  return (
    <ol className="flex flex-col gap-6 p-4 sm:p-5">
      {turns.map((turn) => (
        <li
          key={turn.index}
          id={`turn-${turn.index + 1}`}
          className="flex scroll-mt-20 flex-col gap-3"
        >
          {numbered && (
            <p className="flex items-center gap-3 text-2xs font-medium tracking-wide text-ink-muted uppercase">
              Turn {turn.index + 1}
              <span aria-hidden="true" className="h-px grow bg-line" />
            </p>
          )}
          {turn.messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a transcript's messages never move.
            <MessageBubble key={index} message={message} />
          ))}
          <TurnFindings criteria={turn.criteria} />
        </li>
      ))}
    </ol>
  );
}
