import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WholeFile } from '@fluxloop/core/storage';
import { ByteBatch } from '../ledger/byte-batch.js';
import type { ReportOutput } from './report.js';
import { writingError } from './report-error.js';

const FLUSH_BYTES = 64 * 1024;

/**
 * The file of a report: whoever looks finds the report of before or the whole new one. A folder that does
 * not exist is made. What is no file, such as `/dev/stdout` or a named pipe, is written to as it is.
 */
export class ReportFile implements ReportOutput {
  readonly #path: string;
  readonly #file: WholeFile;
  readonly #waiting = new ByteBatch();

  private constructor(path: string, file: WholeFile) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Begins a file.
   * @param isPrivate - whether only its owner may read it; else who may read what it replaces, or as the
   *   user's umask has it
   * @throws ReportError
   */
  static async begin(path: string, isPrivate: boolean): Promise<ReportFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const access = isPrivate ? 'owner' : 'as-before';
      return new ReportFile(path, await WholeFile.open(path, { access, links: 'follow' }));
    } catch (error) {
      throw writingError(error, path);
    }
  }

  write(text: string): Promise<void> | undefined {
    this.#waiting.append(text);
    return this.#waiting.length < FLUSH_BYTES ? undefined : this.#flush();
  }

  /**
   * Puts the file into its place.
   * @throws ReportError
   */
  async finish(): Promise<void> {
    await this.#flush();
    try {
      await this.#file.commit();
    } catch (error) {
      throw writingError(error, this.#path);
    }
  }

  /** Takes back what was written. */
  discard(): Promise<void> {
    return this.#file.discard();
  }

  async #flush(): Promise<void> {
    try {
      await this.#file.write(this.#waiting.take());
    } catch (error) {
      throw writingError(error, this.#path);
    }
  }
}
