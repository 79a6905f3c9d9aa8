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

/** The answers that a criterion judges, as user's code sees them. */
export function conversation(answers: readonly Answer[]): CriterionInput {
  const last = answers.at(-1);
  const typed = last?.typed ?? [];
  // Of a turn only that turn's answer is known; what the user had typed before stands in front.
  const skipped = typed.length - answers.length;
  return {
    text: last?.text ?? '',
    answers: answers.map(({ typed: _, ...answer }) => answer),
    messages: typed.flatMap((text, index) => {
      const answer = answers[index - skipped];
      const said = { role: 'user' as const, text };
      return answer === undefined ? [said] : [said, { role: 'agent' as const, text: answer.text }];
    }),
  };
}
