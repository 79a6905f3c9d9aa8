import type { ReactElement, ReactNode } from 'react';

/** A line of a list of people: who it is, what they may do, and what can be done. */
export function PersonRow({
  email,
  badges,
  facts,
  children,
}: {
  email: string;
  badges?: ReactNode;
  facts?: ReactNode;
  children?: ReactNode;
}): ReactElement {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-2 text-base">
          <span className="min-w-0 font-medium wrap-anywhere">{email}</span>
          {badges}
        </p>
        {facts && <p className="text-xs text-ink-muted">{facts}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-2 empty:hidden">{children}</div>
    </li>
  );
}

const LOOKS = {
  accent: 'bg-accent-soft text-accent-ink',
  muted: 'bg-skipped-soft text-skipped-ink',
};

/** A word about a person. */
export function PersonBadge({
  look,
  children,
}: {
  look: keyof typeof LOOKS;
  children: ReactNode;
}): ReactElement {
  return (
    <span className={`rounded-full px-2 py-0.5 text-xs font-medium ${LOOKS[look]}`}>
      {children}
    </span>
  );
}
