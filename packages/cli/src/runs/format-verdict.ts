import { mark, type StreamMode } from '@fluxloop/plugin-kit';
import { wrap } from '@fluxloop/plugin-kit/rendering';
import { type RunSummary, verdictSentence } from '@fluxloop/runner';

const MARKS = { passed: 'good', failed: 'bad', undecided: 'warning' } as const;

const HOW_TO_JUDGE =
  'To have them judged, say what a good answer is: `criteria:` beside the input or for the whole scenario (`- contains: order`), or `expected_behavior:` with a model that reads it, `judge: { model: … }` in fluxloop.yaml. Unjudged cases alone end with exit code 0; `gate: { max_unjudged: 0 }` makes it 10.';

/** What a run came to, and what to do where somebody has to. */
export function formatVerdict(summary: RunSummary, { paint, proseWidth }: StreamMode): string {
  const { outcome, text } = verdictSentence(summary);
  const sentence = mark(MARKS[outcome], paint, { text, more: 'bold' });
  if (summary.totals.verdicts.unjudged === 0) return `${sentence}\n`;
  return [sentence, ...wrap(HOW_TO_JUDGE, proseWidth), ''].join('\n');
}
