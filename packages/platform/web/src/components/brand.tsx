import type { ReactElement } from 'react';

/** The mark: a loop that comes round to its start. */
export function Mark({ size = 22 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <path d="M22.5 12.2A7.5 7.5 0 1 0 23.5 16" />
        <path d="M23.4 7.6v5.2h-5.2" />
      </g>
    </svg>
  );
}

/** The mark with the name. */
export function Brand(): ReactElement {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold tracking-tight">
      <Mark />
      FluxLoop
    </span>
  );
}
