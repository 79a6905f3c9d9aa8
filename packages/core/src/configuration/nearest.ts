import { closestMatch } from 'leven';

/**
 * The known word that a mistyped one most likely means.
 *
 * @returns `undefined` where none is near: more than a third of the letters would have to change
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const maxDistance = Math.max(1, Math.floor(typed.length / 3));
  return closestMatch(typed.toLowerCase(), known, { maxDistance });
}
