const INITIAL_BYTES = 128 * 1024;
/** Text that is turned into bytes together: a call for each short line would cost more than the bytes. */
const ENCODED_TOGETHER = 16 * 1024;
/** The most that a UTF-16 code unit takes in UTF-8 (RFC 3629): two units of a pair take four. */
const MAX_UTF8_BYTES = 3;

/** Completes text that has become bytes. It is given all that was appended in one go or in several. */
export type Seal = (bytes: Buffer) => void;

/**
 * Text on its way to a file, soon as bytes: strings that wait would be copied from generation to
 * generation by the garbage collector. Two buffers take turns, one filling while the other is written.
 */
export class ByteBatch {
  readonly #seal: Seal | undefined;
  #text = '';
  #filling: Buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #spare: Buffer | null = null;
  #length = 0;

  constructor(seal?: Seal) {
    this.#seal = seal;
  }

  /** How much waits: bytes, and characters that are no bytes yet. */
  get length(): number {
    return this.#length + this.#text.length;
  }

  /** Adds text, of which no part is completed without the rest. */
  append(text: string): void {
    this.#text += text;
    if (this.#text.length >= ENCODED_TOGETHER) this.#encode();
  }

  /** Takes what waits. The bytes are good until it is taken from again. */
  take(): Buffer {
    this.#encode();
    const taken = this.#filling.subarray(0, this.#length);
    const full = this.#filling;
    // One huge line must not hold its memory for the rest of the run.
    this.#filling =
      this.#spare === null || this.#spare.length > 8 * INITIAL_BYTES
        ? Buffer.allocUnsafe(INITIAL_BYTES)
        : this.#spare;
    this.#spare = full;
    this.#length = 0;
    return taken;
  }

  #encode(): void {
    const text = this.#text;
    this.#text = '';
    const needed = this.#length + text.length * MAX_UTF8_BYTES;
    if (needed > this.#filling.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#filling.length));
      this.#filling.copy(larger, 0, 0, this.#length);
      this.#filling = larger;
    }
    const added = this.#filling.write(text, this.#length);
    this.#seal?.(this.#filling.subarray(this.#length, this.#length + added));
    this.#length += added;
  }
}
