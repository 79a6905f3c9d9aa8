import { closestMatch } from 'leven';

/**
 * The known word that somebody who typed another most likely meant.
 *
 * @param typed - compared in lower case
 * @returns `undefined` when nothing is near: more than two letters, or a third of a long word,
 *   would have to change
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  // Two swapped letters are two changes, in a word of four letters too; in one of three they are too many.
  const maxDistance = Math.min(
    Math.max(2, Math.floor(typed.length / 3)),
    Math.max(1, Math.floor(typed.length / 2)),
  );
  return closestMatch(typed.toLowerCase(), known, { maxDistance });
}
