import type { Message } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { RedactedText } from '../redactions/redacted-text.js';

/** What the agent reported beside its text, such as its intent. */
export function MessageMetadata({
  metadata,
}: {
  metadata: NonNullable<Message['metadata']>;
}): ReactElement {
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-0.5 px-1 text-xs text-ink-muted">
      {Object.entries(metadata).map(([key, value]) => (
        <div key={key} className="flex min-w-0 gap-1.5">
          <dt className="min-w-0 wrap-anywhere">{key}</dt>
          <dd className="min-w-0 font-mono wrap-anywhere text-ink">
            <RedactedText text={typeof value === 'string' ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
