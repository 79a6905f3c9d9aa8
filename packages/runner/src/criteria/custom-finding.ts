import { CriterionFault, type Finding } from './criterion.js';
import { isMapping, percent } from './given-value.js';

/** What a user's own code may give back: whether it was so, how far, and why. */
export type CustomFinding = boolean | number | { pass?: boolean; score?: number; reason?: string };

/** A score from here on passes where the code says no more than a score. */
export const DEFAULT_THRESHOLD = 0.5;

/**
 * What a user's own code gave back, as a finding. A score passes from the threshold on; `pass` has the
 * last word.
 * @param who - for messages: `The script`
 * @throws CriterionFault `criterion_score_invalid` for a score that is no number from 0 to 1;
 *   `criterion_failed` for anything else that is none of these
 */
export function findingOf(given: unknown, threshold: number, who: string): Finding {
  if (typeof given === 'boolean') {
    return { met: given, reason: `${who} says ${given ? 'yes' : 'no'}.` };
  }
  if (typeof given === 'number') return scored(given, threshold, undefined, who);
  if (isMapping(given)) {
    const { pass, score, reason } = given;
    const isFinding =
      (pass === undefined || typeof pass === 'boolean') &&
      (score === undefined || typeof score === 'number') &&
      (reason === undefined || typeof reason === 'string') &&
      (pass ?? score) !== undefined;
    if (isFinding) {
      const found =
        score === undefined
          ? findingOf(pass, threshold, who)
          : scored(score, threshold, reason, who);
      return { ...found, met: pass ?? found.met, ...(reason === undefined ? {} : { reason }) };
    }
  }
  throw new CriterionFault(
    'criterion_failed',
    `${who} gave back neither true or false, nor a score from 0 to 1, nor { pass, score, reason }.`,
  );
}

function scored(
  score: number,
  threshold: number,
  reason: string | undefined,
  who: string,
): Finding {
  if (!(score >= 0 && score <= 1)) {
    throw new CriterionFault(
      'criterion_score_invalid',
      `${who} gave the score ${score}; a score is a number from 0 to 1.`,
    );
  }
  return {
    met: score >= threshold,
    score,
    reason: reason ?? `${who} gives ${percent(score)}; ${percent(threshold)} is enough.`,
  };
}
