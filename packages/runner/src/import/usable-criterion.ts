import { CriteriaReader } from '../criteria/criteria-reader.js';
import { CriterionSyntaxError } from '../criteria/criterion-problem.js';
import { whenLoaded } from '../criteria/loading.js';
import type { Json } from '../scenario/canonical-json.js';

/** A criterion as it is written into a scenario. */
export type WrittenCriterion = string | { [key: string]: Json };

/**
 * Reads a criterion as the engine would, so that nothing is written that cannot be run.
 * @returns why it cannot be used; `null` when it can
 */
export async function whyUnusable(criterion: WrittenCriterion): Promise<string | null> {
  const reader = new CriteriaReader({ root: '.' });
  try {
    await whenLoaded(() => reader.read([criterion]));
    return null;
  } catch (error) {
    if (error instanceof CriterionSyntaxError) return error.problem.message;
    throw error;
  }
}
