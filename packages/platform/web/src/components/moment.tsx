import type { ReactElement } from 'react';
import { formatAgo, formatMoment } from '../format/moment.js';

/** How long ago something was, with the exact moment on hovering. */
export function Moment({ timestamp }: { timestamp: string }): ReactElement {
  return (
    <time dateTime={timestamp} title={formatMoment(timestamp)} className="whitespace-nowrap">
      {formatAgo(timestamp, Date.now())}
    </time>
  );
}
