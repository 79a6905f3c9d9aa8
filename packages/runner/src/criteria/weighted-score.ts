/**
 * The weighted mean of scores, in [0, 1]. Criteria with weight 0 are informational: where there are no
 * others, nothing can lower the score, and it is 1; without any it is 0.
 */
export function weightedScore(parts: readonly { weight: number; score: number }[]): number {
  let weights = 0;
  let sum = 0;
  for (const { weight, score } of parts) {
    weights += weight;
    sum += weight * score;
  }
  if (weights > 0) return Math.min(1, sum / weights);
  return parts.length > 0 ? 1 : 0;
}
