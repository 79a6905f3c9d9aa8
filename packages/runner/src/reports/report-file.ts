import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ByteBatch } from '../ledger/byte-batch.js';
import { systemCode } from '../ledger/ledger-error.js';
import type { ReportOutput } from './report.js';
import { writingError } from './report-error.js';

const FLUSH_BYTES = 64 * 1024;

/**
 * The file of a report. It is written beside its place and renamed over it at the end, so whoever
 * looks finds the report of before or the whole new one. A folder that does not exist is made. What
 * is no file, such as `/dev/stdout` or a named pipe, is written to as it is.
 */
export class ReportFile implements ReportOutput {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #temporary: string | null;
  readonly #waiting = new ByteBatch();

  private constructor(path: string, handle: FileHandle, temporary: string | null) {
    this.#path = path;
    this.#handle = handle;
    this.#temporary = temporary;
  }

  /**
   * Begins a file.
   * @param isPrivate - whether only its owner may read it; as the user's umask has it otherwise
   * @throws ReportError
   */
  static async begin(path: string, isPrivate: boolean): Promise<ReportFile> {
    try {
      const place = await placeOf(path);
      if (place.special) return new ReportFile(path, await open(place.path, 'w'), null);
      await mkdir(dirname(place.path), { recursive: true });
      const temporary = `${place.path}.${randomUUID()}.tmp`;
      const handle = await open(temporary, 'wx', isPrivate ? 0o600 : 0o666);
      return new ReportFile(place.path, handle, temporary);
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
      if (this.#temporary !== null) await this.#handle.sync();
      await this.#handle.close();
      if (this.#temporary !== null) await rename(this.#temporary, this.#path);
    } catch (error) {
      throw writingError(error, this.#path);
    }
  }

  /** Takes back what was written. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    if (this.#temporary !== null) await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const bytes = this.#waiting.take();
    try {
      let written = 0;
      while (written < bytes.length) {
        written += (await this.#handle.write(bytes, written)).bytesWritten;
      }
    } catch (error) {
      throw writingError(error, this.#path);
    }
  }
}

/** The place behind symbolic links, which stay what they are. */
async function placeOf(path: string): Promise<{ path: string; special: boolean }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    return found.isFile()
      ? { path: await realpath(path), special: false }
      : { path, special: true };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { path, special: false };
    throw error;
  }
}
