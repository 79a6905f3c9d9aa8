import { type FileHandle, open, readFile, stat, truncate } from 'node:fs/promises';
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

/** The end of an upload: a line of `upload.jsonl` too. */
interface CompletionEntry extends Destination {
  complete: true;
  rows: number;
  /** The length of `results.jsonl`, in bytes; a run that went on since is not all there. */
  bytes: number;
}

type OutboxLine = OutboxEntry | CompletionEntry;

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
    const { text, whole, lines } = await readOutbox(path);
    const entries = new Map<number, OutboxEntry>();
    for (const entry of lines) {
      if (!('complete' in entry) && isFor(entry, destination)) entries.set(entry.chunk, entry);
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
    await this.#append(whole);
    this.#entries.set(entry.chunk, whole);
  }

  /**
   * Notes that the platform has all of it, durably.
   * @throws LedgerError `disk_full`
   */
  async noteComplete(end: { rows: number; bytes: number }): Promise<void> {
    await this.#append({ ...this.#destination, complete: true, ...end });
  }

  async #append(line: OutboxLine): Promise<void> {
    try {
      await this.#file.appendFile(`${JSON.stringify(line)}\n`);
      await this.#file.datasync();
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Whether all that a run's ledger holds is on a platform, by whatever rules it was sanitized.
 * @throws LedgerError `folder_not_writable` when the outbox cannot be read
 */
export async function isUploaded(
  folder: string,
  { platform, project }: Pick<Destination, 'platform' | 'project'>,
): Promise<boolean> {
  const { lines } = await readOutbox(join(folder, RUN_FILES.upload));
  const ends = lines.filter((line) => 'complete' in line);
  const ours = ends.filter((end) => end.platform === platform && end.project === project);
  if (ours.length === 0) return false;
  const { size } = await stat(join(folder, RUN_FILES.results));
  return ours.some(({ bytes }) => bytes === size);
}

/** The lines of an outbox up to the last that is whole. */
async function readOutbox(
  path: string,
): Promise<{ text: string; whole: string; lines: OutboxLine[] }> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw writeError(error, path);
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  return { text, whole, lines: lines.map((line) => JSON.parse(line) as OutboxLine) };
}

function isFor(entry: OutboxEntry, { platform, project, sanitizer }: Destination): boolean {
  return entry.platform === platform && entry.project === project && entry.sanitizer === sanitizer;
}
