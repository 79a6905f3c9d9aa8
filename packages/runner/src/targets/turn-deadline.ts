import type { Cancellation } from './cancellation.js';
import type { SessionLimits } from './target.js';
import { tooSilent, tooSlow } from './target-faults.js';

/** A turn while it is waited for. */
export interface TurnClock {
  /** Aborted when the answer is not waited for any more. */
  signal: AbortSignal;
  /** A sign of life: the idle deadline begins anew. */
  touch(): void;
}

/**
 * Waits for an answer within the deadlines of a turn.
 * @param work - gets the answer; it ends early when the signal is aborted
 * @throws TargetFault `target_timeout`; the reason of the cancellation; what the work throws
 */
export async function withinTurn<T>(
  { turnMs, idleMs }: SessionLimits,
  cancellation: Cancellation,
  work: (clock: TurnClock) => Promise<T>,
): Promise<T> {
  cancellation.throwIfCancelled();
  const controller = new AbortController();
  let release = () => {};
  let turnTimer: NodeJS.Timeout | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_, reject) => {
    const giveUp = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    turnTimer = setTimeout(() => giveUp(tooSlow(turnMs)), turnMs);
    if (idleMs < turnMs) idleTimer = setTimeout(() => giveUp(tooSilent(idleMs)), idleMs);
    release = cancellation.listen(giveUp);
  });
  try {
    const answer = work({ signal: controller.signal, touch: () => idleTimer?.refresh() });
    // When the deadline wins, the work fails later, with nobody to listen.
    answer.catch(() => undefined);
    return await Promise.race([answer, given]);
  } finally {
    clearTimeout(turnTimer);
    clearTimeout(idleTimer);
    release();
  }
}
