import type { RedactionCounts } from '@fluxloop/core/contract';
import { EyeOff, ShieldAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatCount, formatCounted } from '../format/number.js';
import { typeLabel } from './type-labels.js';

/** What was taken out of a run's rows, by type, the most frequent first. */
export function RedactionSummary({
  counts,
  sanitized,
}: {
  counts: RedactionCounts;
  sanitized: boolean;
}): ReactElement {
  const types = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const all = types.reduce((sum, [, count]) => sum + count, 0);
  const Icon = sanitized ? EyeOff : ShieldAlert;
  return (
    <section
      aria-label="Redactions"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-surface px-4 py-3 text-sm shadow-card"
    >
      <p className="inline-flex items-center gap-2 font-medium">
        <Icon size={15} aria-hidden className={sanitized ? 'text-accent-ink' : 'text-error-ink'} />
        {headline(all, sanitized)}
      </p>
      {sanitized && types.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {types.map(([type, count]) => (
            <li key={type} className="rounded-md bg-sunken px-2 py-0.5 text-xs text-ink-muted">
              <span className="font-semibold text-ink tabular-nums">{formatCount(count)}</span>{' '}
              {typeLabel(type, count)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function headline(all: number, sanitized: boolean): string {
  if (!sanitized) return 'Uploaded as it was, without sanitizing';
  if (all === 0) return 'Nothing sensitive was found';
  return `${formatCounted(all, 'value')} redacted`;
}
