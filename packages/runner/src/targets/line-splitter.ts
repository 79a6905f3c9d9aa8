const LINE_FEED = 0x0a;

/** Bytes to lines of UTF-8, with a bound on how long a line may be. */
export class LineSplitter {
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #length = 0;

  /** @param maxBytes - a longer line is refused before it fills the memory */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What came after the last line feed. */
  get rest(): string {
    return Buffer.concat(this.#pieces).toString();
  }

  /** Forgets what came after the last line feed. */
  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }

  /**
   * Takes bytes in. All whole lines of a chunk are decoded together, which costs a fraction of
   * decoding each of them.
   * @param onLine - called for each whole line, without its line feed; `false` stops
   * @returns `false` when a line is too long; the splitter is of no more use then
   */
  push(chunk: Buffer, onLine: (line: string) => boolean): boolean {
    const end = chunk.lastIndexOf(LINE_FEED);
    if (end === -1) return this.#keep(chunk);
    if (!this.#linesFit(chunk, end)) return false;
    const whole = chunk.subarray(0, end);
    const block = this.#length === 0 ? whole : Buffer.concat([...this.#pieces, whole]);
    this.clear();
    for (const line of block.toString().split('\n')) {
      if (!onLine(line)) return true;
    }
    return this.#keep(chunk.subarray(end + 1));
  }

  #keep(rest: Buffer): boolean {
    if (this.#length + rest.length > this.#maxBytes) {
      this.clear();
      return false;
    }
    if (rest.length > 0) {
      this.#pieces.push(rest);
      this.#length += rest.length;
    }
    return true;
  }

  /** Whether no line up to a chunk's last line feed is too long. */
  #linesFit(chunk: Buffer, end: number): boolean {
    if (this.#length + end <= this.#maxBytes) return true;
    let start = -this.#length;
    for (
      let feed = chunk.indexOf(LINE_FEED);
      feed !== -1;
      feed = chunk.indexOf(LINE_FEED, feed + 1)
    ) {
      if (feed - start > this.#maxBytes) {
        this.clear();
        return false;
      }
      start = feed + 1;
    }
    return true;
  }
}
