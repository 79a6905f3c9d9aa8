import type { BarrierSource } from './engine/barriers.js';
import type { Plan } from './engine/plan.js';
import { type Progress, sweep } from './engine/sweep.js';
import { LOOK_BEHIND } from './engine/window.js';
import { type Replacement, replacementOf } from './splice.js';

/** Takes the next chunk of a text, or its end, and gives what is decided since the last one. */
export type Advance = (chunk: string, closed: boolean) => string;

/**
 * Sanitizes a text that comes in chunks. What it holds is bounded: the undecided rest, the text
 * before it that is its context, and nothing of a value without limits but that it goes on.
 */
export function createAdvance(
  plan: Plan,
  barriers: BarrierSource,
  replacement: Replacement,
): Advance {
  let buffer = '';
  let progress: Progress = { low: 0, decided: 0, open: undefined };

  return (chunk, closed) => {
    buffer += chunk;
    const swept = sweep(buffer, plan, barriers, progress, closed);
    let output = '';
    let from = swept.swallowed;
    for (const finding of swept.findings) {
      output += buffer.slice(from, finding.start) + replacementOf(buffer, finding, replacement);
      from = finding.end;
    }
    output += buffer.slice(from, swept.decided);
    const cut = Math.max(0, swept.decided - LOOK_BEHIND);
    buffer = buffer.slice(cut);
    progress = {
      low: Math.max(0, swept.low - cut),
      decided: swept.decided - cut,
      open: swept.open,
    };
    return output;
  };
}

/** A web stream around an {@link Advance}. */
export function sanitizeStream(advance: Advance): TransformStream<string, string> {
  return new TransformStream<string, string>({
    transform(chunk, controller) {
      const output = advance(chunk, false);
      if (output !== '') controller.enqueue(output);
    },
    flush(controller) {
      const output = advance('', true);
      if (output !== '') controller.enqueue(output);
    },
  });
}
