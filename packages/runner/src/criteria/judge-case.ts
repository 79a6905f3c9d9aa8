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
 * @returns at once, unless a criterion must ask somebody
 */
export function judgeCase(
  judged: Judged,
  answers: readonly Answer[],
  tools: JudgingTools,
): CaseJudgement | Promise<CaseJudgement> {
  const tally = new Tally(judged.minScore);
  const assigned = assignments(judged, answers.length);
  for (const [index, assignment] of assigned.entries()) {
    const outcome = examine(assignment, answers, tools);
    // Most criteria know at once, and a step of the event loop for each would be the larger part.
    if (outcome instanceof Promise) {
      const rest = assigned.slice(index + 1);
      return outcome.then((first) => {
        tally.keep(assignment, first);
        return judgeRest(rest, answers, tools, tally);
      });
    }
    tally.keep(assignment, outcome);
  }
  return tally.conclude();
}

async function judgeRest(
  assigned: readonly Assignment[],
  answers: readonly Answer[],
  tools: JudgingTools,
  tally: Tally,
): Promise<CaseJudgement> {
  for (const assignment of assigned) {
    tally.keep(assignment, await examine(assignment, answers, tools));
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
  const seen = turn === null ? answers : answers.slice(turn, turn + 1);
  const earlier = turn === null || turn === 0 ? NOTHING : answers.slice(0, turn);
  return examineCriterion(criterion, seen, tools, earlier);
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
