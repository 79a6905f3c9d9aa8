import type { Readable } from 'node:stream';
import type { Sanitizer } from '@fluxloop/core/sanitizer';

const TAIL_CHARACTERS = 2000;

/**
 * The end of what an agent printed to standard error, sanitized before anything is cut off: a key that
 * lost its first half to the cut could not be recognised any more.
 */
export class StderrTail {
  readonly #writer: WritableStreamDefaultWriter<string>;
  readonly #reading: Promise<void>;
  #tail = '';

  /** @param source - standard error of the agent; it is always read, or the agent would block */
  constructor(source: Readable, sanitizer: Sanitizer) {
    const { readable, writable } = sanitizer.stream();
    this.#writer = writable.getWriter();
    this.#reading = this.#read(readable);
    source.setEncoding('utf8');
    source.on('data', (text: string) => {
      source.pause();
      this.#writer.write(text).then(
        () => source.resume(),
        () => source.resume(),
      );
    });
    const end = () => void this.#writer.close().catch(() => undefined);
    source.once('end', end);
    source.once('error', end);
    source.once('close', end);
  }

  /** The last lines, once the agent has closed its standard error or a second has passed. */
  async text(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000);
    });
    await Promise.race([this.#reading, patience]);
    clearTimeout(timer);
    return this.#tail.trim();
  }

  async #read(readable: ReadableStream<string>): Promise<void> {
    for await (const text of readable) this.#tail = (this.#tail + text).slice(-TAIL_CHARACTERS);
  }
}
