import type { JudgeAnswer } from '../judge/judge.js';
import { addUsage, noUsage } from '../judge/judge-usage.js';
import type { Json } from '../scenario/canonical-json.js';
import type { CriterionKind, JudgingTools } from './criterion.js';
import { definitionInWords } from './definition-text.js';
import { percent, textValue, thresholdOption } from './given-value.js';
import { answerSchema, median, readMembers, said, unjudged } from './judge-question.js';

const DEFAULT_SCORE = 0.7;
/** As good as the reference. */
const DEFAULT_SHARE = 0.5;

/** A judge finds that the conversation is as the rubric says: 70 %, or `threshold`. */
export const llmJudge: CriterionKind = {
  type: 'llm_judge',
  options: ['threshold'],
  valueKey: 'rubric',
  create: ({ value, options }) => {
    const rubric = textValue(value, 'llm_judge: "The agent apologises and offers a refund."');
    const threshold = thresholdOption(options, DEFAULT_SCORE);
    return {
      expected: `${definitionInWords(rubric)}${threshold === DEFAULT_SCORE ? '' : ` (at least ${percent(threshold)})`}`,
      usesJudge: true,
      async examine(answers, { judge }, earlier) {
        if (judge === null) return unjudged();
        const { answers: votes, usage } = await judge.ask({
          task: 'Grade how far the messages of the agent are as the rubric says: 1 fully, 0.5 by half, 0 not at all. Say why in one or two sentences, then give the score.',
          standard: { rubric },
          material: { messages: said(answers, earlier) },
          schema: answerSchema({ score: { type: 'number', description: 'From 0 to 1.' } }),
          read: readScore,
        });
        const score = median(votes.map((vote) => vote.score));
        // The reason of a vote that is like the outcome.
        const { reason } = nearestTo(votes, score);
        const met = score >= threshold - 1e-9;
        return { met, score, reason: `${percent(score)}: ${reason}`, usage };
      },
    };
  },
};

/**
 * A judge finds the last answer at least as good as a reference. It is asked twice, with the answers
 * in both orders: judges prefer one place (L. Zheng et al., "Judging LLM-as-a-Judge", 2023), and who
 * prefers the place and not the answer has found no difference.
 */
export const comparison: CriterionKind = {
  type: 'comparison',
  options: ['threshold', 'by'],
  valueKey: 'reference',
  create: ({ value, options }) => {
    const reference = textValue(value, 'comparison: { reference: "Your order is on its way." }');
    const threshold = thresholdOption(options, DEFAULT_SHARE);
    const by =
      options.by === undefined
        ? 'Which answer helps the user more, correctly and clearly.'
        : textValue(options.by, 'by: "Which is friendlier."');
    return {
      expected: `as good as "${definitionInWords(reference)}" by ${definitionInWords(by)} (at least ${percent(threshold)})`,
      usesJudge: true,
      async examine(answers, tools, earlier) {
        if (tools.judge === null) return unjudged();
        const messages = said(answers, earlier);
        const answer = answers.at(-1)?.text ?? '';
        const before = messages.slice(0, -1);
        const ask = (first: string, second: string) =>
          compare(tools, { by }, { messages: before, first, second });
        const rounds = await Promise.all([ask(answer, reference), ask(reference, answer)]);
        const [asFirst, asSecond] = rounds.map(({ share }) => share);
        const score = ((asFirst ?? 0) + 1 - (asSecond ?? 0)) / 2;
        return {
          met: score >= threshold - 1e-9,
          score,
          reason: `${percent(score)} against the reference: ${rounds[0]?.reason ?? ''}`,
          usage: rounds.map(({ usage }) => usage).reduce(addUsage, noUsage()),
        };
      },
    };
  },
};

/** @returns how far the first is the better one: 1, 0.5 for a tie, 0 */
async function compare(
  { judge }: JudgingTools,
  standard: { by: string },
  material: { messages: Json; first: string; second: string },
) {
  if (judge === null) throw new TypeError('A comparison without a judge.');
  const { answers: votes, usage } = await judge.ask({
    task: 'Compare two answers of an agent, "first" and "second", to the same conversation. Their order, their length and their form say nothing about which is better. Say why in one or two sentences, then name the better one, or "tie".',
    standard,
    material,
    schema: answerSchema({ better: { type: 'string', enum: ['first', 'second', 'tie'] } }),
    read: readBetter,
  });
  const shares = votes.map(({ better }) => (better === 'tie' ? 0.5 : better === 'first' ? 1 : 0));
  return { share: median(shares), reason: votes[0]?.reason ?? '', usage };
}

function readScore(given: unknown): (JudgeAnswer & { score: number }) | null {
  const { reason = '', value } = readMembers(given, 'score') ?? {};
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) return null;
  return { reason, score: value };
}

function readBetter(given: unknown): (JudgeAnswer & { better: 'first' | 'second' | 'tie' }) | null {
  const { reason = '', value } = readMembers(given, 'better') ?? {};
  return value === 'first' || value === 'second' || value === 'tie'
    ? { reason, better: value }
    : null;
}

function nearestTo<V extends { score: number; reason: string }>(
  votes: readonly V[],
  score: number,
) {
  const distance = (vote: V) => Math.abs(vote.score - score);
  return votes.reduce((best, vote) => (distance(vote) < distance(best) ? vote : best));
}
