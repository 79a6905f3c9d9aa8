import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';

interface SelectFieldProps {
  /** For those who do not see what stands around it. */
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** The browser's own list of choices: its keyboard and its touch are what people know. */
export function SelectField({ label, value, options, onChange }: SelectFieldProps): ReactElement {
  return (
    <span className="relative inline-flex min-w-0 max-sm:grow">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full max-w-52 min-w-0 appearance-none truncate rounded-md border border-line-strong bg-surface pr-8 pl-2.5 text-sm text-ink shadow-card max-sm:max-w-none"
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
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-muted"
      />
    </span>
  );
}
