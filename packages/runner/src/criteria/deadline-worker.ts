import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { showPrinted } from '../targets/printed-output.js';
import { CriterionFault } from './criterion.js';

/** A thread that runs what a user wrote. */
export interface DeadlineWorkerOptions {
  /**
   * The body of a CommonJS module that defines `handle(task, begin)`, which may be async. It calls
   * `begin` when all that a task needs is loaded: its time counts from there. As text, because a worker
   * must load from where the package was bundled to, and from its source.
   */
  source: string;
  /** How many tasks may be in progress; more than one only makes sense where `handle` waits. Default: 1. */
  concurrency?: number;
  /** The thread's environment. Default: an empty one. */
  env?: NodeJS.ProcessEnv;
  /** The thread's heap in MB. Default: 128. */
  heapMb?: number;
  /** What goes over what it prints; `null` shows it as it is. Default: `null`. */
  printSanitizer?: Sanitizer | null;
  workerData?: unknown;
}

/** How long a task may take, and what is said when it takes longer. */
export interface TaskDeadline {
  ms: number;
  /** The whole sentence. */
  message: string;
}

interface Job {
  id: number;
  task: unknown;
  deadline: TaskDeadline;
  /** It was in progress when the thread had to be stopped. */
  suspect: boolean;
  timer: NodeJS.Timeout | null;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Reply =
  | { id: number; begun: true }
  | { id: number; value: unknown }
  | { id: number; failure: string };

const DEFAULT_HEAP_MB = 128;
/** An idle thread is let go of after this long, at the latest after twice as long. */
const IDLE_MS = 10_000;
/** How long a thread may take to start and to load what a task needs, besides the task's own time. */
const LOADING_MS = 30_000;

/**
 * Runs tasks in a thread that is stopped, and started again, when one takes too long, exhausts its
 * memory or ends it. Whatever else was in progress then is tried again, each by itself; only a task
 * that stops the thread all alone is at fault. The thread starts with the first task, and does not
 * keep the process from ending while it is idle.
 */
export class DeadlineWorker {
  readonly #options: DeadlineWorkerOptions;
  readonly #waiting: Job[] = [];
  readonly #running = new Map<number, Job>();
  #worker: Worker | null = null;
  #idleCheck: NodeJS.Timeout | null = null;
  #used = false;
  #count = 0;
  #ended: { reason: unknown } | null = null;

  constructor(options: DeadlineWorkerOptions) {
    this.#options = options;
  }

  /**
   * What `handle` gives for a task.
   * @param task - is cloned
   * @throws CriterionFault `criterion_timeout`; `criterion_failed` when `handle` throws or the thread ends
   * @throws the reason, once it was closed
   */
  run(task: unknown, deadline: TaskDeadline): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended.reason);
      this.#count += 1;
      const job = { id: this.#count, task, deadline, suspect: false, timer: null, resolve, reject };
      this.#waiting.push(job);
      this.#proceed();
    });
  }

  /**
   * Stops the thread for good.
   * @param reason - what tasks that wait are rejected with
   */
  async close(reason: unknown = new CriterionFault('criterion_failed', 'The run is over.')) {
    this.#ended ??= { reason };
    const jobs = [...this.#running.values(), ...this.#waiting.splice(0)];
    await this.#stop();
    for (const job of jobs) job.reject(reason);
  }

  #proceed(): void {
    while (this.#mayStart()) {
      const job = this.#waiting.shift();
      if (job === undefined) break;
      this.#start(job);
    }
    if (this.#running.size === 0) this.#worker?.unref();
  }

  /** A suspect runs alone, so that it is known who is at fault. */
  #mayStart(): boolean {
    const [next] = this.#waiting;
    if (next === undefined || this.#ended !== null) return false;
    if (this.#running.size === 0) return true;
    const alone = next.suspect || [...this.#running.values()].some(({ suspect }) => suspect);
    return !alone && this.#running.size < (this.#options.concurrency ?? 1);
  }

  #start(job: Job): void {
    this.#running.set(job.id, job);
    this.#used = true;
    this.#worker ??= this.#open();
    this.#worker.ref();
    this.#limit(job, job.deadline.ms + LOADING_MS);
    this.#worker.postMessage({ id: job.id, task: job.task });
  }

  #open(): Worker {
    const {
      source,
      env = {},
      heapMb = DEFAULT_HEAP_MB,
      workerData,
      printSanitizer = null,
    } = this.#options;
    const settings: WorkerOptions = {
      eval: true,
      env,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      workerData,
      stdout: true,
      stderr: true,
    };
    const worker = new Worker(`${source}\n${ANSWERING}`, settings);
    showPrinted([worker.stdout, worker.stderr], printSanitizer);
    this.#idleCheck = setInterval(() => this.#checkIdle(), IDLE_MS).unref();
    worker.on('message', (reply: Reply) => this.#settle(reply));
    worker.on('error', (error) => void this.#crash(worker, error.message));
    worker.on('exit', () => void this.#crash(worker, 'it ended the thread that it runs in'));
    return worker;
  }

  #settle(reply: Reply): void {
    const job = this.#running.get(reply.id);
    if (job === undefined) return;
    if ('begun' in reply) {
      this.#limit(job, job.deadline.ms);
      return;
    }
    this.#finish(job);
    if ('failure' in reply) job.reject(new CriterionFault('criterion_failed', reply.failure));
    else job.resolve(reply.value);
    this.#proceed();
  }

  #limit(job: Job, milliseconds: number): void {
    if (job.timer !== null) clearTimeout(job.timer);
    job.timer = setTimeout(() => void this.#expire(job), milliseconds);
  }

  async #expire(job: Job): Promise<void> {
    const fault = new CriterionFault('criterion_timeout', job.deadline.message);
    await this.#restart(fault);
  }

  async #crash(worker: Worker, why: string): Promise<void> {
    if (worker !== this.#worker) return;
    await this.#restart(new CriterionFault('criterion_failed', `It broke down: ${why}.`));
  }

  /** Starts anew with a fresh thread: who was alone in the old one is at fault, others try again. */
  async #restart(fault: CriterionFault): Promise<void> {
    const jobs = [...this.#running.values()];
    for (const job of jobs) this.#finish(job);
    const [only] = jobs;
    if (jobs.length > 1) {
      for (const job of jobs) job.suspect = true;
      this.#waiting.unshift(...jobs);
    }
    await this.#stop();
    if (jobs.length === 1) only?.reject(fault);
    this.#proceed();
  }

  #checkIdle(): void {
    if (this.#running.size > 0) return;
    if (!this.#used) void this.#stop();
    this.#used = false;
  }

  #finish(job: Job): void {
    if (job.timer !== null) clearTimeout(job.timer);
    job.timer = null;
    this.#running.delete(job.id);
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#idleCheck !== null) clearInterval(this.#idleCheck);
    for (const job of [...this.#running.values()]) this.#finish(job);
    if (worker === null) return;
    worker.removeAllListeners();
    // A thread that ends in a crash may report it once more.
    worker.on('error', () => undefined);
    await worker.terminate();
  }
}

const ANSWERING = `
{
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', async ({ id, task }) => {
    const begin = () => parentPort.postMessage({ id, begun: true });
    try {
      parentPort.postMessage({ id, value: await handle(task, begin) });
    } catch (error) {
      parentPort.postMessage({ id, failure: String(error?.message ?? error) });
    }
  });
}
`;
