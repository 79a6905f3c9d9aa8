import { CriteriaReader } from './criteria-reader.js';
import type { Criterion } from './criterion.js';

export { CriterionSyntaxError } from './criterion-problem.js';

/** The names of the built-in criteria; `not-` may stand before any of them. */
export function criterionTypes(): string[] {
  return new CriteriaReader({ root: '.' }).types;
}

/** Reads criteria without a project. */
export function parseCriteria(list: readonly unknown[]): Criterion[] {
  return new CriteriaReader({ root: '.' }).read(list);
}
