import { Check, Copy, Download } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { useCopy } from '../components/use-copy.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';
import { downloadText } from '../format/download-text.js';

/** Recovery codes that were just made: the only time that they are shown. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }): ReactElement {
  const text = `${codes.join('\n')}\n`;
  const { copied, copy } = useCopy(text);
  // The button that was pressed is gone; what came of it takes the focus.
  const shown = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={shown} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      <Notice tone="warning" title="Keep these codes now. They are not shown again." role="status">
        Each signs you in once, when the phone is lost. Keep them where the phone is not.
      </Notice>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-lg border border-line bg-sunken p-3 font-mono text-xs max-sm:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>
          {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {copied ? 'Copied' : 'Copy the codes'}
        </Button>
        <Button onClick={() => downloadText('fluxloop-recovery-codes.txt', text)}>
          <Download size={15} aria-hidden />
          Download as text
        </Button>
      </div>
    </div>
  );
}
