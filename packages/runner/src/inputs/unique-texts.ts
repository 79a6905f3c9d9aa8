import { hashText } from './random.js';

const FIRST_SIZE = 1024;

/**
 * Remembers which texts there were, in 8 bytes each instead of the texts: 32 MiB hold a million. A text
 * that it takes for another (once in 2^64) only means that one more is drawn.
 */
export class UniqueTexts {
  #slots = new Uint32Array(2 * FIRST_SIZE);
  #count = 0;

  /** @returns false where the text was there already */
  add(text: string): boolean {
    if (4 * this.#count >= this.#slots.length) this.#grow();
    const high = hashText(text, 0x2545f491);
    // Zeros mean that a slot is free.
    const low = hashText(text, 0x1b873593) || 1;
    const isNew = insert(this.#slots, high, low);
    if (isNew) this.#count += 1;
    return isNew;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      if (low !== 0) insert(this.#slots, high, low);
    }
  }
}

function insert(slots: Uint32Array, high: number, low: number): boolean {
  const mask = slots.length / 2 - 1;
  for (let slot = high & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * slot;
    if (slots[at + 1] === 0) {
      slots[at] = high;
      slots[at + 1] = low;
      return true;
    }
    if (slots[at] === high && slots[at + 1] === low) return false;
  }
}
