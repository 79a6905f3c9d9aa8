import type { Cancellation } from '../targets/cancellation.js';

const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/**
 * How long to wait before another try: exponential with full jitter, so that sessions that failed
 * together do not come back together (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture
 * Blog, 2015).
 * @param failed - how many attempts have failed, from 1
 * @param random - in [0, 1)
 * @returns milliseconds
 */
export function backoff(failed: number, random: () => number): number {
  return Math.round(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failed - 1)));
}

/** Waits, or stops waiting when it is cancelled. */
export function pause(milliseconds: number, cancellation: Cancellation): Promise<void> {
  return new Promise((resolve) => {
    let release = () => {};
    const end = () => {
      clearTimeout(timer);
      release();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    release = cancellation.listen(end);
  });
}
