import type { OwnFinder } from '../configuration/rules.js';
import type { Policy } from '../policy/policy.js';
import { labelOf } from '../types.js';
import { OwnMatches } from './own-matches.js';
import type { OwnPattern } from './own-pattern.js';
import { createOwnAdvance, findWithOwn } from './own-stream.js';

/** What finds patterns of one's own and markers; `undefined` where there are none. */
export function ownFinder(
  patterns: readonly OwnPattern[],
  markers: boolean,
  policy: Policy,
  types: readonly string[],
): OwnFinder | undefined {
  if (patterns.length === 0 && !markers) return undefined;
  const labels = new Set(types.map(labelOf));
  const ownMatches = () =>
    new OwnMatches(patterns, {
      labels,
      judgeIn: (text) => policy.judgeOwn(text),
      markers,
    });
  return {
    find: (text, base, find) => findWithOwn(text, ownMatches(), base, find),
    advance: (plan, base, follow) => createOwnAdvance(plan, base, ownMatches(), follow),
  };
}
