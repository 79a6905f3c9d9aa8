import type { Cancellation } from '../targets/cancellation.js';

/**
 * What there is to do, a stretch at a time. Within a stretch items come at once; a promise among them is
 * waited for by whoever gets it, who then asks again.
 */
export type Stretches<T> = AsyncIterable<Iterable<T | Promise<void>>>;

/**
 * Does the work of every item with a bound on how many are in progress. An item is asked for only when
 * there is a free place, so a slow agent or a slow disk slows the source down, and nothing piles up.
 *
 * The first error stops the source; work in progress is told by `stop` and waited for.
 * @param parallel - how many items may be in progress
 * @param stop - cancelled here on an error, and by the caller to end early
 * @throws the first error of the source or of the work; not once `stop` was cancelled by the caller
 */
export async function forEachParallel<T extends object>(
  source: Stretches<T>,
  parallel: number,
  stop: Cancellation,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const items = new Items(source);
  let failure: { error: unknown } | null = null;
  const place = async () => {
    while (!stop.cancelled) {
      try {
        const next = items.next();
        if (next === null) return;
        if (next instanceof Promise) await next;
        else await work(next);
      } catch (error) {
        if (stop.cancelled) return;
        failure ??= { error };
        stop.cancel(error);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, place));
  await items.close();
  if (failure !== null) throw (failure as { error: unknown }).error;
}

/** The items of a source, for many who ask. */
class Items<T extends object> {
  readonly #stretches: AsyncIterator<Iterable<T | Promise<void>>>;
  #stretch: Iterator<T | Promise<void>> | null = null;
  #loading: Promise<void> | null = null;
  #ended = false;

  constructor(source: Stretches<T>) {
    this.#stretches = source[Symbol.asyncIterator]();
  }

  /** @returns an item; a promise to wait for before asking again; `null` when there are no more */
  next(): T | Promise<void> | null {
    if (this.#loading !== null) return this.#loading;
    if (this.#stretch !== null) {
      const { value, done } = this.#stretch.next();
      if (done !== true) return value instanceof Promise ? this.#await(value) : value;
      this.#stretch = null;
    }
    return this.#ended ? null : this.#await(this.#load());
  }

  async close(): Promise<void> {
    this.#stretch?.return?.();
    await this.#stretches.return?.();
  }

  async #load(): Promise<void> {
    const { value, done } = await this.#stretches.next();
    if (done === true) this.#ended = true;
    else this.#stretch = value[Symbol.iterator]();
  }

  /** Order is kept: nobody gets what comes after before this is there. */
  #await(event: Promise<void>): Promise<void> {
    const loading = event.finally(() => {
      this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }
}
