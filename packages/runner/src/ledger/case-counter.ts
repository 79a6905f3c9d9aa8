/** How many iterations a {@link CaseCounter} can tell apart: it keeps 16 bits of their number. */
export const MAX_ITERATIONS = 65_536;

const WORDS_PER_SLOT = 4;
const INITIAL_SLOTS = 1024;
const MAX_LOAD = 0.7;

/**
 * Counts (case id, iteration) pairs in about 40 bytes each: a million finished cases must not cost
 * a hundred megabytes of strings. The whole 80 bits of an id are kept, so two ids are never taken
 * for one another.
 *
 * Open addressing with linear probing; ids are SHA-256, so their own bits are the hash.
 */
export class CaseCounter {
  #slots = new Uint32Array(INITIAL_SLOTS * WORDS_PER_SLOT);
  #capacity = INITIAL_SLOTS;
  #size = 0;

  /** How many different pairs were counted. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds one.
   * @param id - `c_` and 20 hexadecimal digits
   * @param iteration - below {@link MAX_ITERATIONS}
   * @returns the count before
   */
  increment(id: string, iteration = 0): number {
    if ((this.#size + 1) / this.#capacity > MAX_LOAD) this.#grow();
    const high = word(id, 2);
    const middle = word(id, 10);
    const low = tail(id, iteration);
    const slot = this.#find(high, middle, low);
    const before = this.#slots[slot + 3] ?? 0;
    if (before === 0) {
      this.#slots[slot] = high;
      this.#slots[slot + 1] = middle;
      this.#slots[slot + 2] = low;
      this.#size += 1;
    }
    this.#slots[slot + 3] = before + 1;
    return before;
  }

  /** True when the pair was counted at least once. */
  has(id: string, iteration = 0): boolean {
    const slot = this.#find(word(id, 2), word(id, 10), tail(id, iteration));
    return (this.#slots[slot + 3] ?? 0) > 0;
  }

  #find(high: number, middle: number, low: number): number {
    const slots = this.#slots;
    let index = (high ^ Math.imul(low, 0x9e3779b1)) & (this.#capacity - 1);
    for (;;) {
      const slot = index * WORDS_PER_SLOT;
      if (slots[slot + 3] === 0) return slot;
      if (slots[slot] === high && slots[slot + 1] === middle && slots[slot + 2] === low) {
        return slot;
      }
      index = (index + 1) & (this.#capacity - 1);
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Uint32Array(this.#capacity * WORDS_PER_SLOT);
    for (let from = 0; from < old.length; from += WORDS_PER_SLOT) {
      if (old[from + 3] === 0) continue;
      const to = this.#find(old[from] ?? 0, old[from + 1] ?? 0, old[from + 2] ?? 0);
      for (let word = 0; word < WORDS_PER_SLOT; word += 1) {
        this.#slots[to + word] = old[from + word] ?? 0;
      }
    }
  }
}

function word(id: string, from: number): number {
  return hexadecimal(id, from, from + 8) >>> 0;
}

function tail(id: string, iteration: number): number {
  return ((hexadecimal(id, 18, 22) << 16) | iteration) >>> 0;
}

/** Digit by digit: a piece of text for each word would be garbage for each case. */
function hexadecimal(id: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const code = id.charCodeAt(index);
    // `0` is 0x30, `a` is 0x61.
    value = (value << 4) | (code < 0x61 ? code - 0x30 : code - 0x57);
  }
  return value;
}
