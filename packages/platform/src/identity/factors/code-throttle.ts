import type { Database } from '../../database/database.js';
import {
  bucketOf,
  countFailure,
  takeBackFailure,
  tooManyAttempts,
} from '../../throttle/count-failure.js';
import { networkOf } from '../../throttle/network.js';

/**
 * Wrong codes that cost nothing. A code of an app has a million values, three of them good at a
 * time, and who guesses knows the password already: so an account's guesses are counted over all
 * networks too (RFC 4226, section 7.3). A recovery code cannot be guessed; it stays a way in for the
 * owner while a stranger guesses from elsewhere.
 */
const FREE_GUESSES = { network: 5, account: 30 };

/** A code that may be looked at. */
export interface CodeAttempt {
  /** Call it when the code was right: it no longer counts. */
  succeeded(): Promise<void>;
}

/**
 * Lets a code be looked at, or refuses it while too many were wrong.
 *
 * @throws ProblemError 429 `too_many_attempts` with `retry-after`
 */
export async function beginCode(
  database: Database,
  seeker: { userId: string; address: string; kind: 'totp' | 'recovery_code' },
): Promise<CodeAttempt> {
  const { userId, kind } = seeker;
  const network = bucketOf('second factor', kind, userId, networkOf(seeker.address));
  const buckets = [
    { key: network, free: FREE_GUESSES.network },
    ...(kind === 'totp'
      ? [{ key: bucketOf('second factor', userId), free: FREE_GUESSES.account }]
      : []),
  ];
  const counted = await Promise.all(
    buckets.map(async ({ key, free }) => ({ key, count: await countFailure(database, key, free) })),
  );
  const wait = Math.max(...counted.map(({ count }) => count.wait));
  if (wait > 0) throw tooManyAttempts('Too many wrong codes were typed.', wait);
  return {
    succeeded: async () => {
      await Promise.all(counted.map(({ key, count }) => takeBackFailure(database, key, count)));
    },
  };
}
