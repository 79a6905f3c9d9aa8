import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** Failures that cost nothing, for one account from one address, and for one address in all. */
const FREE_FAILURES = { account: 5, address: 50 };
/** After those, the wait doubles with each failure, from one second to a quarter of an hour. */
const LONGEST_WAIT_SECONDS = 900;
/** Failures are forgotten after a day without another. */
const MEMORY = sql`interval '1 day'`;

/** An attempt to sign in that was let through. */
export interface Attempt {
  /** Call it when the password was right: the account's failures from this address are forgotten. */
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
  const account = bucket('account', email, address);
  const waits = await Promise.all([
    count(database, account, FREE_FAILURES.account),
    count(database, bucket('address', address), FREE_FAILURES.address),
  ]);
  const wait = Math.max(...waits);
  if (wait > 0) {
    throw new ProblemError({
      status: 429,
      code: 'too_many_attempts',
      title: 'Too many attempts to sign in have failed.',
      hint: `Wait ${wait} seconds and try again.`,
      headers: { 'retry-after': String(wait) },
    });
  }
  return {
    succeeded: async () => {
      await database.deleteFrom('sign_in_failures').where('bucket', '=', account).execute();
      await database
        .deleteFrom('sign_in_failures')
        .where('last_failed_at', '<', sql<Date>`now() - ${MEMORY}`)
        .execute();
    },
  };
}

/**
 * Counts a failure, and gives the seconds to wait (0 for none). While the wait lasts, an attempt
 * changes nothing: it is not looked at, and does not prolong the wait.
 */
async function count(database: Database, key: Buffer, free: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    with seen as (
      select failures, last_failed_at from sign_in_failures
      where bucket = ${key} and last_failed_at > now() - ${MEMORY}
    ), waiting as (
      select coalesce(max(ceil(extract(epoch from
        last_failed_at - now() + make_interval(secs =>
          least(${LONGEST_WAIT_SECONDS}::float8, power(2, least(failures - ${free}::int, 20))))
      ))), 0)::int as seconds
      from seen where failures >= ${free}::int
    ), counted as (
      insert into sign_in_failures (bucket, failures, last_failed_at)
      select ${key}, 1, now() where (select seconds from waiting) <= 0
      on conflict (bucket) do update set
        failures = case when sign_in_failures.last_failed_at > now() - ${MEMORY}
          then sign_in_failures.failures + 1 else 1 end,
        last_failed_at = now()
    )
    select greatest(seconds, 0) as wait from waiting
  `.execute(database);
  return rows[0]?.wait ?? 0;
}

function bucket(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
