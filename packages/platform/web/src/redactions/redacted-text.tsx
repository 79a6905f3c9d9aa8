import { EyeOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { splitPlaceholders } from './placeholders.js';
import { typeLabel } from './type-labels.js';

/** Sanitized text, with every placeholder marked as something that was taken out. */
export function RedactedText({ text }: { text: string }): ReactElement {
  return (
    <>
      {splitPlaceholders(text).map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <mark
            // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts never move.
            key={index}
            title={`Redacted: ${typeLabel(part.type)}${part.number === undefined ? '' : ` no. ${part.number}`}`}
            className="inline-flex max-w-full items-center gap-1 rounded border border-dashed border-accent-ink/45 bg-accent-soft px-1 align-baseline font-mono text-[0.85em] leading-normal text-accent-ink"
          >
            <EyeOff size={11} aria-hidden className="shrink-0" />
            <span className="sr-only">redacted </span>
            {part.text.slice(1, -1)}
          </mark>
        ),
      )}
    </>
  );
}
