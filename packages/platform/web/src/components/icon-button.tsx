import type { ComponentProps, ReactElement } from 'react';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What the button does, for those who do not see the icon. */
  label: string;
}

/** A square button that shows an icon. */
export function IconButton({ label, className = '', ...props }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink ${className}`}
      {...props}
    />
  );
}
