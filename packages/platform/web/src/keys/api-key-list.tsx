import type { ApiKey } from '@fluxloop/core/contract';
import type { ReactElement, ReactNode } from 'react';
import { Moment } from '../components/moment.js';
import { formatDate } from '../format/moment.js';
import { type KeyState, keyState } from './key-state.js';
import { RevokeApiKey } from './revoke-api-key.js';

const STATES: Record<KeyState, { label: string; look: string }> = {
  active: { label: 'Active', look: 'bg-pass-soft text-pass-ink' },
  expired: { label: 'Expired', look: 'bg-error-soft text-error-ink' },
  revoked: { label: 'Revoked', look: 'bg-skipped-soft text-skipped-ink' },
};

/** The person's keys; the keys themselves are not kept anywhere. */
export function ApiKeyList({ keys }: { keys: readonly ApiKey[] }): ReactElement {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      {keys.map((key) => (
        <ApiKeyItem key={key.id} apiKey={key} state={keyState(key, Date.now())} />
      ))}
    </ul>
  );
}

function ApiKeyItem({ apiKey, state }: { apiKey: ApiKey; state: KeyState }): ReactElement {
  const { name, preview, scope, projects, created_at, expires_at, last_used_at } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3.5">
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 text-base font-medium break-words">{name}</span>
          <span className={`rounded-full px-2 py-0.5 text-xs font-medium ${STATES[state].look}`}>
            {STATES[state].label}
          </span>
        </p>
        <p className="font-mono text-xs break-all text-ink-muted">{preview}</p>
      </div>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-x-4 gap-y-1.5 text-sm max-lg:w-full lg:grid-cols-[5.5rem_7rem_7rem_7rem_6rem]">
        <Fact name="Scope">{scope}</Fact>
        <Fact name="Projects">{projects === null ? 'all of yours' : projects.join(', ')}</Fact>
        <Fact name="Created">
          <Moment timestamp={created_at} />
        </Fact>
        <Fact name="Last used">
          {last_used_at === null ? 'never' : <Moment timestamp={last_used_at} />}
        </Fact>
        <Fact name="Expires">{expires_at === null ? 'never' : formatDate(expires_at)}</Fact>
      </dl>
      <div className="flex w-18 empty:hidden max-lg:-ml-3 lg:justify-end lg:empty:flex">
        {state === 'active' && <RevokeApiKey apiKey={apiKey} />}
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className="flex flex-col">
      <dt className="text-xs text-ink-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
