import { type ComponentProps, type ReactElement, type ReactNode, useId } from 'react';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string;
  /** What helps to fill it in. */
  hint?: ReactNode;
  /** Why what is in it cannot be taken. */
  error?: string | undefined;
}

/** A labelled line of input, with its hint and its error read out together with it. */
export function TextField({ label, hint, error, ...input }: TextFieldProps): ReactElement {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        className="h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base shadow-card aria-invalid:border-fail max-sm:h-10 max-sm:text-lg"
        {...input}
      />
      <div id={`${id}-hint`} className="text-xs text-ink-muted empty:hidden">
        {hint}
      </div>
      <p id={`${id}-error`} className="text-xs text-fail-ink empty:hidden">
        {error}
      </p>
    </div>
  );
}
