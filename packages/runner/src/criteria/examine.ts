import type { JudgeUsage } from '../judge/judge-usage.js';
import {
  type Answer,
  type Criterion,
  CriterionFault,
  type Finding,
  type JudgingTools,
} from './criterion.js';

/** What examining one criterion came to. */
export interface Outcome {
  verdict: 'pass' | 'fail' | 'error' | 'unjudged';
  /** In [0, 1]; 0 unless it passes or fails. */
  score: number;
  reason: string;
  fault: CriterionFault | null;
  /** What asking a judge took. */
  usage?: JudgeUsage;
}

/** Six decimals are as fine as totals count. */
const SCORE_UNITS = 1e6;

/** Examines one criterion, and turns the finding round where it says `not-`. It throws no fault. */
export function examineCriterion(
  criterion: Criterion,
  answers: readonly Answer[],
  tools: JudgingTools,
  earlier: readonly Answer[],
): Outcome | Promise<Outcome> {
  try {
    const finding = criterion.check.examine(answers, tools, earlier);
    return finding instanceof Promise
      ? finding.then((found) => outcomeOf(found, criterion.negated)).catch(faultOutcome)
      : outcomeOf(finding, criterion.negated);
  } catch (error) {
    return faultOutcome(error);
  }
}

function outcomeOf({ met, score, reason, usage }: Finding, negated: boolean): Outcome {
  if (met === null) return { verdict: 'unjudged', score: 0, reason, fault: null };
  const measure = score ?? (met ? 1 : 0);
  if (!(measure >= 0 && measure <= 1)) {
    throw new CriterionFault(
      'criterion_score_invalid',
      `The score is ${measure}; a score is a number from 0 to 1.`,
    );
  }
  const turned = negated ? 1 - measure : measure;
  const outcome: Outcome = {
    verdict: met !== negated ? 'pass' : 'fail',
    score: Math.round(turned * SCORE_UNITS) / SCORE_UNITS,
    reason,
    fault: null,
  };
  if (usage !== undefined) outcome.usage = usage;
  return outcome;
}

function faultOutcome(error: unknown): Outcome {
  if (!(error instanceof CriterionFault)) throw error;
  return { verdict: 'error', score: 0, reason: error.message, fault: error };
}
