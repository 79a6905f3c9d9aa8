import { distance } from 'fastest-levenshtein';

/**
 * The candidate that somebody who typed `word` most likely meant.
 *
 * @returns `undefined` when nothing is close: more than two letters, or a third of a long word, would have to change
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const changes = distance(word, candidate);
    if (changes < bestDistance) {
      best = candidate;
      bestDistance = changes;
    }
  }
  const longest = Math.max(word.length, best?.length ?? 0);
  // Two swapped letters are two changes, in a word of four letters too.
  const allowed = Math.min(Math.max(2, Math.floor(longest / 3)), Math.floor(longest / 2));
  return bestDistance <= allowed ? best : undefined;
}
