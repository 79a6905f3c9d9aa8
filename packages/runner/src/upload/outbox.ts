import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, writeError } from '../ledger/ledger-error.js';
import { RUN_FILES } from '../ledger/run-folder.js';

/** Where chunks go: entries for another platform, project or sanitizer say nothing about this upload. */
export interface Destination {
  /** The platform's address. */
  platform: string;
  project: string;
  /** Digest of the rules that sanitized what is sent; `null` when nothing did. */
  sanitizer: string | null;
}

/** A chunk of the ledger on its way: a line of `upload.jsonl`, the last of its number counts. */
export interface OutboxEntry extends Destination {
  chunk: number;
  /** Bytes of `results.jsonl`, from the first to behind the last. */
  from: number;
  to: number;
  rows: number;
  /** SHA-256 of these bytes. */
  content: string;
  /** SHA-256 of what goes over the wire. */
  sha256: string;
  /** `pending` before it is sent, `sent` once the platform has it. */
  state: 'pending' | 'sent';
  /** Rows that the platform had already; known once it is sent. */
  duplicates: number;
}

/** What was sent of a run, and what was about to be. */
export class Outbox {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #destination: Destination;
  readonly #entries: Map<number, OutboxEntry>;

  private constructor(
    path: string,
    file: FileHandle,
    destination: Destination,
    entries: Map<number, OutboxEntry>,
  ) {
    this.#path = path;
    this.#file = file;
    this.#destination = destination;
    this.#entries = entries;
  }

  /**
   * Opens the outbox of a run; a torn last line is cut off.
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async open(folder: string, destination: Destination): Promise<Outbox> {
    const path = join(folder, RUN_FILES.upload);
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return '';
      throw writeError(error, path);
    });
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const entries = new Map<number, OutboxEntry>();
    for (const line of whole.split('\n').filter((one) => one !== '')) {
      const entry = JSON.parse(line) as OutboxEntry;
      if (isFor(entry, destination)) entries.set(entry.chunk, entry);
    }
    try {
      if (whole !== text) await truncate(path, Buffer.byteLength(whole));
      return new Outbox(path, await open(path, 'a', 0o600), destination, entries);
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** What is known of a chunk. */
  entry(chunk: number): OutboxEntry | undefined {
    return this.#entries.get(chunk);
  }

  /**
   * Notes what becomes of a chunk, durably.
   * @throws LedgerError `disk_full`
   */
  async note(entry: Omit<OutboxEntry, keyof Destination>): Promise<void> {
    const whole: OutboxEntry = { ...this.#destination, ...entry };
    try {
      await this.#file.appendFile(`${JSON.stringify(whole)}\n`);
      await this.#file.datasync();
    } catch (error) {
      throw writeError(error, this.#path);
    }
    this.#entries.set(entry.chunk, whole);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function isFor(entry: OutboxEntry, { platform, project, sanitizer }: Destination): boolean {
  return entry.platform === platform && entry.project === project && entry.sanitizer === sanitizer;
}
