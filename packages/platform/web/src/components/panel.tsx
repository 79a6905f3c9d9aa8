import { type ReactElement, type ReactNode, useId } from 'react';

interface PanelProps {
  title: string;
  /** Beside the title, at the end of its line. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled part of a page, with a border round it. */
export function Panel({ title, aside, children, className = '' }: PanelProps): ReactElement {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-xl border border-line bg-surface shadow-card ${className}`}
    >
      <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-2">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
