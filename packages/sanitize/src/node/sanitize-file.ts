import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { decodeExactly } from '../engine/utf8.js';
import { createPlaceholders, type Placeholders } from '../placeholders.js';
import type { SanitizerCore } from '../sanitizer-core.js';
import type { FormatOption } from '../sanitizer-types.js';
import type { Counts } from '../splice.js';
import { FORMAT_SAMPLE, type Format } from '../structure/format.js';
import { advanceBytes } from '../ways/byte-ways.js';
import { AtomicFile } from './atomic-file.js';
import { inputError, SanitizeFileError } from './file-error.js';
import { sanitizeInParallel } from './parallel.js';

/** How far a file is done. */
export interface FileProgress {
  bytesDone: number;
  bytesTotal: number;
}

/** Options of {@link NodeSanitizer.sanitizeFile}. */
export interface SanitizeFileOptions {
  /** Default: by the file's ending (`.json`, `.jsonl`, `.ndjson`, `.yaml`, `.yml`, `.csv`, `.tsv`), else as it begins. */
  format?: FormatOption;
  /**
   * How many threads share the work. Text and JSON lines can be shared; of other formats, and of
   * text with patterns of your own or markers, one thread does it all. Default: 1, this one.
   */
  workers?: number;
  /** Is told how far it is, after each piece. */
  onProgress?: (progress: FileProgress) => void;
  /** Ends it; the output is left as it was. */
  signal?: AbortSignal;
  /** The scope of the numbered placeholders. Without it the file is a scope of its own. */
  placeholders?: Placeholders;
}

/** What was made of a file. */
export interface SanitizedFile {
  /** How many values of each type were replaced; types without one are left out. */
  counts: Counts;
  bytesRead: number;
  bytesWritten: number;
  /** How it was read. */
  format: Format;
  /** How many threads did it. */
  workers: number;
}

const CHUNK = 1 << 18;
const ENDINGS: ReadonlyMap<string, Format> = new Map([
  ['.json', 'json'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
]);

/** Sanitizes a file into another, or into itself. See {@link NodeSanitizer.sanitizeFile}. */
export async function sanitizeFile(
  core: SanitizerCore,
  config: SanitizerConfig,
  input: string,
  output: string,
  options: SanitizeFileOptions,
): Promise<SanitizedFile> {
  const { signal, placeholders = createPlaceholders() } = options;
  const asked = options.format === undefined ? undefined : core.checkedFormat(options.format);
  const wanted = checkedWorkers(options.workers);
  signal?.throwIfAborted();
  const source = await openInput(input);
  try {
    const { size, mtimeMs } = await statInput(source, input);
    const format = await formatOfFile(core, source, input, asked);
    const target = await AtomicFile.create(output);
    try {
      let bytesDone = 0;
      let bytesWritten = 0;
      const write = async (bytes: Uint8Array, done: number): Promise<void> => {
        signal?.throwIfAborted();
        await target.write(bytes);
        bytesWritten += bytes.length;
        bytesDone += done;
        options.onProgress?.({ bytesDone, bytesTotal: size });
      };
      const job = { core, config, source, path: input, size, format, placeholders, write };
      const workers = mayShare(core, format) ? wanted : 1;
      const shared = workers > 1 ? await sanitizeInParallel({ ...job, workers }) : undefined;
      const counts = shared?.counts ?? (await sanitizeAlone(job));
      if ((await source.stat()).mtimeMs !== mtimeMs || bytesDone !== size) throw changed(input);
      await target.commit();
      return { counts, bytesRead: size, bytesWritten, format, workers: shared?.workers ?? 1 };
    } catch (error) {
      await target.discard();
      throw inputError(error, input);
    }
  } finally {
    await source.close();
  }
}

/** What all ways to sanitize a file need. */
export interface FileJob {
  core: SanitizerCore;
  config: SanitizerConfig;
  source: FileHandle;
  path: string;
  size: number;
  format: Format;
  placeholders: Placeholders;
  /** Takes sanitized bytes, and how many bytes of the input are done with them. */
  write(bytes: Uint8Array, done: number): Promise<void>;
}

async function sanitizeAlone({
  core,
  source,
  format,
  placeholders,
  write,
}: FileJob): Promise<Counts> {
  const to = core.replacement(placeholders);
  const advance = advanceBytes(core, format, to);
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (let at = 0; ; ) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    await write(advance(chunk.subarray(0, bytesRead), false), bytesRead);
  }
  await write(advance(new Uint8Array(0), true), 0);
  return to.counts;
}

/** Whether parts of a file can be sanitized apart with the same outcome. */
function mayShare({ rules }: SanitizerCore, format: Format): boolean {
  return format === 'jsonl' || (format === 'text' && rules.own === undefined);
}

async function openInput(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw inputError(error, path);
  }
}

async function statInput(
  source: FileHandle,
  path: string,
): Promise<{ size: number; mtimeMs: number }> {
  const stats = await source.stat();
  if (stats.isFile()) return stats;
  throw new SanitizeFileError('input_not_a_file', `${path} is no file.`, {
    path,
    hint: 'Of a pipe or a device use the stream: sanitizer.transform().',
  });
}

function changed(path: string): SanitizeFileError {
  return new SanitizeFileError('input_changed', `${path} was written to while it was read.`, {
    path,
    hint: 'Wait until nobody writes to it, and try again.',
  });
}

async function formatOfFile(
  core: SanitizerCore,
  source: FileHandle,
  path: string,
  asked: FormatOption | undefined,
): Promise<Format> {
  if (asked !== undefined && asked !== 'auto') return asked;
  const known = asked === undefined ? ENDINGS.get(extname(path).toLowerCase()) : undefined;
  if (known !== undefined) return known;
  const sample = Buffer.alloc(4 * FORMAT_SAMPLE);
  const { bytesRead } = await source.read(sample, 0, sample.length, 0);
  return core.formats.formatOf(decodeExactly(sample.subarray(0, bytesRead)));
}

function checkedWorkers(workers: number | undefined): number {
  if (workers === undefined) return 1;
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return workers;
  throw new RangeError(
    `workers is ${workers}: write a whole number from 1 to 64, such as the number of cores.`,
  );
}
