import type { WrittenCriterion } from './usable-criterion.js';

/** What can be asked of an answer when all there is is a reference. */
export const REFERENCE_CRITERIA = [
  'comparison',
  'similar',
  'equals',
  'contains',
  'icontains',
  'none',
] as const;
export type ReferenceCriterion = (typeof REFERENCE_CRITERIA)[number];

/** The criterion that holds an answer against a reference; none for `none` and for an empty one. */
export function referenceCriterion(
  reference: string | undefined,
  criterion: ReferenceCriterion,
): WrittenCriterion[] {
  if (reference === undefined || reference.trim() === '' || criterion === 'none') return [];
  return [{ [criterion]: reference }];
}
