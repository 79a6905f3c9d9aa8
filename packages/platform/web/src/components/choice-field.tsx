import { ChevronDown } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';

interface ChoiceFieldProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** What helps to choose. */
  hint?: ReactNode;
}

/** A labelled list of choices in a form: the browser's own, whose keyboard and touch people know. */
export function ChoiceField<Value extends string>({
  label,
  value,
  options,
  onChange,
  hint,
}: ChoiceFieldProps<Value>): ReactElement {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="relative flex">
        <select
          id={id}
          value={value}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
          className="h-9 w-full min-w-0 appearance-none truncate rounded-md border border-line-strong bg-surface pr-8 pl-3 text-base text-ink shadow-card max-sm:h-10 max-sm:text-lg"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={14}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-muted"
        />
      </span>
      <div id={`${id}-hint`} className="text-xs text-ink-muted empty:hidden">
        {hint}
      </div>
    </div>
  );
}
