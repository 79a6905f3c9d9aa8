import { addUsage } from '../judge/judge-usage.js';
import {
  type Criterion,
  CriterionFault,
  type CriterionKind,
  CriterionValueError,
  type Finding,
} from './criterion.js';
import { examineCriterion, type Outcome } from './examine.js';
import { weightedScore } from './weighted-score.js';

/** All of several criteria pass. Its score is their weighted mean. */
export const allOf = composite('all-of', {
  between: ' and ',
  decides: 'fail',
  otherwise: 'pass',
  score: (outcomes) => weightedScore(outcomes),
});

/** At least one of several criteria passes; those behind it are not tried. Its score is the best one's. */
export const anyOf = composite('any-of', {
  between: ' or ',
  decides: 'pass',
  otherwise: 'fail',
  score: (outcomes) => Math.max(...outcomes.map(({ score }) => score)),
});

interface Logic {
  between: string;
  /** The verdict of one part that settles the whole. */
  decides: 'pass' | 'fail';
  otherwise: 'pass' | 'fail';
  score(outcomes: readonly (Outcome & { weight: number })[]): number;
}

function composite(type: string, logic: Logic): CriterionKind {
  return {
    type,
    create: ({ value }, { readParts }) => {
      if (!Array.isArray(value) || value.length === 0) {
        throw new CriterionValueError(
          `it needs a list of criteria, such as ${type}: [{ contains: order }, no-pii]`,
        );
      }
      const parts = readParts(value, []);
      return {
        expected: parts.map(partInWords).join(logic.between),
        async examine(answers, tools, earlier) {
          const outcomes: (Outcome & { weight: number })[] = [];
          for (const part of parts) {
            const examined = examineCriterion(part, answers, tools, earlier);
            const outcome = examined instanceof Promise ? await examined : examined;
            outcomes.push({ ...outcome, weight: part.weight });
            // A part that passes settles any-of; all-of goes on, for its score.
            if (logic.decides === 'pass' && outcome.verdict === 'pass') break;
          }
          const usages = outcomes.flatMap(({ usage }) => usage ?? []);
          const finding = conclude(outcomes, logic);
          return usages.length === 0 ? finding : { ...finding, usage: usages.reduce(addUsage) };
        },
      };
    },
  };
}

/**
 * Three-valued logic (S. C. Kleene, "Introduction to Metamathematics", 1952, § 64): what cannot be
 * told counts only where the other parts leave it open. An error comes before "unjudged".
 */
function conclude(outcomes: readonly (Outcome & { weight: number })[], logic: Logic): Finding {
  const score = logic.score(outcomes.filter(({ verdict }) => verdict !== 'unjudged'));
  const settling = outcomes.filter(({ verdict }) => verdict === logic.decides);
  if (settling.length > 0)
    return { met: logic.decides === 'pass', score, reason: reasons(settling) };
  const broken = outcomes.find(({ verdict }) => verdict === 'error');
  if (broken !== undefined) {
    throw broken.fault ?? new CriterionFault('criterion_failed', broken.reason);
  }
  const open = outcomes.filter(({ verdict }) => verdict === 'unjudged');
  if (open.length > 0) return { met: null, reason: reasons(open) };
  return { met: logic.otherwise === 'pass', score, reason: reasons(outcomes) };
}

function reasons(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ reason }) => reason).join(' ');
}

function partInWords({ type, weight, check }: Criterion): string {
  const heavy = weight === 1 ? '' : ` × ${weight}`;
  return `(${type}: ${check.expected}${heavy})`;
}
