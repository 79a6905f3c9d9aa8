import type { Cancellation } from '../targets/cancellation.js';

/**
 * Does the work of every item with a bound on how many are in progress. An item is asked for only when
 * there is a free place, so a slow agent or a slow disk slows the source down, and nothing piles up.
 *
 * The first error stops the source; work in progress is told by `stop` and waited for.
 * @param parallel - how many items may be in progress
 * @param stop - cancelled here on an error, and by the caller to end early
 * @throws the first error of the source or of the work; not once `stop` was cancelled by the caller
 */
export async function forEachParallel<T>(
  source: AsyncIterable<T>,
  parallel: number,
  stop: Cancellation,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const items = source[Symbol.asyncIterator]();
  let failure: { error: unknown } | null = null;
  const place = async () => {
    while (!stop.cancelled) {
      try {
        const next = await items.next();
        if (next.done === true || stop.cancelled) return;
        await work(next.value);
      } catch (error) {
        if (stop.cancelled) return;
        failure ??= { error };
        stop.cancel(error);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, place));
  await items.return?.();
  if (failure !== null) throw (failure as { error: unknown }).error;
}
