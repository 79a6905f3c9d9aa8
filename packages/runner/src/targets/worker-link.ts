import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { parseRetryAfter } from '../http/retry-after.js';
import { sanitizeMessage } from '../ledger/sanitize-message.js';
import type { Json } from '../scenario/canonical-json.js';
import type { AgentLink, LinkListener } from './agent-host.js';
import { AgentReportError, readReport } from './agent-report.js';
import { inWords } from './in-words.js';
import { showPrinted } from './printed-output.js';
import { type Metadata, TargetFault } from './target.js';

const START_TIMEOUT_MS = 30_000;
/**
 * Where what lives for a turn only is kept. Left to itself it grows to 48 MB beside the engine's own, with
 * no less to do for the garbage collector.
 */
const YOUNG_GENERATION_MB = 12;
/** How long the code may take to come to its end: a function has nothing to close, a target may. */
const CLOSE_MS = { function: 500, target: 5_000 };

/** What the thread is started with. */
export interface WorkerSetup {
  /** The absolute path of the module; `null` for one of a package. */
  file: string | null;
  packageName: string | null;
  /** The project's folder. */
  root: string;
  /** The name of what is exported. */
  name: string;
  /** A function that answers, or one that makes a target. */
  kind: 'function' | 'target';
  options: Readonly<Record<string, Json>>;
  /** The path of the loader for TypeScript; `null` for what Node loads by itself. */
  jiti: string | null;
}

/** What a thread needs beside its code. */
export interface WorkerTools {
  env: Readonly<Record<string, string | undefined>>;
  sanitizer: Sanitizer;
  /** What goes over what the code prints; `null` shows it as it is. */
  printSanitizer: Sanitizer | null;
  /** Ends the start of a thread early. */
  signal: AbortSignal | undefined;
}

/** Why a thread's code could not be loaded. */
export class WorkerLoadError extends Error {
  override readonly name = 'WorkerLoadError';
  /** The functions that the module exports, when it does not export the one that is asked for. */
  readonly functions: readonly string[] | null;

  constructor(message: string, functions: readonly string[] | null = null) {
    super(message);
    this.functions = functions;
  }
}

/** What the thread says before it takes inputs. */
type Greeting =
  | { type: 'ready' }
  | { type: 'missing'; functions: string[] }
  | { type: 'failed'; message: string };

/**
 * Five values for each message: its type, the session, the turn, a text, and what its type adds. The
 * thread's have a sixth: how long it took, in milliseconds. The engine may be busy with other cases when an
 * answer comes, which is no latency of the agent's.
 */
type Batch = (string | number | Metadata | null)[];

/** The path of the loader for TypeScript. */
export function typescriptLoader(): string {
  return createRequire(import.meta.url).resolve('jiti');
}

/**
 * Starts a thread for the user's code and waits until it is loaded. A thread of its own keeps an endless
 * loop, `process.exit` and an error that nobody catches from the engine, which stays free to end it.
 * @throws WorkerLoadError
 * @throws the signal's reason, when it is aborted before
 */
export async function connectWorker(
  setup: WorkerSetup,
  tools: WorkerTools,
  listener: LinkListener,
): Promise<AgentLink> {
  tools.signal?.throwIfAborted();
  const worker = new Worker(new URL('./programs/agent-worker.js', import.meta.url), {
    name: 'fluxloop-agent',
    workerData: setup,
    env: definedOnly(tools.env),
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  showPrinted([worker.stdout, worker.stderr], tools.printSanitizer);
  try {
    await greeted(worker, tools.signal);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return new WorkerLink(worker, setup.kind, tools.sanitizer, listener);
}

function greeted(worker: Worker, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      worker.removeAllListeners('message');
      worker.removeAllListeners('error');
      worker.removeAllListeners('exit');
      if (error === undefined) resolve();
      else reject(error);
    };
    const aborted = () => settle(signal?.reason);
    const timer = setTimeout(
      () => settle(new WorkerLoadError(`It was not loaded within ${inWords(START_TIMEOUT_MS)}.`)),
      START_TIMEOUT_MS,
    );
    signal?.addEventListener('abort', aborted, { once: true });
    worker.once('message', (greeting: Greeting) => {
      if (greeting.type === 'ready') settle();
      else if (greeting.type === 'failed') settle(new WorkerLoadError(greeting.message));
      else settle(new WorkerLoadError('It is not exported.', greeting.functions));
    });
    worker.once('error', (error) => settle(new WorkerLoadError(error.message)));
    worker.once('exit', (code) =>
      settle(new WorkerLoadError(`It ended the thread with exit code ${code}.`)),
    );
  });
}

