import { ChevronRight } from 'lucide-react';
import { type ReactElement, useId } from 'react';
import { ChoiceField } from '../components/choice-field.js';
import type { KeyDraft } from './key-draft.js';

const ENVIRONMENTS = [
  { value: '', label: 'Any' },
  { value: 'dev', label: 'Development (flx_dev_…)' },
  { value: 'staging', label: 'Staging (flx_staging_…)' },
  { value: 'prod', label: 'Production (flx_prod_…)' },
] as const;

interface KeyLimitsProps {
  draft: Pick<KeyDraft, 'environment' | 'addresses'>;
  onChange: (change: Partial<KeyDraft>) => void;
}

/** What else a key can be tied to; closed until somebody wants it. */
export function KeyLimits({ draft, onChange }: KeyLimitsProps): ReactElement {
  const id = useId();
  return (
    <details className="group flex flex-col">
      <summary className="flex list-none items-center gap-1 self-start rounded-sm text-sm font-medium text-ink-muted hover:text-ink">
        <ChevronRight size={14} aria-hidden className="group-open:rotate-90" />
        More limits
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <ChoiceField
          label="Environment"
          value={draft.environment}
          options={ENVIRONMENTS}
          onChange={(environment) => onChange({ environment })}
          hint="A key of one environment is not sent to the profile of another."
        />
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            Only from these addresses
          </label>
          <textarea
            id={id}
            rows={2}
            value={draft.addresses}
            onChange={(event) => onChange({ addresses: event.target.value })}
            placeholder="203.0.113.0/24"
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-sm shadow-card"
          />
          <p id={`${id}-hint`} className="text-xs text-ink-muted">
            IPv4 or IPv6, single or in blocks; empty for anywhere.
          </p>
        </div>
      </div>
    </details>
  );
}
