import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeError } from './ledger-error.js';
import { readLineBatches } from './read-lines.js';

/** Something to be put in order. */
export interface SortRecord {
  /** Compared by UTF-16 code units, which is the same on every machine. */
  key: string;
  /** One line, without its line feed. */
  line: string;
}

/** What {@link sortRecords} may be told. */
export interface SortOptions {
  /** Where parts go that do not fit into memory: what was said belongs into no shared folder. */
  folder: string;
  /** How many characters are held in memory. Default: 8 million. */
  budget?: number;
}

const BUDGET = 8_000_000;
/** What a record costs beside its characters. */
const RECORD_OVERHEAD = 64;

/**
 * Puts any number of records in order, in bounded memory: as many as fit are sorted, the others go to
 * the disk in sorted parts, readable by this user only, which are then merged and removed. Records with
 * equal keys stay in the order in which they came.
 * @throws LedgerError `disk_full`, `folder_not_writable` for the temporary folder
 */
export async function* sortRecords(
  records: AsyncIterable<SortRecord>,
  { folder: parent, budget = BUDGET }: SortOptions,
): AsyncGenerator<SortRecord> {
  let held: SortRecord[] = [];
  let size = 0;
  let folder: string | null = null;
  const parts: string[] = [];
  try {
    for await (const record of records) {
      held.push(record);
      size += record.key.length + record.line.length + RECORD_OVERHEAD;
      if (size < budget) continue;
      folder ??= await temporaryFolder(parent);
      parts.push(await writePart(join(folder, String(parts.length)), held.sort(byKey)));
      held = [];
      size = 0;
    }
    held.sort(byKey);
    if (parts.length === 0) yield* held;
    else yield* mergeParts([...parts.map(readPart), fromMemory(held)]);
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

function byKey(one: SortRecord, other: SortRecord): number {
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

async function temporaryFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return await mkdtemp(join(parent, 'sort-'));
  } catch (error) {
    throw writeError(error, parent);
  }
}

async function writePart(path: string, records: readonly SortRecord[]): Promise<string> {
  // A key as JSON holds no tab and no line feed.
  const lines = records.map(({ key, line }) => `${JSON.stringify(key)}\t${line}\n`);
  try {
    await pipeline(Readable.from(lines), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    throw writeError(error, path);
  }
  return path;
}

async function* readPart(path: string): AsyncGenerator<SortRecord[]> {
  for await (const lines of readLineBatches(path)) {
    yield lines.map(({ bytes }) => {
      const text = bytes.toString('utf8');
      const tab = text.indexOf('\t');
      return { key: JSON.parse(text.slice(0, tab)) as string, line: text.slice(tab + 1) };
    });
  }
}

async function* fromMemory(records: SortRecord[]): AsyncGenerator<SortRecord[]> {
  if (records.length > 0) yield records;
}

/** The sorted part that a merge has come to. */
interface Head {
  batch: SortRecord[];
  position: number;
  record: SortRecord;
  /** Of parts with the same key, the one that was written first goes first. */
  order: number;
  rest: AsyncGenerator<SortRecord[]>;
}

async function* mergeParts(parts: AsyncGenerator<SortRecord[]>[]): AsyncGenerator<SortRecord> {
  const heads: Head[] = [];
  try {
    for (const [order, rest] of parts.entries()) {
      const head = await nextBatch({ order, rest });
      if (head !== null) insert(heads, head);
    }
    for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
      yield head.record;
      head.position += 1;
      const record = head.batch[head.position];
      const next = record === undefined ? await nextBatch(head) : { ...head, record };
      if (next !== null) insert(heads, next);
    }
  } finally {
    for (const part of parts) await part.return(undefined);
  }
}

async function nextBatch({ order, rest }: Pick<Head, 'order' | 'rest'>): Promise<Head | null> {
  const { value: batch } = await rest.next();
  const record = (batch as SortRecord[] | undefined)?.[0];
  return record === undefined ? null : { batch, position: 0, record, order, rest };
}

/** Keeps the heads in falling order, so that the next one is taken from the end. */
function insert(heads: Head[], head: Head): void {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = heads[middle];
    const before =
      other !== undefined && (byKey(head.record, other.record) || head.order - other.order) < 0;
    if (before) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}
