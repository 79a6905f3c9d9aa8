import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { outputError } from './file-error.js';

/** What its owner may read and write, where there was no file before. */
const PRIVATE = 0o600;

/**
 * A file that takes its place when it is complete: until then it is a hidden one beside it, which
 * only its owner may read, because what it replaces may be sensitive still.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #mode: number | undefined;

  private constructor(path: string, temporary: string, file: FileHandle, mode: number | undefined) {
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
    this.#mode = mode;
  }

  /** @throws SanitizeFileError if it cannot be made there */
  static async create(path: string): Promise<AtomicFile> {
    const name = `.${basename(path)}.${globalThis.crypto.randomUUID()}.tmp`;
    const temporary = join(dirname(path), name);
    try {
      const before = await stat(path).catch(() => undefined);
      if (before?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      const mode = before === undefined ? undefined : before.mode & 0o777;
      return new AtomicFile(path, temporary, await open(temporary, 'wx', PRIVATE), mode);
    } catch (error) {
      throw outputError(error, path);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, from, bytes.length - from);
        from += bytesWritten;
      }
    } catch (error) {
      throw outputError(error, this.#path);
    }
  }

  /** Puts it in its place, with the permissions of the file that was there. */
  async commit(): Promise<void> {
    try {
      if (this.#mode !== undefined) await this.#file.chmod(this.#mode);
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#temporary, this.#path);
    } catch (error) {
      throw outputError(error, this.#path);
    }
  }

  /** Leaves nothing of it behind. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }
}
