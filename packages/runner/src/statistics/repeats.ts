/**
 * pass@k of one input: the chance that at least one of `k` tries passes, by the unbiased estimator
 * `1 - C(n-c, k) / C(n, k)` (M. Chen et al., "Evaluating Large Language Models Trained on Code",
 * arXiv:2107.03374, section 2.1).
 * @param tries - how often the input was judged, `n`
 * @param passed - how often it passed, `c`
 * @param k - from 1 to `tries`
 */
export function passAtK(tries: number, passed: number, k: number): number {
  return 1 - share(tries, tries - passed, k);
}

/**
 * pass^k of one input: the chance that all of `k` tries pass, by the unbiased estimator
 * `C(c, k) / C(n, k)` (S. Yao et al., "τ-bench", arXiv:2406.12045, section 3).
 * @param tries - how often the input was judged, `n`
 * @param passed - how often it passed, `c`
 * @param k - from 1 to `tries`
 */
export function passHatK(tries: number, passed: number, k: number): number {
  return share(tries, passed, k);
}

/** `C(some, k) / C(all, k)` as a product, in which no factor is larger than 1. */
function share(all: number, some: number, k: number): number {
  let product = 1;
  for (let taken = 0; taken < k; taken += 1) {
    if (some <= taken) return 0;
    product *= (some - taken) / (all - taken);
  }
  return product;
}

const USUAL = [1, 2, 3, 4, 5, 8, 10, 16, 25, 32, 50, 64, 100, 128, 200, 256, 500, 512];

/** The `k` that a run with so many iterations reports: the usual ones, and all of them. */
export function reportedK(iterations: number): number[] {
  return [...USUAL.filter((k) => k < iterations), iterations];
}
