import { closestMatch } from 'leven';

/**
 * The candidate that somebody who typed `word` most likely meant.
 *
 * @returns `undefined` when nothing is close: more than two letters, or a third of a long word,
 *   would have to change
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  // Two swapped letters are two changes, in a word of four letters too; in one of three they are too many.
  const maxDistance = Math.min(
    Math.max(2, Math.floor(word.length / 3)),
    Math.floor(word.length / 2),
  );
  return closestMatch(word, [...candidates], { maxDistance });
}
