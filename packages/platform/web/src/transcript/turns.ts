import type { CriterionResult, Message } from '@fluxloop/core/contract';

/** What was said in one turn, and what its criteria said of it. */
export interface Turn {
  /** Zero-based, as the criteria count. */
  index: number;
  messages: Message[];
  criteria: CriterionResult[];
}

/** A transcript by turns: each begins where the user speaks. */
export function groupTurns(
  messages: readonly Message[],
  criteria: readonly CriterionResult[],
): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const current = turns.at(-1);
    if (message.role === 'agent' && current !== undefined) {
      current.messages.push(message);
      continue;
    }
    const index = turns.length;
    turns.push({
      index,
      messages: [message],
      criteria: criteria.filter((criterion) => criterion.turn === index),
    });
  }
  return turns;
}

/** Whether something is to be seen to: it did not pass, and was not left out on purpose. */
export const needsAttention = ({ verdict }: Pick<CriterionResult, 'verdict'>): boolean =>
  verdict !== 'pass' && verdict !== 'skipped';

/** The criteria with those first that need to be seen to; otherwise as they were written. */
export const attentionFirst = (criteria: readonly CriterionResult[]): CriterionResult[] =>
  criteria.toSorted((a, b) => Number(needsAttention(b)) - Number(needsAttention(a)));
