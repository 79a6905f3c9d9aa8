import type { ApiKey } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { ApiKeyItem } from './api-key-item.js';

/** Keys, newest first; the keys themselves are not kept anywhere. */
export function ApiKeyList({ keys }: { keys: readonly ApiKey[] }): ReactElement {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return (
    <ul
      aria-label="API keys"
      className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card"
    >
      {keys.map((key) => (
        <ApiKeyItem
          key={key.id}
          apiKey={key}
          predecessor={key.replaces === null ? undefined : byId.get(key.replaces)}
          successor={key.replaced_by === null ? undefined : byId.get(key.replaced_by)}
        />
      ))}
    </ul>
  );
}
