import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';

/** Whether a run's rows were sanitized before they left the machine. */
export function SanitizedBadge({ sanitized }: { sanitized: boolean }): ReactElement {
  const Icon = sanitized ? ShieldCheck : ShieldAlert;
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full border py-0.5 pr-2 pl-1.5 text-xs font-medium whitespace-nowrap ${
        sanitized ? 'border-line text-ink-muted' : 'border-transparent bg-error-soft text-error-ink'
      }`}
    >
      <Icon size={13} aria-hidden strokeWidth={2.25} />
      {sanitized ? 'Sanitized' : 'Not sanitized'}
    </span>
  );
}
