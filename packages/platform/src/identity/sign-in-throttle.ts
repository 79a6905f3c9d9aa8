import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
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
  const account = bucket('account', email, network);
  const all = bucket('address', network);
  const [ofAccount, ofAddress] = await Promise.all([
    count(database, account, FREE_FAILURES.account),
    count(database, all, FREE_FAILURES.address),
  ]);
  const wait = Math.max(ofAccount.wait, ofAddress.wait);
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
      await takeBack(database, all, ofAddress);
      await database
        .deleteFrom('sign_in_failures')
        .where('last_failed_at', '<', sql<Date>`now() - ${MEMORY}`)
        .execute();
    },
  };
}

interface Count {
  /** Seconds; 0 for none. */
  wait: number;
  /** When this failure was counted, as PostgreSQL writes it; `null` when it was not. */
  counted_at: string | null;
}

/**
 * Counts a failure, and gives the time to wait. While the wait lasts, an attempt changes nothing:
 * it is not looked at, and does not prolong the wait.
 *
 * Whether it lasts is asked by the update itself, which sees the row as the attempt before left
 * it; the statement's own view may be older when attempts come at once.
 */
async function count(database: Database, key: Buffer, free: number): Promise<Count> {
  const end = sql`f.last_failed_at + make_interval(secs =>
    least(${LONGEST_WAIT_SECONDS}::float8, power(2, least(f.failures - ${free}::int, 20))))`;
  const { rows } = await sql<Count>`
    with counted as (
      insert into sign_in_failures as f (bucket, failures, last_failed_at)
      values (${key}, 1, clock_timestamp())
      on conflict (bucket) do update set
        failures = case when f.last_failed_at > now() - ${MEMORY} then f.failures + 1 else 1 end,
        last_failed_at = clock_timestamp()
      where f.failures < ${free}::int
        or f.last_failed_at <= now() - ${MEMORY} or ${end} <= clock_timestamp()
      returning last_failed_at
    )
    select (select last_failed_at::text from counted) as counted_at,
      case when exists (select from counted) then 0 else greatest(1, (
        select ceil(extract(epoch from ${end} - clock_timestamp()))::int
        from sign_in_failures f where bucket = ${key}
      )) end as wait
  `.execute(database);
  return rows[0] ?? { wait: 0, counted_at: null };
}

/** Undoes one count, and the wait that it began unless another failure came after it. */
async function takeBack(database: Database, key: Buffer, counted: Count): Promise<void> {
  await sql`
    update sign_in_failures set
      failures = greatest(failures - 1, 0),
      last_failed_at = last_failed_at - case
        when last_failed_at = ${counted.counted_at}::timestamptz
        then make_interval(secs => ${LONGEST_WAIT_SECONDS}) else interval '0' end
    where bucket = ${key}
  `.execute(database);
}

/**
 * What one household or office has for an address: of IPv6 the first 64 bits, since whoever has
 * one address there has all 2^64 of them (RFC 6177).
 */
function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? '';
  if (!isIPv6(bare) || bare.includes('.')) {
    return bare.slice(bare.lastIndexOf(':') + 1);
  }
  const [head = '', tail] = bare.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function bucket(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
