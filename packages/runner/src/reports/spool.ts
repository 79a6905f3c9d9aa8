import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** More than this is moved to the disk: little enough to be garbage that is young, and soon gone. */
const MEMORY_CHARACTERS = 128 * 1024;
/** The most that a UTF-16 code unit takes in UTF-8 (RFC 3629): two units of a pair take four. */
const MAX_UTF8_BYTES = 3;

/** A stretch of the spool's file. */
interface Stretch {
  from: number;
  bytes: number;
}

/** What waits of one part. */
interface Part {
  texts: string[];
  stored: Stretch[];
}

/**
 * Text that is written later than it comes: a report that groups rows by scenario, or that begins
 * with figures which only the last row completes. What is more than some pages waits in a temporary
 * file that only its owner may read.
 */
export class Spool {
  readonly #parts = new Map<string, Part>();
  #characters = 0;
  /** Used again and again: buffers that are thrown away are freed late. */
  #scratch = Buffer.alloc(0);
  #file: { handle: FileHandle; folder: string; end: number } | null = null;

  /**
   * Adds text to the end of a part.
   * @returns a promise to wait for when something goes to the disk
   */
  append(part: string, text: string): Promise<void> | undefined {
    let waiting = this.#parts.get(part);
    if (waiting === undefined) {
      waiting = { texts: [], stored: [] };
      this.#parts.set(part, waiting);
    }
    waiting.texts.push(text);
    this.#characters += text.length;
    return this.#characters < MEMORY_CHARACTERS ? undefined : this.#store();
  }

  /** The names of the parts that have text, sorted. */
  parts(): string[] {
    return [...this.#parts.keys()].sort();
  }

  /** The text of a part, in pieces. */
  async *read(part: string): AsyncGenerator<string> {
    const { texts, stored } = this.#parts.get(part) ?? { texts: [], stored: [] };
    for (const { from, bytes } of stored) {
      const buffer = this.#room(bytes);
      let read = 0;
      while (this.#file !== null && read < bytes) {
        const { handle } = this.#file;
        const { bytesRead } = await handle.read(buffer, read, bytes - read, from + read);
        if (bytesRead === 0) throw new Error('the temporary file of a report was cut short');
        read += bytesRead;
      }
      yield buffer.toString('utf8', 0, bytes);
    }
    yield* texts;
  }

  /** Removes the temporary file. */
  async close(): Promise<void> {
    if (this.#file === null) return;
    const { handle, folder } = this.#file;
    this.#file = null;
    await handle.close();
    await rm(folder, { recursive: true, force: true });
  }

  async #store(): Promise<void> {
    this.#characters = 0;
    const groups = [...this.#parts.values()].filter(({ texts }) => texts.length > 0);
    const waiting = groups.map((part) => ({ part, text: part.texts.join('') }));
    for (const { part } of waiting) part.texts = [];
    this.#file ??= await openTemporary();
    for (const { part, text } of waiting) {
      const buffer = this.#room(text.length * MAX_UTF8_BYTES);
      const bytes = buffer.write(text);
      const from = this.#file.end;
      await writeAll(this.#file.handle, buffer.subarray(0, bytes), from);
      this.#file.end += bytes;
      part.stored.push({ from, bytes });
    }
  }

  #room(bytes: number): Buffer {
    if (this.#scratch.length < bytes) this.#scratch = Buffer.allocUnsafe(bytes);
    return this.#scratch;
  }
}

/** Writes all bytes at a place. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const left = bytes.length - written;
    written += (await handle.write(bytes, written, left, position + written)).bytesWritten;
  }
}

async function openTemporary(): Promise<{ handle: FileHandle; folder: string; end: number }> {
  // mkdtemp gives a folder with mode 700.
  const folder = await mkdtemp(join(tmpdir(), 'fluxloop-report-'));
  return { handle: await open(join(folder, 'spool'), 'wx+', 0o600), folder, end: 0 };
}
