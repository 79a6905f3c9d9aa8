import type { Account } from '@fluxloop/core/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { passkeysQuery } from '../api/account-queries.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { useFocusAfterChange } from '../keys/use-focus-after-change.js';
import { AddPasskey } from './add-passkey.js';
import { PasskeyItem } from './passkey-item.js';

/** The person's passkeys. */
export function PasskeyPanel({ account }: { account: Account }): ReactElement {
  const { data, error, refetch } = useQuery(passkeysQuery);
  const [closings, setClosings] = useState(0);
  const count = data?.passkeys.length ?? 0;
  const panel = useFocusAfterChange<HTMLDivElement>(`${count} ${closings}`);
  return (
    <Panel title="Passkeys">
      <div ref={panel} tabIndex={-1} className="flex flex-col gap-3 p-4 outline-none">
        <p className="text-sm text-ink-muted">
          A fingerprint, a face, a PIN or a security key signs you in, without the password and
          without a code. No other site can ask for it.
        </p>
        {data === undefined && error === null && <Skeleton rows={2} />}
        {data === undefined && error !== null && (
          <ProblemNotice error={error} retry={() => void refetch()} />
        )}
        {data !== undefined && count > 0 && (
          <ul aria-label="Passkeys" className="divide-y divide-line rounded-lg border border-line">
            {data.passkeys.map((passkey) => (
              <PasskeyItem key={passkey.id} passkey={passkey} />
            ))}
          </ul>
        )}
        <AddPasskey account={account} onClosed={() => setClosings(closings + 1)} />
      </div>
    </Panel>
  );
}
