import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

interface EmptyStateProps {
  Icon: LucideIcon;
  title: string;
  children: ReactNode;
}

/** What stands where a list would be: why it is empty, and what to do next. */
export function EmptyState({ Icon, title, children }: EmptyStateProps): ReactElement {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-14 text-center">
      <span className="flex size-11 items-center justify-center rounded-xl border border-line bg-sunken text-ink-muted">
        <Icon size={20} aria-hidden />
      </span>
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      <div className="flex w-full max-w-lg flex-col items-center gap-3 text-base text-pretty text-ink-muted">
        {children}
      </div>
    </div>
  );
}
