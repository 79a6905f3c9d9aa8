import type { Surroundings } from '@fluxloop/plugin-kit';

/** Text on its way to standard output, at the pace of whoever reads it. */
export class StandardOutput {
  readonly #stream: Surroundings['stdout'];
  readonly #closing = new AbortController();
  #goOn: () => void = () => undefined;

  constructor({ stdout }: Pick<Surroundings, 'stdout'>) {
    this.#stream = stdout;
    stdout.once?.('close', () => {
      this.#closing.abort();
      this.#goOn();
    });
  }

  /** Aborts when the reader has seen enough, as `head` does: the rest need not be made. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  write(text: string): Promise<void> | undefined {
    if (this.closed.aborted || this.#stream.write(text) !== false) return undefined;
    return new Promise((resolve) => {
      this.#goOn = resolve;
      this.#stream.once?.('drain', resolve);
    });
  }
}
