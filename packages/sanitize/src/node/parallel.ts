import type { FileHandle } from 'node:fs/promises';
import type { SanitizerConfig } from '../configuration/configuration.js';
import type { Counts } from '../splice.js';
import { SanitizeFileError } from './file-error.js';
import { numbered } from './numbered-pieces.js';
import type { FileJob } from './sanitize-file.js';
import type { Border, SegmentResult, SegmentTask } from './segment.js';
import { WorkerPool } from './worker-pool.js';

/** A part is between so many bytes long; smaller files are not worth a thread. */
const SHORTEST_SEGMENT = 1 << 20;
const LONGEST_SEGMENT = 1 << 22;
/** How many parts of the file are in hand for each thread: one at work, two to come. */
const AHEAD = 3;

/**
 * Sanitizes the parts of a file in threads and puts them together in order. Each part begins with
 * a guess at the state in which the one before it ends; where the guess was wrong the part is
 * done again, so that the outcome is that of one thread to the byte. Placeholders are numbered
 * here, in the order of the file.
 *
 * @returns undefined if the file is too small to be shared
 */
export async function sanitizeInParallel(
  job: FileJob & { workers: number },
): Promise<{ counts: Counts; workers: number } | undefined> {
  const tasks = await planSegments(job);
  const workers = Math.min(job.workers, tasks.length);
  if (workers < 2) return undefined;
  const pool = new WorkerPool(workers, {
    path: job.path,
    config: sendable(job.config, job.path),
    format: job.format,
  });
  try {
    return { counts: await collect(job, pool, tasks, workers * AHEAD), workers };
  } finally {
    await pool.close();
  }
}

async function collect(
  { placeholders, write }: FileJob,
  pool: WorkerPool,
  tasks: readonly SegmentTask[],
  ahead: number,
): Promise<Counts> {
  const counts: Counts = {};
  const running: Promise<SegmentResult>[] = [];
  let border: Border | undefined;
  for (const [index, task] of tasks.entries()) {
    while (running.length < Math.min(tasks.length, index + ahead)) {
      running.push(pool.run(tasks[running.length]!));
    }
    let result = await running[index]!;
    if (border !== undefined && !isSame(border, result.before)) {
      result = await pool.run({ ...task, after: border });
    }
    for (const [type, count] of Object.entries(result.counts)) {
      counts[type] = (counts[type] ?? 0) + count;
    }
    await write(numbered(result.pieces, placeholders), task.end - task.start);
    border = result.after;
  }
  return counts;
}

function isSame(a: Border, b: Border): boolean {
  return (
    a.low === b.low &&
    a.decided === b.decided &&
    a.open?.start === b.open?.start &&
    a.open?.low === b.open?.low
  );
}

/** Cuts a file at the ends of lines. */
async function planSegments({
  source,
  size,
  workers,
}: FileJob & { workers: number }): Promise<SegmentTask[]> {
  const even = Math.ceil(size / (workers * 4));
  const length = Math.min(LONGEST_SEGMENT, Math.max(SHORTEST_SEGMENT, even));
  const tasks: SegmentTask[] = [];
  for (let start = 0; start < size; ) {
    const end = start + length >= size ? size : await lineEndAfter(source, start + length, size);
    tasks.push({ start, end, isLast: end === size });
    start = end;
  }
  return tasks;
}

const LOOK_AHEAD = 1 << 16;

/** The beginning of the next line behind an offset. */
async function lineEndAfter(source: FileHandle, from: number, size: number): Promise<number> {
  const buffer = Buffer.alloc(LOOK_AHEAD);
  for (let at = from; at < size; at += LOOK_AHEAD) {
    const { bytesRead } = await source.read(buffer, 0, LOOK_AHEAD, at);
    const lineEnd = buffer.subarray(0, bytesRead).indexOf(10);
    if (lineEnd >= 0) return at + lineEnd + 1;
    if (bytesRead === 0) break;
  }
  return size;
}

/** The configuration as it can be sent to a thread. */
function sendable(config: SanitizerConfig, path: string): SanitizerConfig {
  if ((config.detectors ?? []).length > 0) {
    throw new SanitizeFileError(
      'workers_unavailable',
      'Detectors of your own are functions, which cannot be sent to threads.',
      { path, hint: 'Leave out workers.' },
    );
  }
  const { regexEngine: _, ...rest } = config;
  return rest;
}
