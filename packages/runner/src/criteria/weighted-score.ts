/**
 * The weighted mean of scores, in [0, 1]. Criteria with weight 0 are informational: where there are no
 * others, nothing can lower the score, and it is 1; without any it is 0.
 */
export class WeightedScore {
  #count = 0;
  #weights = 0;
  #sum = 0;

  add(weight: number, score: number): void {
    this.#count += 1;
    this.#weights += weight;
    this.#sum += weight * score;
  }

  get value(): number {
    if (this.#weights > 0) return Math.min(1, this.#sum / this.#weights);
    return this.#count > 0 ? 1 : 0;
  }
}

/** The same of all these together. */
export function weightedScore(parts: readonly { weight: number; score: number }[]): number {
  const mean = new WeightedScore();
  for (const { weight, score } of parts) mean.add(weight, score);
  return mean.value;
}
