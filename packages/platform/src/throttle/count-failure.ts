import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** After the free failures the wait doubles with each one, from one second to a quarter of an hour. */
const LONGEST_WAIT_SECONDS = 900;
/** Failures are forgotten after a day without another. */
const MEMORY = sql`interval '1 day'`;

/** A failure that was counted, or the wait that keeps it from being looked at. */
export interface FailureCount {
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
 *
 * @param key - what is counted, by {@link bucketOf}
 * @param free - failures that cost nothing
 */
export async function countFailure(
  database: Database,
  key: Buffer,
  free: number,
): Promise<FailureCount> {
  const end = waitEnd(free);
  const { rows } = await sql<FailureCount>`
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

/**
 * The seconds until the wait of a bucket is over; 0 for none. Nothing is counted.
 *
 * @param free - failures that cost nothing
 */
export async function remainingWait(
  database: Database,
  key: Buffer,
  free: number,
): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    select greatest(0, ceil(extract(epoch from ${waitEnd(free)} - clock_timestamp())))::int as wait
    from sign_in_failures f
    where bucket = ${key} and failures >= ${free} and last_failed_at > now() - ${MEMORY}
  `.execute(database);
  return rows[0]?.wait ?? 0;
}

/** Undoes one count, and the wait that it began unless another failure came after it. */
export async function takeBackFailure(
  database: Database,
  key: Buffer,
  counted: FailureCount,
): Promise<void> {
  await sql`
    update sign_in_failures set
      failures = greatest(failures - 1, 0),
      last_failed_at = last_failed_at - case
        when last_failed_at = ${counted.counted_at}::timestamptz
        then make_interval(secs => ${LONGEST_WAIT_SECONDS}) else interval '0' end
    where bucket = ${key}
  `.execute(database);
}

function waitEnd(free: number) {
  return sql`f.last_failed_at + make_interval(secs =>
    least(${LONGEST_WAIT_SECONDS}::float8, power(2, least(f.failures - ${free}::int, 20))))`;
}

/** Forgets the failures of a bucket. */
export async function forgetFailures(database: Database, key: Buffer): Promise<void> {
  await database.deleteFrom('sign_in_failures').where('bucket', '=', key).execute();
}

/** Removes what no longer counts. */
export async function forgetOldFailures(database: Database): Promise<void> {
  await database
    .deleteFrom('sign_in_failures')
    .where('last_failed_at', '<', sql<Date>`now() - ${MEMORY}`)
    .execute();
}

/** The answer to an attempt that must wait. */
export function tooManyAttempts(title: string, wait: number): ProblemError {
  return new ProblemError({
    status: 429,
    code: 'too_many_attempts',
    title,
    hint: `Wait ${wait} seconds and try again.`,
    headers: { 'retry-after': String(wait) },
  });
}

/** Names what is counted; hashed, so that no address is kept in clear. */
export function bucketOf(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
