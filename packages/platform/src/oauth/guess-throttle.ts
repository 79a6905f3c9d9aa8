import type { Database } from '../database/database.js';
import { bucketOf, countFailure, remainingWait } from '../throttle/count-failure.js';
import { networkOf } from '../throttle/network.js';
import { OAuthError } from './oauth-error.js';

/** An office may hold as many programs whose logins are over; a guesser needs far more. */
const FREE_GUESSES = 100;

/**
 * Runs what a request to the token endpoint asks for, unless too many codes or tokens that nobody
 * was given came from its network (RFC 6749, section 10.10). Counted in the database, for all
 * replicas; only guesses cost anything, and those at one grant do not keep anybody from another.
 *
 * @param request - the grant type that is asked for, and the client's address
 * @throws OAuthError `temporarily_unavailable` with 429 and `retry-after`, or what `answer` throws
 */
export async function withoutGuessing<T>(
  database: Database,
  request: { grant: string; address: string },
  answer: () => Promise<T>,
): Promise<T> {
  const bucket = bucketOf('token endpoint', request.grant, networkOf(request.address));
  const wait = await remainingWait(database, bucket, FREE_GUESSES);
  if (wait > 0) {
    throw new OAuthError(
      'temporarily_unavailable',
      `Too many codes and tokens from this address were not known. Wait ${wait} seconds.`,
      { status: 429, headers: { 'retry-after': String(wait) } },
    );
  }
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OAuthError && error.isGuess) {
      await countFailure(database, bucket, FREE_GUESSES);
    }
    throw error;
  }
}
