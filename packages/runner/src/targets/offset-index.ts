import { createHash } from 'node:crypto';

const FIRST_SLOTS = 1024;

/** Keys of lines and where those begin, in a table of numbers: a map of texts would be ten times as large. */
export class OffsetIndex {
  #keys = new Float64Array(FIRST_SLOTS);
  /** One more than the offset, so that 0 is a free slot. */
  #offsets = new Float64Array(FIRST_SLOTS);
  #count = 0;
  /** How many lines a key has, for those that have several. */
  readonly #repeated = new Map<number, number>();

  /** The first of several lines with a key keeps it; the others are its 1st, 2nd and so on. */
  add(key: string, offset: number): void {
    const first = hash(key);
    if (this.#set(first, offset)) return;
    const nth = this.#repeated.get(first) ?? 1;
    this.#repeated.set(first, nth + 1);
    this.#set(hash(numbered(key, nth)), offset);
  }

  /** The first line with a key. */
  get(key: string): number | undefined {
    const slot = this.#slotOf(hash(key));
    const stored = this.#offsets[slot] ?? 0;
    return stored === 0 ? undefined : stored - 1;
  }

  /** The line of an iteration, or the last that there is before it. */
  nth(key: string, iteration: number): number | undefined {
    for (let nth = iteration; nth >= 0; nth -= 1) {
      const offset = this.get(numbered(key, nth));
      if (offset !== undefined) return offset;
    }
    return undefined;
  }

  #set(key: number, offset: number): boolean {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const slot = this.#slotOf(key);
    if (this.#offsets[slot] !== 0) return false;
    this.#keys[slot] = key;
    this.#offsets[slot] = offset + 1;
    this.#count += 1;
    return true;
  }

  #slotOf(key: number): number {
    const { length } = this.#keys;
    let slot = key % length;
    while (this.#offsets[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) % length;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const offsets = this.#offsets;
    this.#keys = new Float64Array(keys.length * 2);
    this.#offsets = new Float64Array(keys.length * 2);
    for (const [from, offset] of offsets.entries()) {
      if (offset === 0) continue;
      const key = keys[from] ?? 0;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#offsets[slot] = offset;
    }
  }
}

function numbered(key: string, nth: number): string {
  return nth === 0 ? key : `${key}\n${nth}`;
}

/** 52 bits, as many as a number holds exactly: among a million keys, two are alike with a chance of 1 in 9,000. */
function hash(key: string): number {
  const digest = createHash('sha256').update(key).digest();
  return digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >> 4);
}
