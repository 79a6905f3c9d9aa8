import type { ReactElement } from 'react';
import { CopyLine } from '../components/copy-line.js';
import { Notice } from '../components/notice.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';

/** A link to hand over: the only time that it is shown. */
export function ShownLink({ url, children }: { url: string; children: string }): ReactElement {
  const shown = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={shown} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      <Notice tone="warning" role="status" title="Copy the link now. It is not shown again.">
        <p>{children}</p>
      </Notice>
      <CopyLine text={url} label="Copy the link" />
    </div>
  );
}
