import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactElement } from 'react';

const LOOKS = {
  primary: 'bg-accent text-on-accent shadow-card hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border border-line-strong shadow-card hover:bg-hover',
  danger: 'bg-fail-soft text-fail-ink border border-current hover:brightness-97',
  quiet: 'text-ink-muted hover:bg-sunken hover:text-ink',
};

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS;
  /** Shows that what the button started is still going on, and takes no second press. */
  busy?: boolean;
}

/** A button with words. */
export function Button({
  look = 'secondary',
  busy = false,
  className = '',
  children,
  onClick,
  ...props
}: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      // Not `disabled`: that would take the focus away in the middle of a press.
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      className={`inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors aria-disabled:opacity-70 ${LOOKS[look]} ${className}`}
      {...props}
    >
      {busy && <LoaderCircle size={14} aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
