import type { ReactElement, ReactNode } from 'react';

interface PageHeadingProps {
  title: ReactNode;
  /** Beside the title: what state it is in. */
  badges?: ReactNode;
  /** Under the title: facts in a line. */
  facts?: ReactNode;
  /** What can be done here. */
  actions?: ReactNode;
}

/** The top of a page. */
export function PageHeading({ title, badges, facts, actions }: PageHeadingProps): ReactElement {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {badges}
        </div>
        {facts && (
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
            {facts}
          </div>
        )}
      </div>
      {actions}
    </div>
  );
}

/** A dot between two facts. */
export function Dot(): ReactElement {
  return (
    <span aria-hidden="true" className="text-ink-faint">
      ·
    </span>
  );
}
