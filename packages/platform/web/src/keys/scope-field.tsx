import type { Scope } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { Notice } from '../components/notice.js';

/** From the usual to the unusual. */
const SCOPES: readonly { scope: Scope; may: string }[] = [
  { scope: 'read-write', may: 'Upload and view results' },
  { scope: 'read', may: 'View results' },
  { scope: 'write', may: 'Upload results' },
  { scope: 'admin', may: 'Also manage members, keys and settings' },
];

interface ScopeFieldProps {
  value: Scope;
  onChange: (scope: Scope) => void;
}

/** What a key may do at most. */
export function ScopeField({ value, onChange }: ScopeFieldProps): ReactElement {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">It may</legend>
      {SCOPES.map(({ scope, may }) => (
        <label key={scope} className="flex items-center gap-2 text-sm">
          <input
            type="radio"
            name="scope"
            checked={value === scope}
            onChange={() => onChange(scope)}
            className="size-4 shrink-0 accent-accent"
          />
          <span>{may}</span>
          <code className="font-mono text-xs text-ink-muted">{scope}</code>
        </label>
      ))}
      {value === 'admin' && (
        <Notice tone="warning" title="This is broad." role="status">
          <p>For a machine that uploads, read-write is enough.</p>
        </Notice>
      )}
    </fieldset>
  );
}
