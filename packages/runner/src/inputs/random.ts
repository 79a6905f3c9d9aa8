/**
 * Random numbers that are the same for the same key on every machine and in every version of Node: 32-bit
 * whole-number arithmetic only. The generator is sfc32 by Chris Doty-Humphrey (PractRand,
 * https://pracrand.sourceforge.net/RNG_engines.txt); its state is made of the key by MurmurHash3's mixing
 * (https://github.com/aappleby/smhasher). Not for secrets.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param key - any text; equal keys give equal numbers, and others have nothing to do with them */
  constructor(key: string) {
    this.#a = hashText(key, 0x9e3779b9);
    this.#b = hashText(key, 0x243f6a88);
    this.#c = hashText(key, 0xb7e15162);
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 up to, and not, `limit`, which is at most 2^21: then the product is exact. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 4_294_967_296);
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True in `share` of all cases. */
  chance(share: number): boolean {
    // Drawn also where it is certain, so that a share that is turned up changes nothing behind it.
    return this.next() < share * 4_294_967_296;
  }

  /** One of a list, which is not empty. */
  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new TypeError('There is nothing to choose from.');
    return one;
  }

  /** One of a list by weight; the weights are not all 0. */
  weighted<T>(list: readonly { weight: number; value: T }[]): T {
    let total = 0;
    for (const { weight } of list) total += weight;
    let at = (this.next() / 4_294_967_296) * total;
    for (const { weight, value } of list) {
      if (at < weight) return value;
      at -= weight;
    }
    return this.pick(list.filter(({ weight }) => weight > 0)).value;
  }

  /** So many digits. */
  digits(count: number): string {
    let text = '';
    for (let i = 0; i < count; i += 1) text += this.below(10);
    return text;
  }
}

/**
 * A hash of 32 bits, over UTF-16 code units.
 * @param salt - another one gives another hash
 */
export function hashText(text: string, salt: number): number {
  let hash = salt | 0;
  for (let i = 0; i < text.length; i += 1) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = (unit << 15) | (unit >>> 17);
    hash ^= Math.imul(unit, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
