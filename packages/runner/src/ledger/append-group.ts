import { ftruncateSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ByteBatch, type Seal } from './byte-batch.js';
import { writeError } from './ledger-error.js';

const LINE_FEED = 0x0a;
const SYNC_MS = 250;
/** How many characters may wait for the disk before appending does. */
const HIGH_WATER = 256 * 1024;

/** A file to append to. */
export interface AppendedFile {
  path: string;
  /** Completes its lines; it is given whole ones. */
  seal?: Seal;
}

/** A file of the group: what waits to be written, and where the written part ends. */
interface Member {
  path: string;
  handle: FileHandle;
  waiting: ByteBatch;
  end: number;
}

/**
 * Append-only files that are written together, in the order in which they were given: when a line
 * of a later file is on the disk, the lines that were appended to earlier files before it are too.
 *
 * What is appended while one event is seen to is written together, before the next one is; who awaits
 * {@link written} loses nothing to a kill. It is made durable, against a power cut, by fdatasync every
 * 250 ms and at the end. Appending waits when the disk does not keep up.
 */
export class AppendGroup {
  readonly #members: Member[];
  #pending = 0;
  /** The write that what is appended now goes with. */
  #next: Promise<void> | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  #syncing: Promise<void> | null = null;
  #failure: unknown = null;
  #dirty = false;

  private constructor(members: Member[]) {
    this.#members = members;
  }

  /**
   * Opens the files for appending, readable by their owner only.
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async open(files: readonly AppendedFile[]): Promise<AppendGroup> {
    const members: Member[] = [];
    for (const { path, seal } of files) {
      try {
        const handle = await open(path, 'a', 0o600);
        const { size } = await handle.stat();
        members.push({ path, handle, waiting: new ByteBatch(seal), end: size });
      } catch (error) {
        for (const member of members) await member.handle.close();
        throw writeError(error, path);
      }
    }
    return new AppendGroup(members);
  }

  /**
   * Takes a line for the file with this index.
   * @returns a promise to wait for when the disk does not keep up, else `undefined`
   * @throws LedgerError of an earlier write that failed
   */
  append(index: number, line: string): Promise<void> | undefined {
    if (this.#failure !== null) throw this.#failure;
    this.#members[index]?.waiting.append(line);
    this.#pending += line.length;
    this.#next ??= this.#writeSoon();
    return this.#pending >= HIGH_WATER ? this.#next : undefined;
  }

  /**
   * Waits until everything that was appended is in the files, where a kill of this process takes
   * nothing away.
   * @throws LedgerError of a write that failed
   */
  async written(): Promise<void> {
    await this.#next;
    if (this.#failure !== null) throw this.#failure;
  }

  /**
   * Writes what waits, makes it durable, and closes the files.
   * @throws LedgerError of any write that failed
   */
  async close(): Promise<void> {
    await this.#next;
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    await this.#syncing;
    await this.#sync();
    for (const member of this.#members) await member.handle.close();
    if (this.#failure !== null) throw this.#failure;
  }

  async #writeSoon(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve));
    // Lines that are written while earlier files are made durable could be durable before theirs are.
    while (this.#syncing !== null) await this.#syncing;
    this.#next = null;
    this.#pending = 0;
    for (const member of this.#members) {
      const lines = member.waiting.take();
      if (lines.length > 0 && this.#failure === null) this.#write(member, lines);
    }
  }

  /** Into the system's cache, which takes microseconds: a thread of the pool would cost ten times that. */
  #write(member: Member, lines: Buffer): void {
    let written = 0;
    try {
      while (written < lines.length) {
        written += writeSync(member.handle.fd, lines, written);
      }
      member.end += written;
    } catch (error) {
      this.#fail(error, member);
      // Of a group that went in by half, the lines that are whole are kept.
      member.end += lines.subarray(0, written).lastIndexOf(LINE_FEED) + 1;
      cutAt(member);
    }
    this.#dirty = true;
    this.#syncTimer ??= setTimeout(() => void this.#sync(), SYNC_MS);
  }
  #sync(): Promise<void> {
    this.#syncTimer = null;
    this.#syncing = this.#makeDurable().finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  async #makeDurable(): Promise<void> {
    if (!this.#dirty) return;
    this.#dirty = false;
    for (const member of this.#members) {
      try {
        await member.handle.datasync();
      } catch (error) {
        this.#fail(error, member);
      }
    }
  }

  #fail(error: unknown, member: Member): void {
    this.#failure ??= writeError(
      error,
      member.path,
      'What was finished is kept. Once there is room, continue with --resume.',
    );
  }
}

/** What cannot be cut off here is cut off by the recovery of the next `--resume`. */
function cutAt({ handle, end }: Member): void {
  try {
    ftruncateSync(handle.fd, end);
  } catch {
    // The write that failed is what is reported.
  }
}
