import type { AgentReply } from '../targets/target.js';
import type { Answer } from './criterion.js';

/** One answer, as a user's own criterion sees it. */
export type JudgedAnswer = AgentReply & {
  /** Milliseconds from the input to the final answer. */
  latencyMs: number;
};

/** What a user's own criterion looks at: plain values, as JSON has them. */
export interface CriterionInput {
  /** What the agent said last. */
  text: string;
  /** The answers that are judged, oldest first: one for a turn, all for a case. */
  answers: readonly JudgedAnswer[];
  /** What was said by both, oldest first, up to the last of these answers. */
  messages: readonly { role: 'user' | 'agent'; text: string }[];
}

/**
 * The answers that a criterion judges, as a user's own code sees them.
 * @param earlier - what was answered before these
 */
export function conversation(
  answers: readonly Answer[],
  earlier: readonly Answer[],
): CriterionInput {
  const last = answers.at(-1);
  const all = [...earlier, ...answers];
  return {
    text: last?.text ?? '',
    answers: answers.map(({ typed: _, ...answer }) => answer),
    messages: (last?.typed ?? []).flatMap((text, index) => {
      const answer = all[index];
      const said = { role: 'user' as const, text };
      return answer === undefined ? [said] : [said, { role: 'agent' as const, text: answer.text }];
    }),
  };
}
