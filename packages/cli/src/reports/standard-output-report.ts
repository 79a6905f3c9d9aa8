import type { Surroundings } from '@fluxloop/plugin-kit';
import type { ReportOutput } from '@fluxloop/runner';

/** A report on its way to standard output, at the pace of whoever reads it. */
export class StandardOutputReport implements ReportOutput {
  readonly #stream: Surroundings['stdout'];

  constructor({ stdout }: Pick<Surroundings, 'stdout'>) {
    this.#stream = stdout;
  }

  write(text: string): Promise<void> | undefined {
    const stream = this.#stream;
    if (stream.write(text) !== false || stream.once === undefined) return undefined;
    return new Promise((resolve) => {
      stream.once?.('drain', resolve);
      // A reader that has seen enough, such as `head`, closes the pipe; nothing drains then.
      stream.once?.('close', resolve);
    });
  }
}
