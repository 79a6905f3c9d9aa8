import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { systemCode, writeError } from '../ledger/ledger-error.js';

const BATCH = 64 * 1024;

/** Where generated inputs go. */
export interface InputOutput {
  /** Takes text at its own pace. */
  write(text: string): Promise<void> | undefined;
}

/**
 * A file that appears when it is complete: it is written beside its place and renamed. Whoever stops it
 * before leaves nothing.
 */
export class OutputFile implements InputOutput {
  readonly #path: string;
  readonly #shown: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  readonly #force: boolean;
  #waiting = '';

  private constructor(options: OpenOptions, temporary: string, handle: FileHandle) {
    this.#path = options.path;
    this.#shown = options.shown;
    this.#force = options.force;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /**
   * @throws UsageError `file_exists`
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async open(options: OpenOptions): Promise<OutputFile> {
    const { path, shown, force } = options;
    if (!force) await refuseExisting(path, shown);
    const temporary = join(dirname(path), `.${basename(path)}.tmp-${process.pid}`);
    try {
      await mkdir(dirname(path), { recursive: true });
      return new OutputFile(options, temporary, await open(temporary, 'w'));
    } catch (error) {
      throw writeError(error, shown, 'Choose another place: --out FILE');
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
      await this.#handle.sync();
      await this.#handle.close();
      // Somebody may have written it meanwhile.
      if (!this.#force) await refuseExisting(this.#path, this.#shown);
      await rename(this.#temporary, this.#path);
    } catch (error) {
      await this.discard();
      throw writeError(error, this.#shown, 'Make room, or choose another place: --out FILE');
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    try {
      if (text !== '') await this.#handle.writeFile(text);
    } catch (error) {
      throw writeError(error, this.#shown, 'Make room, or choose another place: --out FILE');
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

async function refuseExisting(path: string, shown: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  throw new UsageError('file_exists', `There is already a file ${shown}; nothing was written.`, {
    hint: 'Add --force to write over it, or choose another place or seed: --out FILE, --seed 2',
  });
}
