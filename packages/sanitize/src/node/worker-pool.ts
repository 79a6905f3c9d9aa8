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

/** Threads that sanitize parts of one file, each one part at a time. */
export class WorkerPool {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Job[] = [];
  readonly #running = new Map<Worker, Job>();
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
    this.#workers = Array.from(
      { length: count },
      () => new Worker(program, { workerData: settings }),
    );
    this.#idle = [...this.#workers];
    for (const worker of this.#workers) {
      worker.on('message', (result: SegmentResult) => this.#settle(worker, result));
      worker.on('error', (error) => this.#fail(error));
    }
  }

  /** Has a part sanitized by the next thread that has nothing to do. */
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
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.pop()!;
      const job = this.#waiting.shift()!;
      this.#running.set(worker, job);
      worker.postMessage(job.task);
    }
  }

  #settle(worker: Worker, result: SegmentResult): void {
    const job = this.#running.get(worker);
    this.#running.delete(worker);
    this.#idle.push(worker);
    job?.resolve(result);
    this.#dispatch();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const job of [...this.#running.values(), ...this.#waiting]) job.reject(error);
    this.#running.clear();
    this.#waiting.length = 0;
  }
}
