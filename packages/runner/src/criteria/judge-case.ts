import type { CriterionResult, Verdict } from '@fluxloop/core/contract';
import { addUsage, type JudgeUsage, noUsage } from '../judge/judge-usage.js';
import type { Answer, Criterion, CriterionFault, JudgingTools } from './criterion.js';
import { examineCriterion, type Outcome } from './examine.js';
import { WeightedScore } from './weighted-score.js';

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
 * @returns at once, unless a criterion must ask somebody
 */
export function judgeCase(
  judged: Judged,
  answers: readonly Answer[],
  tools: JudgingTools,
): CaseJudgement | Promise<CaseJudgement> {
  const tally = new Tally(judged.minScore);
  const assigned = assignments(judged, answers.length);
  let judging = 0;
  for (const assignment of assigned) {
    const outcome = examine(assignment, answers, tools);
    // Most criteria know at once, and a step of the event loop for each would be the larger part.
    if (outcome instanceof Promise) {
      return judgeRest(outcome, assigned.slice(judging), answers, tools, tally);
    }
    tally.keep(assignment, outcome);
    judging += 1;
  }
  return tally.conclude();
}

/** @param asked - what becomes of the first of those that are left */
async function judgeRest(
  asked: Promise<Outcome>,
  assigned: readonly Assignment[],
  answers: readonly Answer[],
  tools: JudgingTools,
  tally: Tally,
): Promise<CaseJudgement> {
  let outcome: Outcome | Promise<Outcome> | null = asked;
  for (const assignment of assigned) {
    outcome ??= examine(assignment, answers, tools);
    tally.keep(assignment, await outcome);
    outcome = null;
  }
  return tally.conclude();
}

/** What the criteria of a case have come to so far. */
class Tally {
  readonly #minScore: number;
  readonly #results: CriterionResult[] = [];
  #fault: CriterionFault | null = null;
  #usage: JudgeUsage | null = null;

  constructor(minScore: number) {
    this.#minScore = minScore;
  }

  keep(assignment: Assignment, outcome: Outcome): void {
    this.#fault ??= outcome.fault;
    if (outcome.usage !== undefined) {
      this.#usage = addUsage(this.#usage ?? noUsage(), outcome.usage);
    }
    this.#results.push(resultOf(assignment, outcome));
  }

  conclude(): CaseJudgement {
    const judgement = conclude(this.#results, this.#minScore, this.#fault);
    return this.#usage === null ? judgement : { ...judgement, usage: this.#usage };
  }
}

/** A criterion with the turn that it judges; `null` for the whole case. */
interface Assignment {
  criterion: Criterion;
  turn: number | null;
}

function assignments({ turns, criteria }: Judged, answers: number): Assignment[] {
  const assigned: Assignment[] = [];
  for (let turn = 0; turn < turns.length; turn += 1) {
    for (const criterion of turns[turn]?.criteria ?? []) assigned.push({ criterion, turn });
  }
  for (const criterion of criteria) {
    if (criterion.scope === 'case') assigned.push({ criterion, turn: null });
    else for (let turn = 0; turn < answers; turn += 1) assigned.push({ criterion, turn });
  }
  return assigned;
}

function examine(
  { criterion, turn }: Assignment,
  answers: readonly Answer[],
  tools: JudgingTools,
): Outcome | Promise<Outcome> {
  if (turn === null) return examineCriterion(criterion, answers, tools, NOTHING);
  return examineCriterion(criterion, answers.slice(turn, turn + 1), tools, answers.slice(0, turn));
}

function resultOf({ criterion, turn }: Assignment, outcome: Outcome): CriterionResult {
  const { type, check, weight, required } = criterion;
  const { verdict, score, reason } = outcome;
  const { expected } = check;
  return turn === null
    ? { type, expected, verdict, score, reason, scope: 'case', weight, required }
    : { type, expected, verdict, score, reason, scope: 'turn', turn, weight, required };
}

function conclude(
  criteria: CriterionResult[],
  minScore: number,
  fault: CriterionFault | null,
): CaseJudgement {
  const score = new WeightedScore();
  /** If a judge found everything right that is still open. */
  const best = new WeightedScore();
  let failsRequired = false;
  let failsWeighted = false;
  let isOpen = true;
  let countsOpen = false;
  for (const result of criteria) {
    const { verdict, weight, required } = result;
    if (verdict === 'unjudged') {
      best.add(weight, 1);
      countsOpen ||= weight > 0 || required;
      continue;
    }
    isOpen = false;
    score.add(weight, result.score);
    best.add(weight, result.score);
    if (verdict === 'fail') {
      failsRequired ||= required;
      failsWeighted ||= weight > 0;
    }
  }
  if (fault !== null) {
    const { code, message } = fault;
    return { verdict: 'error', score: score.value, criteria, error: { code, message } };
  }
  // A measure may pass with less than 1, so a mean of 1 is not what "all must pass" means.
  const isTooLow =
    minScore >= 1 ? failsWeighted : criteria.length > 0 && best.value < minScore - 1e-9;
  // What fails does so whatever a judge would say of the rest.
  const verdict = failsRequired || isTooLow ? 'fail' : isOpen || countsOpen ? 'unjudged' : 'pass';
  return { verdict, score: score.value, criteria };
}
