import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { WholeFile } from '@fluxloop/core/storage';
import { systemCode, writeError } from '../ledger/ledger-error.js';

const BATCH = 64 * 1024;
const HINT = 'Make room, or choose another place: --out FILE';

/** Where generated inputs go. */
export interface InputOutput {
  /** Takes text at its own pace. */
  write(text: string): Promise<void> | undefined;
}

/** A file of inputs: it appears when it is complete, and whoever stops it before leaves nothing. */
export class OutputFile implements InputOutput {
  readonly #options: OpenOptions;
  readonly #file: WholeFile;
  #waiting = '';

  private constructor(options: OpenOptions, file: WholeFile) {
    this.#options = options;
    this.#file = file;
  }

  /**
   * @throws UsageError `file_exists`, `file_is_folder`
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async open(options: OpenOptions): Promise<OutputFile> {
    const { path, shown } = options;
    await refuseExisting(options);
    try {
      await mkdir(dirname(path), { recursive: true });
      const file = await WholeFile.open(path, { access: 'as-before', links: 'follow' });
      return new OutputFile(options, file);
    } catch (error) {
      throw writeError(error, shown, HINT);
    }
  }

  write(text: string): Promise<void> | undefined {
    this.#waiting += text;
    return this.#waiting.length < BATCH ? undefined : this.#flush();
  }

  /**
   * Puts the file into its place.
   * @throws as {@link open} does; there is no file then
   */
  async finish(): Promise<void> {
    try {
      await this.#flush();
      // Somebody may have written it meanwhile.
      await this.#file.commit(() => refuseExisting(this.#options));
    } catch (error) {
      await this.discard();
      throw writeError(error, this.#options.shown, HINT);
    }
  }

  /** Leaves nothing behind. */
  discard(): Promise<void> {
    return this.#file.discard();
  }

  async #flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    try {
      if (text !== '') await this.#file.write(text);
    } catch (error) {
      throw writeError(error, this.#options.shown, HINT);
    }
  }
}

interface OpenOptions {
  path: string;
  /** As errors show it. */
  shown: string;
  /** Write over a file that is there. */
  force: boolean;
}

async function refuseExisting({ path, shown, force }: OpenOptions): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (found?.isDirectory()) {
    throw new UsageError('file_is_folder', `${shown} is a folder; nothing was written.`, {
      hint: `Name a file in it: --out ${join(shown, 'inputs.yaml')}`,
    });
  }
  // Nothing is written over where something only takes what is written, such as /dev/stdout.
  if (found === null || force || !found.isFile()) return;
  throw new UsageError('file_exists', `There is already a file ${shown}; nothing was written.`, {
    hint: 'Add --force to write over it, or choose another place or seed: --out FILE, --seed 2',
  });
}
