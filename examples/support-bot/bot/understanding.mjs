/** @typedef {import('./classifier.mjs').Classification} Classification */

/** Below this score the bot asks again instead of guessing. */
export const UNDERSTOOD = 0.5;

/** From this score on the first reading of a message stands. */
const CLEAR = 0.6;

/** Intents that are polite, or answers to a question, but no matter of their own. */
export const SMALL_TALK = ['greeting', 'thanks', 'goodbye', 'affirm', 'deny', 'identity'];

/**
 * People wrap what they want in a story or in politeness. Where the whole message is not clear, its
 * sentences are classified one by one, and one that names a matter counts before a polite one.
 * @param {import('./classifier.mjs').Classify} classify
 * @param {string} text
 * @returns {Promise<Classification>} `None` with a score of 0 when nothing was understood
 */
export async function understand(classify, text) {
  /** @type {Classification} */
  let best = { intent: 'None', score: 0 };
  for (const part of [text, ...text.split(/(?<=[.!?])\s+/)]) {
    if (!/\p{L}/u.test(part)) continue;
    const found = await classify(part);
    if (rank(found) > rank(best)) best = found;
    if (rank(best) >= 1 + CLEAR) break;
  }
  return best;
}

/** @param {Classification} classification */
function rank({ intent, score }) {
  if (intent === 'None' || score < UNDERSTOOD) return 0;
  return SMALL_TALK.includes(intent) ? score : 1 + score;
}
