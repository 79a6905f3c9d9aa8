import type { Database } from '../database/database.js';
import {
  bucketOf,
  countFailure,
  takeBackFailure,
  tooManyAttempts,
} from '../throttle/count-failure.js';
import { networkOf } from '../throttle/network.js';

/**
 * Wrong codes that cost nothing. With the waits after them a person has some hundred guesses a
 * day at 20^8 codes (RFC 8628, section 5.1).
 */
const FREE_GUESSES = { person: 5, address: 20 };

/** A look for a code that was let through. */
export interface Guess {
  /** Call it when there was such a code: the guess no longer counts. */
  succeeded(): Promise<void>;
}

/**
 * Lets a person look for a user code, or refuses it while too many were wrong. Counted before the
 * look, in the database, so that guesses made at once, or over several replicas, all count.
 *
 * @throws ProblemError 429 `too_many_attempts` with `retry-after`
 */
export async function beginGuess(
  database: Database,
  seeker: { userId: string; address: string },
): Promise<Guess> {
  const buckets = [
    { key: bucketOf('user code, person', seeker.userId), free: FREE_GUESSES.person },
    { key: bucketOf('user code, address', networkOf(seeker.address)), free: FREE_GUESSES.address },
  ];
  const counted = await Promise.all(
    buckets.map(async ({ key, free }) => ({ key, count: await countFailure(database, key, free) })),
  );
  const wait = Math.max(...counted.map(({ count }) => count.wait));
  if (wait > 0) {
    throw tooManyAttempts('Too many wrong codes were typed.', wait);
  }
  return {
    succeeded: async () => {
      await Promise.all(counted.map(({ key, count }) => takeBackFailure(database, key, count)));
    },
  };
}
