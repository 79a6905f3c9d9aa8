import { closestMatch } from 'leven';

/**
 * The name that was probably meant.
 * @returns `null` where none is near: more than a third of the letters would have to change
 */
export function nearest(name: string, candidates: readonly string[]): string | null {
  const maxDistance = Math.max(1, Math.floor(name.length / 3));
  return closestMatch(name.toLowerCase(), candidates, { maxDistance }) ?? null;
}
