import type { OutputMode, OutputStream } from '@fluxloop/plugin-kit';
import { createProgress, type Progress, silentProgress } from '@fluxloop/plugin-kit/rendering';
import type { UploadEvent } from '@fluxloop/runner';

/** Shows how far an upload is. Call `end` when it is over, however it went. */
export function followUpload(
  stream: OutputStream,
  mode: OutputMode,
): { follow: (event: UploadEvent) => void; end: () => void } {
  let bar: Progress = silentProgress();
  return {
    follow: (event) => {
      if (event.type === 'upload-started' && !mode.json) {
        bar = createProgress({ stream, mode: mode.stderr, label: 'Uploading', total: event.rows });
        bar.update(0);
      }
      if (event.type === 'chunk-uploaded') bar.update(event.rows);
    },
    end: () => bar.end(),
  };
}
