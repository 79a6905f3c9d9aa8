import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errno } from './file-problem.js';

const SUFFIX = '.fluxloop-tmp';

/** How a {@link WholeFile} is written. */
export interface WholeFileOptions {
  /**
   * Who may read it: `owner` alone (0600), whatever was there before; or `as-before`, the rights of the
   * file that is replaced, and for a new one those that the user's umask leaves.
   */
  access: 'owner' | 'as-before';
  /**
   * What a path means that is a symbolic link. `follow`: the file that it names is replaced, and what is
   * no file, such as `/dev/stdout` or a named pipe, is written to as it is. Default: the link is replaced.
   */
  links?: 'follow' | 'replace';
  /** Whether it must outlast a power cut. Default: true. */
  durable?: boolean;
}

/**
 * A file that appears as a whole: it is written beside its place, made durable, and renamed over it. Who
 * reads, and who is killed, finds the content of before or the new one. Its methods throw the errors of
 * `node:fs`.
 */
export class WholeFile {
  readonly #place: string;
  /** `null` where there is nothing to rename. */
  readonly #temporary: string | null;
  readonly #handle: FileHandle;
  readonly #durable: boolean;

  private constructor(
    place: string,
    temporary: string | null,
    handle: FileHandle,
    durable: boolean,
  ) {
    this.#place = place;
    this.#temporary = temporary;
    this.#handle = handle;
    this.#durable = durable;
  }

  /**
   * Begins a file; its folder exists.
   * @throws the error of `node:fs`; `EISDIR` where there is a folder
   */
  static async open(path: string, options: WholeFileOptions): Promise<WholeFile> {
    const { access, links = 'replace', durable = true } = options;
    const before = await stat(path).catch(unlessMissing);
    if (before?.isDirectory())
      throw Object.assign(new Error(`${path}: a folder`), { code: 'EISDIR' });
    if (links === 'follow' && before !== null && !before.isFile()) {
      return new WholeFile(path, null, await open(path, 'w'), false);
    }
    const place = links === 'follow' && before !== null ? await realpath(path) : path;
    const temporary = join(
      dirname(place),
      `.${basename(place)}.${randomBytes(6).toString('hex')}${SUFFIX}`,
    );
    const handle = await open(temporary, 'wx', access === 'owner' ? 0o600 : 0o666);
    const file = new WholeFile(place, temporary, handle, durable);
    if (access === 'as-before' && before !== null) await file.#take(before);
    return file;
  }

  /** Adds to the content; all of it is written, or an error thrown. */
  async write(content: string | Uint8Array): Promise<void> {
    await this.#handle.writeFile(content);
  }

  /**
   * Puts the file into its place. When this fails, nothing is left behind.
   * @param check - called last of all; what it throws keeps the old content
   */
  async commit(check?: () => Promise<void>): Promise<void> {
    try {
      if (this.#durable) await this.#handle.sync();
      await this.#handle.close();
      await check?.();
      if (this.#temporary === null) return;
      await rename(this.#temporary, this.#place);
    } catch (error) {
      await this.discard();
      throw error;
    }
    if (this.#durable) await syncFolder(dirname(this.#place));
  }

  /** Leaves everything as it was. Does nothing after a commit. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    if (this.#temporary !== null) await rm(this.#temporary, { force: true });
  }

  async #take({ mode }: Stats): Promise<void> {
    try {
      await this.#handle.chmod(mode & 0o7777);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }
}

/**
 * Replaces a file as a whole, see {@link WholeFile}.
 * @param options.check - called before the rename; what it throws keeps the old content
 * @throws the error of `node:fs`
 */
export async function writeWholeFile(
  path: string,
  content: string | Uint8Array,
  options: WholeFileOptions & { check?: () => Promise<void> },
): Promise<void> {
  const file = await WholeFile.open(path, options);
  try {
    await file.write(content);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.commit(options.check);
}

/** Makes the names in a folder durable (fsync(2)). Windows cannot open folders, and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** Whether a name is that of a file that was not put into its place. */
export function isLeftover(name: string): boolean {
  return name.startsWith('.') && name.endsWith(SUFFIX);
}

/**
 * Removes what killed processes left beside a file. Call it where nobody else can be writing the file.
 * @throws the error of `node:fs`
 */
export async function removeLeftovers(path: string): Promise<void> {
  const prefix = `.${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && isLeftover(name)) {
      await rm(join(dirname(path), name), { force: true });
    }
  }
}

function unlessMissing(error: unknown): null {
  if (errno(error) === 'ENOENT') return null;
  throw error;
}
