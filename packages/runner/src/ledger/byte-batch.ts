const INITIAL_BYTES = 128 * 1024;
/** The most that a UTF-16 code unit takes in UTF-8 (RFC 3629): two units of a pair take four. */
const MAX_UTF8_BYTES = 3;

/** Completes text that has become bytes. */
export type Seal = (bytes: Buffer, start: number, end: number) => void;

/**
 * Text on its way to a file, already as bytes: strings that wait would be copied from generation to
 * generation by the garbage collector. Two buffers take turns, one filling while the other is written.
 */
export class ByteBatch {
  #filling = Buffer.allocUnsafe(INITIAL_BYTES);
  #spare = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  /** How many bytes wait. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds text.
   * @param seal - completes its bytes, from `start` to `end`
   * @returns how many bytes it has
   */
  append(text: string, seal?: Seal): number {
    const needed = this.#length + text.length * MAX_UTF8_BYTES;
    if (needed > this.#filling.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#filling.length));
      this.#filling.copy(larger, 0, 0, this.#length);
      this.#filling = larger;
    }
    const added = this.#filling.write(text, this.#length);
    seal?.(this.#filling, this.#length, this.#length + added);
    this.#length += added;
    return added;
  }

  /** Takes what waits. The bytes are good until it is taken from again. */
  take(): Buffer {
    const taken = this.#filling.subarray(0, this.#length);
    const full = this.#filling;
    // One huge line must not hold its memory for the rest of the run.
    this.#filling =
      this.#spare.length > 8 * INITIAL_BYTES ? Buffer.allocUnsafe(INITIAL_BYTES) : this.#spare;
    this.#spare = full;
    this.#length = 0;
    return taken;
  }
}
