import type { ReactElement } from 'react';

/** Grey stretches in the place of what is on its way. */
export function Skeleton({ rows = 6 }: { rows?: number }): ReactElement {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, row) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
          key={row}
          className="h-4 animate-pulse rounded bg-sunken"
          style={{ width: `${[92, 68, 84, 56][row % 4]}%` }}
        />
      ))}
    </div>
  );
}
