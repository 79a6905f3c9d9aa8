import { closestMatch } from 'leven';

/**
 * The known word that a mistyped one most likely means.
 *
 * @returns `undefined` where none is near: two swapped letters are near, and in a long word a third of them
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const maxDistance = typed.length < 4 ? 1 : Math.max(2, Math.floor(typed.length / 3));
  return closestMatch(typed.toLowerCase(), known, { maxDistance });
}