class WorkerLink implements AgentLink {
  readonly #worker: Worker;
  readonly #kind: WorkerSetup['kind'];
  readonly #sanitizer: Sanitizer;
  readonly #listener: LinkListener;
  readonly ready = Promise.resolve(null);
  readonly exited: Promise<void>;
  alive = true;
  #outgoing: Batch = [];
  #flushing = false;
  #closed: () => void = () => undefined;

  constructor(
    worker: Worker,
    kind: WorkerSetup['kind'],
    sanitizer: Sanitizer,
    listener: LinkListener,
  ) {
    this.#worker = worker;
    this.#kind = kind;
    this.#sanitizer = sanitizer;
    this.#listener = listener;
    let uncaught: unknown;
    worker.on('message', (batch: Batch) => this.#receive(batch));
    worker.on('error', (error) => {
      uncaught = error;
      this.alive = false;
    });
    this.exited = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.alive = false;
        listener.ended(this.#crash(uncaught, code));
        resolve();
      });
    });
  }

  ask(session: string, turn: number, text: string, context: Metadata | undefined): void {
    this.#post('input', session, turn, text, context ?? null);
  }

  abandon(session: string): void {
    this.#post('abandon', session, 0, null, null);
  }

  end(session: string): void {
    // A function has nothing to close, and to wake its thread for that costs more than a quick turn.
    if (this.#kind === 'function') this.#outgoing.push('end', session, 0, null, null);
    else this.#post('end', session, 0, null, null);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#closed = resolve;
      setTimeout(resolve, CLOSE_MS[this.#kind]).unref();
    });
    this.#post('close', '', 0, null, null);
    await Promise.race([closed, this.exited]);
    await this.kill();
  }

  async kill(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  #post(...message: [string, string, number, string | null, Metadata | null]): void {
    if (!this.#flushing) process.nextTick(() => this.#flush());
    this.#flushing = true;
    this.#outgoing.push(...message);
  }

  #flush(): void {
    this.#flushing = false;
    const batch = this.#outgoing;
    this.#outgoing = [];
    if (this.alive) this.#worker.postMessage(batch);
  }

  #receive(batch: Batch): void {
    for (let at = 0; at < batch.length; at += 6) {
      this.#message(
        String(batch[at]),
        String(batch[at + 1]),
        Number(batch[at + 2]),
        batch[at + 3] as string | null,
        batch[at + 4] as string | null,
        Number(batch[at + 5]),
      );
    }
  }

  #message(
    type: string,
    session: string,
    turn: number,
    text: string | null,
    extra: string | null,
    tookMs: number,
  ): void {
    switch (type) {
      case 'delta':
        this.#listener.message({ type, session, turn, text: text ?? '' });
        break;
      case 'final':
        this.#final(session, turn, text ?? '', extra, tookMs);
        break;
      case 'busy':
      case 'error':
        this.#listener.sessionFault(session, this.#thrown(text ?? '', extra));
        break;
      case 'closed':
        this.#closed();
        break;
      default:
        this.#listener.sessionFault(session, useless());
    }
  }

  #final(session: string, turn: number, text: string, extra: string | null, tookMs: number) {
    try {
      const report = extra === null ? undefined : readReport(JSON.parse(extra));
      this.#listener.message({ type: 'final', session, turn, text, report, tookMs });
    } catch (error) {
      if (!(error instanceof AgentReportError)) throw error;
      this.#listener.sessionFault(session, useless(error.message));
    }
  }

  #thrown(text: string, retryAfter: string | null): TargetFault {
    const message = `The agent threw ${this.#clean(text)}`;
    if (retryAfter === null) return new TargetFault('target_error', message, { retryable: true });
    return new TargetFault('target_busy', message, {
      retryable: true,
      retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
    });
  }

  #clean(text: string): string {
    return sanitizeMessage(text, (one) => this.#sanitizer.sanitize(one)).text;
  }

  #crash(uncaught: unknown, code: number): TargetFault {
    const how =
      uncaught instanceof Error
        ? `threw where nobody could catch it: ${this.#clean(`${uncaught.name}: ${uncaught.message}`)}`
        : `called process.exit(${code}).`;
    return new TargetFault('target_crashed', `The agent ${how}`, { retryable: true, shared: true });
  }
}

function useless(why?: string): TargetFault {
  return new TargetFault(
    'target_protocol',
    why === undefined
      ? 'The agent gave back neither a text nor { text, toolCalls?, metadata?, usage?, state? } of plain JSON.'
      : `The agent's answer ${why}.`,
    { retryable: false },
  );
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
