/**
 * A sum of doubles that is rounded once, at the end: it is the double nearest to the true sum, so it
 * depends neither on the order of the values nor on how they were split over processes.
 *
 * The partial sums do not overlap and lose nothing (J. R. Shewchuk, "Adaptive Precision Floating-Point
 * Arithmetic and Fast Robust Geometric Predicates", Discrete & Computational Geometry 18, 1997).
 */
export class ExactSum {
  #partials: number[] = [];

  /** @param value - finite */
  add(value: number): void {
    const partials = this.#partials;
    // Nearly every sum in a run is of few digits: it stays exact as one number.
    const only = partials[0] ?? 0;
    const plain = only + value;
    if (partials.length <= 1 && isExact(plain, only, value)) {
      partials[0] = plain;
      return;
    }
    let carried = value;
    let kept = 0;
    for (let index = 0; index < partials.length; index += 1) {
      const partial = partials[index] ?? 0;
      const [large, small] =
        Math.abs(carried) < Math.abs(partial) ? [partial, carried] : [carried, partial];
      const sum = large + small;
      const lost = small - (sum - large);
      if (lost !== 0) {
        partials[kept] = lost;
        kept += 1;
      }
      carried = sum;
    }
    partials.length = kept;
    partials.push(carried);
  }

  /** Adds all that another sum holds. */
  merge(other: ExactSum): void {
    for (const partial of other.#partials) this.add(partial);
  }

  /** A sum that goes on from here by itself. */
  copy(): ExactSum {
    const copy = new ExactSum();
    copy.#partials = [...this.#partials];
    return copy;
  }

  /** The sum of all values so far, correctly rounded. */
  get value(): number {
    const partials = this.#partials;
    let index = partials.length - 1;
    let sum = partials[index] ?? 0;
    let lost = 0;
    while (index > 0 && lost === 0) {
      index -= 1;
      const large = sum;
      const small = partials[index] ?? 0;
      sum = large + small;
      lost = small - (sum - large);
    }
    // Half way between two doubles, what is left decides (IEEE 754, round half to even).
    const next = partials[index - 1] ?? 0;
    if ((lost < 0 && next < 0) || (lost > 0 && next > 0)) {
      const doubled = lost * 2;
      const rounded = sum + doubled;
      if (doubled === rounded - sum) return rounded;
    }
    return sum;
  }
}

/** Whether a sum of two numbers lost nothing (D. E. Knuth, TAOCP 2, section 4.2.2, theorem B). */
function isExact(sum: number, one: number, other: number): boolean {
  const part = sum - one;
  return one - (sum - part) + (other - part) === 0;
}
