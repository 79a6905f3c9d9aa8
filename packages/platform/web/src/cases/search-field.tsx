import { Search } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';

/** How long the typing must pause before it is searched for, in milliseconds. */
const PAUSE_MS = 250;

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Words to look for in the cases; applied when the typing pauses. */
export function SearchField({ value, onChange }: SearchFieldProps): ReactElement {
  /** What is typed and not applied yet; `null` when what is applied is what is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const apply = useRef(onChange);
  useEffect(() => {
    apply.current = onChange;
  });
  useEffect(() => {
    if (typed === null) return;
    if (typed === value) {
      setTyped(null);
      return;
    }
    const timer = setTimeout(() => apply.current(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <span className="relative inline-flex w-full sm:w-50 lg:w-44">
      <Search
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-muted"
      />
      <input
        type="search"
        aria-label="Search names and messages"
        placeholder="Search cases"
        maxLength={200}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm shadow-card"
      />
    </span>
  );
}
