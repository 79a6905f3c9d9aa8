import type { CreatedApiKey } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { CommandLine } from '../components/command-line.js';
import { CopyLine } from '../components/copy-line.js';
import { Notice } from '../components/notice.js';
import { formatDate } from '../format/moment.js';

/** A key that was just made: the only time that it is shown. */
export function CreatedKey({ created }: { created: CreatedApiKey }): ReactElement {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title="Copy the key now. It is not shown again." role="status">
        {created.expires_at && <p>It works until {formatDate(created.expires_at)}.</p>}
      </Notice>
      <CopyLine text={created.key} label="Copy the key" />
      <div className="flex flex-col gap-2 text-sm text-ink-muted">
        <p>Then paste it into:</p>
        <CommandLine
          command={`fluxloop auth login --with-token --endpoint ${window.location.origin}`}
        />
      </div>
    </div>
  );
}
