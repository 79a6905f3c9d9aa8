import type { ResultRow } from '@fluxloop/core/contract';

/** Scores are added as whole millionths, so that a sum does not depend on the order of the rows. */
export const SCORE_UNITS = 1_000_000;

/** What all iterations of one input came to. */
export interface InputTally {
  case_id: string;
  scenario: string;
  name: string;
  /** How much the input counts in the weighted score. */
  weight: number;
  /** How many rows it has, whatever their verdict. */
  rows: number;
  /** How many of them passed, and how many failed; the others were not judged. */
  pass: number;
  fail: number;
  /** The sum of the judged rows' scores, in millionths. */
  score_units: number;
}

/** The tally of an input that has no row yet. */
export function startTally({ case_id, scenario, name, weight }: ResultRow): InputTally {
  return {
    case_id,
    scenario,
    name,
    weight: weight ?? 1,
    rows: 0,
    pass: 0,
    fail: 0,
    score_units: 0,
  };
}

/** Takes a row of the input in. */
export function addToTally(tally: InputTally, { verdict, score }: ResultRow): void {
  tally.rows += 1;
  if (verdict === 'pass') tally.pass += 1;
  else if (verdict === 'fail') tally.fail += 1;
  else return;
  tally.score_units += Math.round(score * SCORE_UNITS);
}

/** Whether an input passed in some iterations and failed in others. */
export function isFlaky({ pass, fail }: Pick<InputTally, 'pass' | 'fail'>): boolean {
  return pass > 0 && fail > 0;
}
