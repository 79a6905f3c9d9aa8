import type { CriterionResult, Verdict } from '@fluxloop/core/contract';
import {
  type Answer,
  type Criterion,
  CriterionFault,
  type Finding,
  type JudgingTools,
} from './criterion.js';

/** What the criteria of a case came to. */
export interface CaseJudgement {
  verdict: Exclude<Verdict, 'skipped'>;
  /** The weighted mean of the criteria's scores, in [0, 1]; 0 without criteria. */
  score: number;
  criteria: CriterionResult[];
  /** Why it could not be judged, with the verdict `error`. */
  error?: { code: string; message: string };
}

/** A case as far as judging goes. */
export interface Judged {
  /** The criteria of each turn, oldest first. */
  turns: readonly { criteria: readonly Criterion[] }[];
  /** The criteria of the whole case. */
  criteria: readonly Criterion[];
  /** The least score that passes, in [0, 1]. */
  minScore: number;
}

/**
 * Judges a conversation that came to its end. A turn's criteria see that turn's answer, the case's see
 * all answers. The case passes when every required criterion passes and the score is enough; one
 * without criteria is `unjudged`; one with a criterion that could not tell is an `error`.
 * @param answers - one for each turn
 */
export async function judgeCase(
  judged: Judged,
  answers: readonly Answer[],
  tools: JudgingTools,
): Promise<CaseJudgement> {
  const results: CriterionResult[] = [];
  let fault: CriterionFault | null = null;
  for (const { criterion, turn } of assignments(judged)) {
    const seen = turn === null ? answers : answers.slice(turn, turn + 1);
    const examined = examine(criterion, seen, tools);
    // Most criteria know at once, and a step of the event loop for each would be the larger part.
    const outcome = examined instanceof Promise ? await examined : examined;
    fault ??= outcome.fault;
    results.push(resultOf(criterion, turn, outcome));
  }
  return conclude(results, judged.minScore, fault);
}

/** Every criterion with the turn that it judges; `null` for the whole case. */
function assignments({ turns, criteria }: Judged): { criterion: Criterion; turn: number | null }[] {
  return [
    ...turns.flatMap((one, turn) => one.criteria.map((criterion) => ({ criterion, turn }))),
    ...criteria.map((criterion) => ({ criterion, turn: null })),
  ];
}

function resultOf(criterion: Criterion, turn: number | null, outcome: Outcome): CriterionResult {
  return {
    type: criterion.type,
    expected: criterion.check.expected,
    verdict: outcome.verdict,
    score: outcome.verdict === 'pass' ? 1 : 0,
    reason: outcome.reason,
    ...(turn === null ? {} : { turn }),
    weight: criterion.weight,
    required: criterion.required,
  };
}

function conclude(
  criteria: CriterionResult[],
  minScore: number,
  fault: CriterionFault | null,
): CaseJudgement {
  const score = weightedScore(criteria);
  if (fault !== null) {
    const { code, message } = fault;
    return { verdict: 'error', score, criteria, error: { code, message } };
  }
  if (criteria.length === 0) return { verdict: 'unjudged', score, criteria };
  const missed = criteria.some((one) => one.required && one.verdict !== 'pass');
  return { verdict: !missed && score >= minScore ? 'pass' : 'fail', score, criteria };
}

/** What examining one criterion came to. */
interface Outcome {
  verdict: 'pass' | 'fail' | 'error';
  reason: string;
  fault: CriterionFault | null;
}

function examine(
  criterion: Criterion,
  answers: readonly Answer[],
  tools: JudgingTools,
): Outcome | Promise<Outcome> {
  const judge = ({ met, reason }: Finding): Outcome => ({
    verdict: met !== criterion.negated ? 'pass' : 'fail',
    reason,
    fault: null,
  });
  try {
    const finding = criterion.check.examine(answers, tools);
    return finding instanceof Promise ? finding.then(judge, faultOutcome) : judge(finding);
  } catch (error) {
    return faultOutcome(error);
  }
}

function faultOutcome(error: unknown): Outcome {
  if (!(error instanceof CriterionFault)) throw error;
  return { verdict: 'error', reason: error.message, fault: error };
}

function weightedScore(criteria: readonly CriterionResult[]): number {
  let weights = 0;
  let sum = 0;
  for (const { weight, score } of criteria) {
    weights += weight;
    sum += weight * score;
  }
  if (weights > 0) return sum / weights;
  // Only informational criteria (weight 0): none of them can lower the score.
  return criteria.length > 0 ? 1 : 0;
}
