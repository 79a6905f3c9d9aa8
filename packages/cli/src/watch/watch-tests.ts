import { relative } from 'node:path';
import { isIgnoredFolder, isWatchedFile } from './watched-file.js';

/** An editor that saves writes several times, and a checkout writes many files. */
const DEBOUNCE_MS = 150;
/** After so many rounds in a row a file that changes while tests run is taken for the agent's. */
const SELF_WRITTEN_ROUNDS = 3;

/** What {@link watchTests} takes. */
export interface WatchTestsOptions {
  /** The project's folder. */
  root: string;
  /** Runs the tests once. The signal is aborted when something changed meanwhile, or all is to end. */
  run(signal: AbortSignal): Promise<void>;
  /** Told before each round but the first: which files changed, relative to the root. */
  onChange(files: readonly string[]): void;
  /** Told between rounds. */
  onIdle(): void;
  onWarning(message: string): void;
  /** Ends the watching. */
  signal: AbortSignal;
}

/**
 * Runs tests, and again whenever a file changes that may matter. Changes while tests run stop that round,
 * since what it would tell is outdated; however many they are, one round follows. There is never more
 * than one round at a time.
 * @returns how many rounds there were, once the signal is aborted
 */
export async function watchTests(options: WatchTestsOptions): Promise<number> {
  const { root, signal } = options;
  const changes = new Changes(options.onWarning);
  const { watch } = await import('chokidar');
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) => isIgnoredFolder(relative(root, path)),
  });
  watcher.on('all', (_event, path) => {
    const file = relative(root, path);
    if (isWatchedFile(file)) changes.note(file);
  });
  watcher.on('error', (error) => options.onWarning(`Watching failed: ${String(error)}`));
  const stop = () => changes.end();
  signal.addEventListener('abort', stop, { once: true });
  let rounds = 0;
  try {
    await new Promise<void>((resolve) => void watcher.once('ready', resolve));
    while (!signal.aborted) {
      const files = changes.take();
      if (files.length > 0) options.onChange(files);
      rounds += 1;
      const round = changes.beginRound();
      await options.run(round);
      changes.endRound();
      // A round that was stopped for a file that does not count any more was stopped for nothing.
      if (signal.aborted || (round.aborted && !changes.hasSettled)) continue;
      if (!changes.hasSettled) options.onIdle();
      await changes.settled();
    }
    return rounds;
  } finally {
    signal.removeEventListener('abort', stop);
    await watcher.close();
  }
}

/** Files that changed since the last round, told once there is quiet. */
class Changes {
  readonly #onWarning: (message: string) => void;
  #files = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #settled = false;
  #wake: (() => void) | null = null;
  #round: AbortController | null = null;
  #duringRound = new Set<string>();
  #inARow = new Map<string, number>();
  readonly #given = new Set<string>();

  constructor(onWarning: (message: string) => void) {
    this.#onWarning = onWarning;
  }

  note(file: string): void {
    if (this.#given.has(file)) return;
    if (this.#round !== null) this.#duringRound.add(file);
    this.#files.add(file);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), DEBOUNCE_MS);
  }

  /** @returns aborted when the round is outdated */
  beginRound(): AbortSignal {
    this.#round = new AbortController();
    if (this.#ended || this.#settled) this.#round.abort();
    return this.#round.signal;
  }

  /** Gives up on files that every round writes: they would start rounds for ever. */
  endRound(): void {
    this.#round = null;
    const inARow = new Map<string, number>();
    for (const file of this.#duringRound) {
      const rounds = (this.#inARow.get(file) ?? 0) + 1;
      inARow.set(file, rounds);
      if (rounds < SELF_WRITTEN_ROUNDS) continue;
      this.#given.add(file);
      this.#files.delete(file);
      this.#onWarning(
        `${file} changes whenever tests run, so it is not watched any more. Keep what the agent writes in a folder whose name begins with a dot.`,
      );
    }
    this.#inARow = inARow;
    this.#duringRound = new Set();
    if (this.#files.size === 0) this.#settled = false;
  }

  /** Whether something has changed since the last round, and is quiet again. */
  get hasSettled(): boolean {
    return this.#settled;
  }

  /** Waits until something has changed and is quiet again, or all is to end. */
  async settled(): Promise<void> {
    while (!this.#settled && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The files that changed, sorted; the next round answers them. */
  take(): string[] {
    const files = [...this.#files].sort();
    this.#files = new Set();
    this.#settled = false;
    return files;
  }

  end(): void {
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#round?.abort();
    this.#wake?.();
  }

  #settle(): void {
    this.#timer = null;
    if (this.#files.size === 0) return;
    this.#settled = true;
    this.#round?.abort();
    this.#wake?.();
  }
}
