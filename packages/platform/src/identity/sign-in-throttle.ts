import type { Database } from '../database/database.js';
import {
  bucketOf,
  countFailure,
  forgetFailures,
  forgetOldFailures,
  takeBackFailure,
  tooManyAttempts,
} from '../throttle/count-failure.js';
import { networkOf } from '../throttle/network.js';

/** Failures that cost nothing, for one account from one address, and for one address in all. */
const FREE_FAILURES = { account: 5, address: 50 };

/** An attempt to sign in that was let through. */
export interface Attempt {
  /**
   * Call it when the password was right: the account's failures from this address are forgotten,
   * and this attempt no longer counts against the address, which may be that of a whole office.
   */
  succeeded(): Promise<void>;
}

/**
 * Lets an attempt to sign in pass, or refuses it while too many have failed. The attempt is
 * counted as failed before the password is looked at, so that guesses made at once are counted
 * one by one. Counts live in the database and hold for all replicas.
 *
 * A throttle by account alone would let a stranger lock its owner out; this one slows the
 * stranger's address down instead.
 *
 * @throws ProblemError 429 `too_many_attempts` with `retry-after`
 */
export async function beginAttempt(
  database: Database,
  email: string,
  address: string,
): Promise<Attempt> {
  const network = networkOf(address);
  const account = bucketOf('account', email, network);
  const all = bucketOf('address', network);
  const [ofAccount, ofAddress] = await Promise.all([
    countFailure(database, account, FREE_FAILURES.account),
    countFailure(database, all, FREE_FAILURES.address),
  ]);
  const wait = Math.max(ofAccount.wait, ofAddress.wait);
  if (wait > 0) {
    throw tooManyAttempts('Too many attempts to sign in have failed.', wait);
  }
  return {
    succeeded: async () => {
      await forgetFailures(database, account);
      await takeBackFailure(database, all, ofAddress);
      await forgetOldFailures(database);
    },
  };
}
