import { type FileHandle, open } from 'node:fs/promises';
import { ByteBatch } from './byte-batch.js';
import { writeError } from './ledger-error.js';

const LINE_FEED = 0x0a;
const FLUSH_BYTES = 64 * 1024;
const FLUSH_MS = 50;
const SYNC_MS = 250;
/** Where appending begins to wait for the disk. */
const HIGH_WATER_BYTES = 4 * FLUSH_BYTES;

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
 * Lines are written in groups (64 KB or 50 ms, what comes first) and made durable by fdatasync every
 * 250 ms and at the end. Appending waits when the disk does not keep up.
 */
export class AppendGroup {
  readonly #members: Member[];
  #pending = 0;
  #flushTimer: NodeJS.Timeout | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #dirty = false;
  #flushing: Promise<void> | null = null;

  private constructor(members: Member[]) {
    this.#members = members;
  }

  /**
   * Opens the files for appending, readable by their owner only.
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async open(paths: readonly string[]): Promise<AppendGroup> {
    const members: Member[] = [];
    for (const path of paths) {
      try {
        const handle = await open(path, 'a', 0o600);
        members.push({ path, handle, waiting: new ByteBatch(), end: (await handle.stat()).size });
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
    this.#pending += this.#members[index]?.waiting.append(line) ?? 0;
    if (this.#pending >= FLUSH_BYTES) {
      const written = this.#flush();
      return this.#pending >= HIGH_WATER_BYTES ? written : undefined;
    }
    this.#flushTimer ??= setTimeout(() => void this.#flush(), FLUSH_MS);
    return undefined;
  }

  /**
   * Writes what waits, makes it durable, and closes the files.
   * @throws LedgerError of any write that failed
   */
  async close(): Promise<void> {
    await this.#flush();
    this.#sync();
    await this.#work;
    this.#clearTimers();
    for (const member of this.#members) await member.handle.close();
    if (this.#failure !== null) throw this.#failure;
  }

  #flush(): Promise<void> {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    if (this.#flushing !== null) return this.#flushing;
    const flushed = this.#work.then(() => {
      this.#flushing = null;
      return this.#write();
    });
    this.#flushing = flushed;
    this.#work = flushed;
    return flushed;
  }

  async #write(): Promise<void> {
    if (this.#failure !== null) return;
    const groups = this.#members.map((member) => ({ member, lines: member.waiting.take() }));
    this.#pending = 0;
    for (const { member, lines } of groups) {
      if (lines.length > 0 && this.#failure === null) await this.#writeLines(member, lines);
    }
  }

  async #writeLines(member: Member, lines: Buffer): Promise<void> {
    let written = 0;
    try {
      while (written < lines.length) {
        written += (await member.handle.write(lines, written)).bytesWritten;
      }
    } catch (error) {
      this.#fail(error, member);
    }
    // Of a group that went in by half, the lines that are whole are kept.
    member.end += lines.subarray(0, written).lastIndexOf(LINE_FEED) + 1;
    if (written < lines.length) await member.handle.truncate(member.end).catch(() => undefined);
    this.#dirty = true;
    this.#syncTimer ??= setTimeout(() => this.#sync(), SYNC_MS);
  }

  #sync(): void {
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    this.#syncTimer = null;
    this.#work = this.#work.then(async () => {
      if (!this.#dirty) return;
      this.#dirty = false;
      for (const member of this.#members) {
        try {
          await member.handle.datasync();
        } catch (error) {
          this.#fail(error, member);
        }
      }
    });
  }

  #fail(error: unknown, member: Member): void {
    this.#failure ??= writeError(
      error,
      member.path,
      'What was finished is kept. Once there is room, continue with --resume.',
    );
  }

  #clearTimers(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
  }
}
