import type { JudgeAnswer } from '../judge/judge.js';
import {
  type Check,
  type CriterionContext,
  CriterionFault,
  type CriterionKind,
  CriterionValueError,
} from './criterion.js';
import { MODULE_DEADLINE_MS } from './criterion-modules.js';
import { conversation } from './custom-input.js';
import { definitionInWords } from './definition-text.js';
import { deadlineOption, isMapping, percent, textValue, thresholdOption } from './given-value.js';
import { answerSchema, readMembers, said, unjudged } from './judge-question.js';
import { moduleUse } from './module-criterion.js';

type Options = Readonly<Record<string, unknown>>;

const OWN_OPTIONS: ReadonlySet<string> = new Set(['module', 'threshold', 'timeout']);

/**
 * The last answer gets the expected label: from a judge that chooses among `labels`, or from a file of
 * the user's (`module`).
 */
export const classifier: CriterionKind = {
  type: 'classifier',
  options: 'any',
  valueKey: 'expected',
  create: ({ value, options }, context) => {
    const expected = textValue(value, 'classifier: { expected: refund, labels: [refund, other] }');
    return options.module === undefined
      ? byJudge(expected, options)
      : byModule(expected, options, context);
  },
};

function byJudge(expected: string, options: Options): Check {
  const other = Object.keys(options).find((key) => key !== 'labels' && key !== 'instruction');
  if (other !== undefined) {
    throw new CriterionValueError(`it has no "${other}", only labels and instruction`, [other]);
  }
  const labels = labelsOption(options.labels, expected);
  const instruction =
    options.instruction === undefined
      ? null
      : textValue(options.instruction, 'instruction: "By what the customer wants."');
  return {
    expected: `${expected} of ${labels.join(', ')}${instruction === null ? '' : ` (${definitionInWords(instruction)})`}`,
    usesJudge: true,
    async examine(answers, { judge }, earlier) {
      if (judge === null) return unjudged();
      const { answers: votes, usage } = await judge.ask({
        task: 'Put what the agent said last under the one label that fits it best, given the conversation. Say why in one sentence, then give the label.',
        standard: { labels: [...labels], ...(instruction === null ? {} : { instruction }) },
        material: { messages: said(answers, earlier) },
        schema: answerSchema({ label: { type: 'string', enum: [...labels] } }),
        read: (given) => readLabel(given, labels),
      });
      const share = votes.filter(({ label }) => label === expected).length / votes.length;
      const met = share > 0.5;
      const telling = votes.find(({ label }) => (label === expected) === met);
      const reason = `${telling?.label}: ${telling?.reason}`;
      return { met, score: share, reason, usage };
    },
  };
}

function byModule(expected: string, options: Options, context: CriterionContext): Check {
  const rest = Object.fromEntries(Object.entries(options).filter(([key]) => !OWN_OPTIONS.has(key)));
  const use = moduleUse(options.module, rest, context);
  const threshold = thresholdOption(options, 0);
  const deadline = deadlineOption(options.timeout, MODULE_DEADLINE_MS);
  const given = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return {
    expected: `${expected} by ${use.module}${definitionInWords(given)}${threshold === 0 ? '' : ` (at least ${percent(threshold)})`}`,
    async examine(answers, _tools, earlier) {
      const labels = await context.modules.judge(use, conversation(answers, earlier), deadline);
      const scores = labelScores(labels, use.module);
      const best = [...scores].reduce((one, other) => (other[1] > one[1] ? other : one));
      const score = scores.get(expected) ?? 0;
      return {
        met: best[0] === expected && score >= threshold - 1e-9,
        score,
        reason: `${use.module} says ${best[0]} (${percent(best[1])}).`,
      };
    },
  };
}

/** A label alone is sure of itself. */
function labelScores(given: unknown, module: string): Map<string, number> {
  if (typeof given === 'string') return new Map([[given, 1]]);
  const entries = isMapping(given) ? Object.entries(given) : [];
  const scores = new Map<string, number>();
  for (const [label, score] of entries) {
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) {
      throw new CriterionFault(
        'criterion_score_invalid',
        `${module} gave the label "${label}" no score from 0 to 1.`,
      );
    }
    scores.set(label, score);
  }
  if (scores.size > 0) return scores;
  throw new CriterionFault(
    'criterion_failed',
    `${module} gave back neither a label nor a score for each label.`,
  );
}

function readLabel(
  given: unknown,
  labels: readonly string[],
): (JudgeAnswer & { label: string }) | null {
  const { reason = '', value } = readMembers(given, 'label') ?? {};
  return typeof value === 'string' && labels.includes(value) ? { reason, label: value } : null;
}

function labelsOption(labels: unknown, expected: string): readonly string[] {
  if (!Array.isArray(labels) || labels.length < 2) {
    const path = labels === undefined ? [] : ['labels'];
    throw new CriterionValueError('"labels" must be a list of at least two labels', path);
  }
  const names = labels.map((label) => textValue(label, 'labels: [refund, other]'));
  if (names.includes(expected)) return names;
  throw new CriterionValueError(`"${expected}" is none of its labels (${names.join(', ')})`);
}
