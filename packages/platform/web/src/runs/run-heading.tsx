import type { Run } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { Moment } from '../components/moment.js';
import { Dot, PageHeading } from '../components/page-heading.js';
import { SanitizedBadge } from '../components/sanitized-badge.js';
import { UploadingBadge } from './uploading-badge.js';

/** What a run is called, when and by whom it was made. */
export function RunHeading({ run }: { run: Run }): ReactElement {
  return (
    <PageHeading
      title={<span className="font-mono text-lg break-all">{run.run_id}</span>}
      badges={
        <>
          <SanitizedBadge sanitized={run.sanitized} />
          {run.status === 'uploading' && <UploadingBadge />}
        </>
      }
      facts={
        <>
          <span>
            Started <Moment timestamp={run.started_at} />
          </span>
          <Dot />
          <span className="min-w-0 wrap-anywhere">by {run.created_by}</span>
          <Dot />
          <span className="min-w-0 wrap-anywhere">engine {run.engine_version}</span>
        </>
      }
    />
  );
}
