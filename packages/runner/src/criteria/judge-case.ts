import type { CriterionResult, Verdict } from '@fluxloop/core/contract';
import { addUsage, type JudgeUsage, noUsage } from '../judge/judge-usage.js';
import type { Answer, Criterion, CriterionFault, JudgingTools } from './criterion.js';
import { examineCriterion, type Outcome } from './examine.js';
import { weightedScore } from './weighted-score.js';

const NOTHING: readonly Answer[] = [];

/** What the criteria of a case came to. */
export interface CaseJudgement {
  verdict: Exclude<Verdict, 'skipped'>;
  /** The weighted mean of the scores of the criteria that could be judged, in [0, 1]; 0 without any. */
  score: number;
  criteria: CriterionResult[];
  /** Why it could not be judged, with the verdict `error`. */
  error?: { code: string; message: string };
  /** What asking a judge took; left out when none was asked. */
  usage?: JudgeUsage;
}

/** A case as far as judging goes. */
export interface Judged {
  /** The criteria of each turn, oldest first. */
  turns: readonly { criteria: readonly Criterion[] }[];
  /** The criteria of the whole case. */
  criteria: readonly Criterion[];
  /** The least score that passes, in [0, 1]; 1 means that every criterion with a weight passes. */
  minScore: number;
}

/**
 * Judges a conversation that came to its end. A turn's criteria see that turn's answer; the case's see
 * all answers, or with `scope: turn` each one by itself.
 *
 * The case is an `error` when a criterion could not tell; it fails when a required criterion fails or
 * the score cannot be enough; it is `unjudged` without criteria, or while nobody is there to judge one
 * that counts; else it passes.
 * @param answers - one for each turn
 */
export async function judgeCase(
  judged: Judged,
  answers: readonly Answer[],
  tools: JudgingTools,
): Promise<CaseJudgement> {
  const results: CriterionResult[] = [];
  let fault: CriterionFault | null = null;
  let usage: JudgeUsage | null = null;
  const judge = (criterion: Criterion, turn: number | null): void | Promise<void> => {
    const seen = turn === null ? answers : answers.slice(turn, turn + 1);
    const keep = (outcome: Outcome) => {
      fault ??= outcome.fault;
      if (outcome.usage !== undefined) usage = addUsage(usage ?? noUsage(), outcome.usage);
      results.push(resultOf(criterion, turn, outcome));
    };
    const earlier = turn === null || turn === 0 ? NOTHING : answers.slice(0, turn);
    const outcome = examineCriterion(criterion, seen, tools, earlier);
    return outcome instanceof Promise ? outcome.then(keep) : keep(outcome);
  };
  for (const [criterion, turn] of assignments(judged, answers.length)) {
    const waiting = judge(criterion, turn);
    // Most criteria know at once, and a step of the event loop for each would be the larger part.
    if (waiting instanceof Promise) await waiting;
  }
  const judgement = conclude(results, judged.minScore, fault);
  return usage === null ? judgement : { ...judgement, usage };
}

/** Every criterion with the turn that it judges; `null` for the whole case. */
function* assignments(
  { turns, criteria }: Judged,
  answers: number,
): Generator<readonly [Criterion, number | null]> {
  for (let turn = 0; turn < turns.length; turn += 1) {
    for (const criterion of turns[turn]?.criteria ?? []) yield [criterion, turn];
  }
  for (const criterion of criteria) {
    if (criterion.scope === 'case') yield [criterion, null];
    else for (let turn = 0; turn < answers; turn += 1) yield [criterion, turn];
  }
}

function resultOf(criterion: Criterion, turn: number | null, outcome: Outcome): CriterionResult {
  return {
    type: criterion.type,
    expected: criterion.check.expected,
    verdict: outcome.verdict,
    score: outcome.score,
    reason: outcome.reason,
    scope: turn === null ? 'case' : 'turn',
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
  const known = criteria.filter(({ verdict }) => verdict !== 'unjudged');
  const score = weightedScore(known);
  if (fault !== null) {
    const { code, message } = fault;
    return { verdict: 'error', score, criteria, error: { code, message } };
  }
  const verdict = fails(criteria, minScore) ? 'fail' : isOpen(criteria) ? 'unjudged' : 'pass';
  return { verdict, score, criteria };
}

/** Whether the case fails, whatever a judge would say of the rest. */
function fails(criteria: readonly CriterionResult[], minScore: number): boolean {
  const failed = criteria.filter(({ verdict }) => verdict === 'fail');
  if (failed.some(({ required }) => required)) return true;
  // A measure may pass with less than 1, so a mean of 1 is not what "all must pass" means.
  if (minScore >= 1) return failed.some(({ weight }) => weight > 0);
  const best = criteria.map(({ weight, score, verdict }) => ({
    weight,
    score: verdict === 'unjudged' ? 1 : score,
  }));
  return criteria.length > 0 && weightedScore(best) < minScore - 1e-9;
}

/** Whether something that counts was not judged, or nothing was. */
function isOpen(criteria: readonly CriterionResult[]): boolean {
  return (
    criteria.every(({ verdict }) => verdict === 'unjudged') ||
    criteria.some(
      ({ verdict, weight, required }) => verdict === 'unjudged' && (weight > 0 || required),
    )
  );
}
