import { distance } from 'fastest-levenshtein';

/**
 * The candidate that somebody who typed `word` most likely meant.
 *
 * @returns `undefined` when nothing is close: more than a third of the letters would have to change
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
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best?.length ?? 0) / 3));
  return bestDistance <= allowed ? best : undefined;
}
