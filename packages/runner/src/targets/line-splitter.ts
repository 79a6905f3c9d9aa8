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

  /**
   * Takes bytes in.
   * @param onLine - called for each whole line, without its line feed; `false` stops
   * @returns `false` when a line is too long; the splitter is of no more use then
   */
  push(chunk: Buffer, onLine: (line: string) => boolean): boolean {
    let position = 0;
    for (;;) {
      const feed = chunk.indexOf(LINE_FEED, position);
      const end = feed === -1 ? chunk.length : feed;
      if (this.#length + end - position > this.#maxBytes) {
        this.#pieces = [];
        return false;
      }
      if (feed === -1) break;
      const piece = chunk.subarray(position, end);
      const line =
        this.#length === 0 ? piece.toString() : Buffer.concat([...this.#pieces, piece]).toString();
      this.#pieces = [];
      this.#length = 0;
      position = feed + 1;
      if (!onLine(line)) return true;
    }
    if (position < chunk.length) {
      this.#pieces.push(chunk.subarray(position));
      this.#length += chunk.length - position;
    }
    return true;
  }
}
