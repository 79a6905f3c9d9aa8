import type { OutputMode, OutputStream } from '@fluxloop/plugin-kit';
import { createProgress, type Progress, silentProgress } from '@fluxloop/plugin-kit/rendering';

/** Fewer are done before a bar is seen. */
const WORTH_A_BAR = 10_000;

/** Shows how many inputs are done, on standard error. */
export function followInputs(
  stream: OutputStream,
  mode: OutputMode,
  total: number,
): { follow: (done: number) => void; end: () => void } {
  const isShown = !mode.json && mode.stderr.interactive && total >= WORTH_A_BAR;
  const bar: Progress = isShown
    ? createProgress({ stream, mode: mode.stderr, label: 'Generating', total })
    : silentProgress();
  return { follow: (done) => bar.update(done), end: () => bar.end() };
}
