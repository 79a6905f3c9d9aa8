import { verdict } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { VERDICT_LOOKS, type VerdictCounts } from '../components/verdicts.js';
import { formatCount } from '../format/number.js';
import { type CaseFilters, toggleVerdict } from '../routing/case-filters.js';

interface VerdictFilterProps {
  /** How many cases of the whole run came to each verdict. */
  counts: VerdictCounts;
  filters: CaseFilters;
  onChange: (next: CaseFilters) => void;
}

/** A switch for each verdict that the run holds; none switched on shows all. */
export function VerdictFilter({ counts, filters, onChange }: VerdictFilterProps): ReactElement {
  const chosen = filters.verdict ?? [];
  const shown = verdict.options.filter((one) => counts[one] > 0 || chosen.includes(one));
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Verdict</legend>
      {shown.map((one) => {
        const { label, Icon, ink, badge } = VERDICT_LOOKS[one];
        const pressed = chosen.includes(one);
        return (
          <button
            key={one}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(toggleVerdict(filters, one))}
            className={`inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm font-medium transition-colors ${
              pressed
                ? `border-current ${badge}`
                : 'border-line-strong bg-surface text-ink shadow-card hover:bg-hover'
            }`}
          >
            <Icon size={14} aria-hidden strokeWidth={2.25} className={ink} />
            {label}
            <span className={`tabular-nums ${pressed ? '' : 'text-ink-muted'}`}>
              {formatCount(counts[one])}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
