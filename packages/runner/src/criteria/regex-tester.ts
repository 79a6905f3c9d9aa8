import { Worker } from 'node:worker_threads';
import { CriterionFault } from './criterion.js';

/** How long one user's expression may take on one text. */
const DEFAULT_DEADLINE_MS = 1000;
/** A text up to this long costs a quadratic expression a few milliseconds at most. */
const SHORT_TEXT = 2000;

// As text, because a worker must load from where the package was bundled to, and from its source.
const WORKER_SOURCE = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ source, flags, text }) => {
  parentPort.postMessage(new RegExp(source, flags).test(text));
});
`;

/** One test that waits for the worker. */
interface Job {
  source: string;
  flags: string;
  text: string;
  resolve(found: boolean): void;
  reject(error: Error): void;
}

/**
 * Tries a user's regular expressions without letting one hang the run. An expression whose cost is
 * plainly bounded runs at once; any other runs in a worker that is stopped when its time is up. The
 * worker starts when it is first needed.
 */
export class RegexTester {
  readonly #deadlineMs: number;
  readonly #queue: Job[] = [];
  #worker: Worker | null = null;
  #current: Job | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** @param deadlineMs - for one expression on one text */
  constructor(deadlineMs: number = DEFAULT_DEADLINE_MS) {
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Whether the expression matches anywhere in the text.
   * @throws CriterionFault `criterion_timeout`
   */
  test(pattern: RegExp, text: string): boolean | Promise<boolean> {
    if (isBounded(pattern.source, text.length)) {
      return new RegExp(pattern.source, pattern.flags).test(text);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ source: pattern.source, flags: pattern.flags, text, resolve, reject });
      this.#next();
    });
  }

  /** Stops the worker. */
  async close(): Promise<void> {
    await this.#stopWorker();
  }

  #next(): void {
    if (this.#current !== null) return;
    const job = this.#queue.shift();
    if (job === undefined) {
      // An idle worker must not keep the process from ending.
      this.#worker?.unref();
      return;
    }
    this.#current = job;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#timer = setTimeout(() => void this.#expire(), this.#deadlineMs);
    this.#worker.postMessage({ source: job.source, flags: job.flags, text: job.text });
  }

  #start(): Worker {
    const worker = new Worker(WORKER_SOURCE, { eval: true, env: {}, execArgv: [] });
    worker.on('message', (found: boolean) => this.#settle((job) => job.resolve(found)));
    worker.on('error', (error) => {
      this.#worker = null;
      this.#settle((job) => job.reject(new CriterionFault('criterion_failed', error.message)));
    });
    return worker;
  }

  async #expire(): Promise<void> {
    await this.#stopWorker();
    this.#settle((job) =>
      job.reject(
        new CriterionFault(
          'criterion_timeout',
          `The regular expression /${job.source}/ took longer than ${this.#deadlineMs} ms on an answer of ${job.text.length} characters.`,
        ),
      ),
    );
  }

  #settle(end: (job: Job) => void): void {
    const job = this.#current;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#current = null;
    if (job !== null) end(job);
    this.#next();
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    worker.removeAllListeners('message');
    await worker.terminate();
  }
}

/**
 * True when backtracking cannot make the expression slow: no group is repeated, nothing refers back,
 * at most two places offer a choice, and at most one part repeats without limit, on a short text
 * only. It may say no to a harmless one; it must not say yes to a harmful one.
 */
export function isBounded(source: string, textLength: number): boolean {
  let unlimited = 0;
  let choices = 0;
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') {
      index += 1;
      if (/[1-9k]/.test(source[index] ?? '')) return false;
    } else if (inClass) {
      if (character === ']') inClass = false;
    } else if (character === '[') {
      inClass = true;
    } else if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    } else if (character === '|') {
      // Between whole alternatives nothing is tried in combination; within groups everything is.
      if (depth > 0) choices += 1;
    } else if (character === '{') {
      return false;
    } else if (character === '*' || character === '+') {
      if (source[index - 1] === ')') return false;
      unlimited += 1;
    } else if (character === '?') {
      // Behind "(" it opens a special group, behind "*" and "+" it makes them lazy.
      if (!/[(*+]/.test(source[index - 1] ?? '')) choices += 1;
    }
  }
  return choices <= 2 && (unlimited === 0 || (unlimited === 1 && textLength <= SHORT_TEXT));
}
