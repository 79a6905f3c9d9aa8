import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SanitizerConfig } from '../configuration/configuration.js';
import type { Format } from '../structure/format.js';
import { SanitizeFileError } from './file-error.js';
import type { SegmentResult, SegmentTask } from './segment.js';

/** What a worker is started with. */
export interface WorkerSettings {
  path: string;
  config: SanitizerConfig;
  format: Format;
}

interface Job {
  task: SegmentTask;
  resolve(result: SegmentResult): void;
  reject(error: unknown): void;
}

/** So many parts are sent to a thread at once: it goes on while the answer is on its way. */
const IN_HAND = 2;

/** Threads that sanitize parts of one file. */
export class WorkerPool {
  /** The threads, and the parts that each has in hand, in the order of their answers. */
  readonly #workers: { worker: Worker; jobs: Job[] }[];
  readonly #waiting: Job[] = [];
  #failure: unknown;

  /** @throws SanitizeFileError if the program of the workers is not beside this one */
  constructor(count: number, settings: WorkerSettings) {
    const program = new URL('./file-worker.js', import.meta.url);
    if (!existsSync(fileURLToPath(program))) {
      throw new SanitizeFileError(
        'workers_unavailable',
        `The program of the workers is not at ${fileURLToPath(program)}.`,
        {
          path: settings.path,
          hint: 'A bundler left it out: copy dist/file-worker.js of @fluxloop/sanitize beside the bundle, or leave out workers.',
        },
      );
    }
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(program, { workerData: settings });
      const jobs: Job[] = [];
      worker.on('message', (result: SegmentResult) => {
        jobs.shift()?.resolve(result);
        this.#dispatch();
      });
      worker.on('error', (error) => this.#fail(error));
      return { worker, jobs };
    });
  }

  /** Has a part sanitized by the next thread that has little to do. */
  run(task: SegmentTask): Promise<SegmentResult> {
    const result = new Promise<SegmentResult>((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      else this.#waiting.push({ task, resolve, reject });
    });
    // Parts are waited for in order; a failure of a later one must not count as unheard of till then.
    result.catch(() => undefined);
    this.#dispatch();
    return result;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    for (let inHand = 0; inHand < IN_HAND; inHand++) {
      for (const { worker, jobs } of this.#workers) {
        if (jobs.length > inHand) continue;
        const job = this.#waiting.shift();
        if (job === undefined) return;
        jobs.push(job);
        worker.postMessage(job.task);
      }
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const job of [...this.#workers.flatMap(({ jobs }) => jobs), ...this.#waiting]) {
      job.reject(error);
    }
    this.#waiting.length = 0;
  }
}
