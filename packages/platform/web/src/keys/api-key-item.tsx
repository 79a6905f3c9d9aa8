import type { ApiKey } from '@fluxloop/core/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Moment } from '../components/moment.js';
import { formatDate, formatMoment } from '../format/moment.js';
import { formatCount } from '../format/number.js';
import { type KeyState, keyState } from './key-state.js';
import { RevokeApiKey } from './revoke-api-key.js';
import { RotateApiKey } from './rotate-api-key.js';
import { useFocusAfterChange } from './use-focus-after-change.js';

const STATES: Record<KeyState, { label: string; look: string }> = {
  active: { label: 'Active', look: 'bg-pass-soft text-pass-ink' },
  rotated: { label: 'Rotated', look: 'bg-unjudged-soft text-unjudged-ink' },
  expired: { label: 'Expired', look: 'bg-error-soft text-error-ink' },
  revoked: { label: 'Revoked', look: 'bg-skipped-soft text-skipped-ink' },
};

interface ApiKeyItemProps {
  apiKey: ApiKey;
  /** The key that it succeeded. */
  predecessor: ApiKey | undefined;
  /** The key that succeeded it. */
  successor: ApiKey | undefined;
}

/** A key: what it may do, how it was used, what it succeeded, and what can be done with it. */
export function ApiKeyItem({ apiKey, predecessor, successor }: ApiKeyItemProps): ReactElement {
  const state = keyState(apiKey, Date.now());
  const { name, preview, service_account: account } = apiKey;
  const [closings, setClosings] = useState(0);
  const item = useFocusAfterChange<HTMLLIElement>(`${state} ${closings}`);
  return (
    <li
      id={apiKey.id}
      ref={item}
      tabIndex={-1}
      className="flex scroll-mt-16 flex-col gap-3 px-4 py-4 -outline-offset-2 target:bg-sunken"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 text-base font-medium break-words">{name}</span>
            <Badge look={STATES[state].look}>{STATES[state].label}</Badge>
            {account !== null && (
              <Badge look="bg-accent-soft text-accent-ink">Service account</Badge>
            )}
          </h2>
          <p className="font-mono text-xs break-all text-ink-muted">{preview}</p>
          <Succession predecessor={predecessor} successor={successor} />
        </div>
        <div className="-mx-3 flex empty:hidden">
          <RotateApiKey
            apiKey={apiKey}
            possible={state === 'active'}
            onClosed={() => setClosings(closings + 1)}
          />
          {(state === 'active' || state === 'rotated') && <RevokeApiKey apiKey={apiKey} />}
        </div>
      </div>
      <KeyFacts apiKey={apiKey} state={state} />
    </li>
  );
}

function KeyFacts({ apiKey, state }: { apiKey: ApiKey; state: KeyState }): ReactElement {
  const { allowed_addresses: addresses, environment, last_used_at, created_by } = apiKey;
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-2 text-sm">
      <Fact name="Scope">{apiKey.scope}</Fact>
      <Fact name="Projects">{apiKey.projects?.join(', ') ?? 'all of yours'}</Fact>
      {environment !== null && <Fact name="Environment">{environment}</Fact>}
      {addresses.length > 0 && <Fact name="Only from">{addresses.join(', ')}</Fact>}
      <Fact name="Last used">
        {last_used_at === null ? 'never' : <Moment timestamp={last_used_at} />}
      </Fact>
      <Fact name="Requests">{formatCount(apiKey.request_count)}</Fact>
      <Fact name="Failed attempts">
        <span className={apiKey.failed_attempts > 0 ? 'text-fail-ink' : ''}>
          {formatCount(apiKey.failed_attempts)}
        </span>
      </Fact>
      <Fact name="Created">
        <Moment timestamp={apiKey.created_at} />
        {apiKey.service_account !== null && created_by !== null && (
          <span className="block text-xs wrap-anywhere text-ink-muted">by {created_by}</span>
        )}
      </Fact>
      <Fact name={END[state]}>{endOf(apiKey, state)}</Fact>
    </dl>
  );
}

const END: Record<KeyState, string> = {
  active: 'Expires',
  rotated: 'Works until',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** The day; the moment where it is a matter of hours. */
function endOf({ revoked_at, expires_at }: ApiKey, state: KeyState): string {
  const end = revoked_at ?? expires_at;
  if (end === null) return 'never';
  return state === 'rotated' ? formatMoment(end) : formatDate(end);
}

function Succession({
  predecessor,
  successor,
}: Pick<ApiKeyItemProps, 'predecessor' | 'successor'>): ReactElement | null {
  if (predecessor === undefined && successor === undefined) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      {predecessor && (
        <a href={`#${predecessor.id}`} className="inline-flex items-center gap-1 underline">
          <ArrowDown size={12} aria-hidden />
          Succeeds {predecessor.preview}
        </a>
      )}
      {successor && (
        <a href={`#${successor.id}`} className="inline-flex items-center gap-1 underline">
          <ArrowUp size={12} aria-hidden />
          Succeeded by {successor.preview}
        </a>
      )}
    </p>
  );
}

function Badge({ look, children }: { look: string; children: ReactNode }): ReactElement {
  return <span className={`rounded-full px-2 py-0.5 text-xs font-medium ${look}`}>{children}</span>;
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-xs text-ink-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
