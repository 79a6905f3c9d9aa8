import type { CreatedApiKey } from '@fluxloop/core/contract';
import { Download } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../components/button.js';
import { CommandLine } from '../components/command-line.js';
import { CopyLine } from '../components/copy-line.js';
import { Notice } from '../components/notice.js';
import { formatMoment } from '../format/moment.js';
import { downloadEnvFile } from './env-download.js';

interface CreatedKeyProps {
  created: CreatedApiKey;
  /** What else is to be known of it. */
  children?: ReactNode;
}

/** A key that was just made: the only time that it is shown. */
export function CreatedKey({ created, children }: CreatedKeyProps): ReactElement {
  const shown = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone; what came of it takes the focus.
  useEffect(() => shown.current?.focus(), []);
  return (
    <div ref={shown} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      <Notice tone="warning" title="Copy the key now. It is not shown again." role="status">
        <p>
          {created.expires_at === null
            ? 'It works until it is revoked.'
            : `It works until ${formatMoment(created.expires_at)}.`}
        </p>
        {children}
      </Notice>
      <CopyLine text={created.key} label="Copy the key" />
      <Button onClick={() => downloadEnvFile(created.key)} className="self-start">
        <Download size={15} aria-hidden />
        Download as .env
      </Button>
      <div className="flex flex-col gap-2 text-sm text-ink-muted">
        <p>In CI, keep it as the secret FLUXLOOP_API_KEY. On a machine of yours, paste it into:</p>
        <CommandLine
          command={`fluxloop auth login --with-token --endpoint ${window.location.origin}`}
        />
      </div>
    </div>
  );
}
