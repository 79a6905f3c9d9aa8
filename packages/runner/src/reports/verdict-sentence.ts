import { missedRunCriteria } from '../criteria/run-criteria.js';
import type { RunSummary } from '../ledger/summary.js';

/** What a run came to, in one line, and how it is to be taken. */
export interface VerdictSentence {
  outcome: 'passed' | 'failed' | 'undecided';
  text: string;
}

/**
 * Says what a run came to. A run that nobody could judge has not passed, and has no score; one that was
 * stopped has not passed either, whatever came of the cases that were run.
 */
export function verdictSentence({ totals, criteria, complete }: RunSummary): VerdictSentence {
  const { pass, fail, error, unjudged, skipped } = totals.verdicts;
  const missed = fail + error;
  if (missed > 0) {
    const faults = error === 0 ? '' : ` (${error} by errors)`;
    return { outcome: 'failed', text: `${missed} of ${totals.cases} did not pass${faults}.` };
  }
  const [broken] = missedRunCriteria(criteria);
  if (broken !== undefined) {
    const { scenario, expected, reason } = broken;
    const text = `"${scenario}" as a whole did not pass: ${expected}. ${reason}`;
    return { outcome: 'failed', text };
  }
  if (pass + unjudged === 0) {
    const why = skipped === 0 ? 'No case was run.' : `All ${skipped} cases were skipped.`;
    return { outcome: 'undecided', text: why };
  }
  if (pass === 0) {
    return {
      outcome: 'undecided',
      text: `Not judged: none of ${unjudged} answers could be judged.`,
    };
  }
  if (unjudged > 0) {
    return { outcome: 'undecided', text: `${pass} passed, ${unjudged} could not be judged.` };
  }
  if (!complete) {
    return { outcome: 'undecided', text: `Not finished: ${pass} passed before it was stopped.` };
  }
  return { outcome: 'passed', text: pass === 1 ? 'The one case passed.' : `All ${pass} passed.` };
}
