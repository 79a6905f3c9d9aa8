/** Makes values of one type that are nobody's, and knows them again. */
export interface Fake {
  /**
   * A value of the form of `value`, always the same for the same random bytes.
   *
   * @param random - 32 bytes
   */
  create(value: string, random: Uint8Array): string;
  /** Whether a value is in the range that {@link create} takes its values from. */
  isFake(value: string): boolean;
}

/** Reads numbers from random bytes, as many as are asked for. */
export class RandomDigits {
  readonly #random: Uint8Array;
  #next = 0;

  constructor(random: Uint8Array) {
    this.#random = random;
  }

  /** A number of 0 up to, and not, `limit`, which is at most 65,536. */
  below(limit: number): number {
    const at = this.#next;
    this.#next += 2;
    const { length } = this.#random;
    // Beyond the last byte each is used again in another company.
    const high = this.#random[at % length]! ^ (Math.floor(at / length) * 37);
    return (((high & 255) << 8) | this.#random[(at + 1) % length]!) % limit;
  }
}

/** Puts digits in the places of a value's digits, one after the other; the rest stays. */
export function withDigits(value: string, digits: string): string {
  let next = 0;
  return value.replaceAll(/[0-9]/g, () => digits[next++] ?? '0');
}
