import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.js';
import { forgetOldFailures } from '../throttle/count-failure.js';

const INTERVAL_MS = 10 * 60 * 1_000;
/** Names the advisory lock under which one replica at a time removes. */
const LOCK = 4_741_002;
/** Rows of one statement, so that none holds many locks for long. */
const BATCH = 2_000;

/**
 * Rows that nothing asks for any more. What was refused because it had expired or was used is kept
 * for another day or month, so that the refusal can say why, and a reuse is still noticed.
 */
const EXPIRED: readonly { table: string; key: string; where: RawBuilder<unknown> }[] = [
  {
    table: 'access_tokens',
    key: 'sha256',
    where: sql`expires_at < now() - interval '1 day'`,
  },
  {
    table: 'authorization_requests',
    key: 'id',
    where: sql`expires_at < now() - interval '1 day'`,
  },
  {
    table: 'device_authorizations',
    key: 'device_code_sha256',
    where: sql`expires_at < now() - interval '1 day'`,
  },
  { table: 'refresh_tokens', key: 'sha256', where: sql`expires_at < now()` },
  {
    table: 'login_families',
    key: 'id',
    where: sql`expires_at < now() or ended_at < now() - interval '30 days'
      or (created_at < now() - interval '1 day'
        and not exists (select from refresh_tokens r where r.family_id = id))`,
  },
  { table: 'invitations', key: 'sha256', where: sql`expires_at < now()` },
  { table: 'passkey_challenges', key: 'sha256', where: sql`expires_at < now()` },
  { table: 'password_resets', key: 'sha256', where: sql`expires_at < now()` },
  { table: 'sessions', key: 'sha256', where: sql`expires_at < now()` },
  {
    table: 'single_sign_on_attempts',
    key: 'browser_sha256',
    where: sql`expires_at < now()`,
  },
  { table: 'sign_in_tickets', key: 'sha256', where: sql`expires_at < now()` },
  { table: 'setup_tokens', key: 'sha256', where: sql`expires_at < now()` },
  {
    table: 'totp_factors',
    key: 'user_id',
    where: sql`confirmed_at is null and created_at < now() - interval '1 day'`,
  },
];

/** The job that removes what has expired. */
export interface ExpiryJob {
  stop(): Promise<void>;
}

/**
 * Removes what has expired, now and every ten minutes.
 *
 * @param onError - told when it failed; the next time tries again
 */
export function startRemovingExpired(
  database: Database,
  onError: (error: unknown) => void,
): ExpiryJob {
  let running: Promise<unknown> | null = null;
  let stopped = false;
  const tick = (): void => {
    running ??= removeExpired(database, () => stopped)
      .catch(onError)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(tick, INTERVAL_MS);
  timer.unref();
  tick();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * Removes what has expired. Of several replicas that do it at once, one does and the others leave
 * it to that one.
 *
 * @param isStopped - asked between two statements
 * @returns how many rows went
 */
export function removeExpired(
  database: Database,
  isStopped: () => boolean = () => false,
): Promise<number> {
  // The lock is of a connection, so everything is done on that one.
  return database.connection().execute(async (connection) => {
    const { rows } = await sql<{ ours: boolean }>`
      select pg_try_advisory_lock(${LOCK}) as ours
    `.execute(connection);
    if (rows[0]?.ours !== true) return 0;
    try {
      let removed = 0;
      for (const expired of EXPIRED) {
        let batch = BATCH;
        while (batch === BATCH && !isStopped()) {
          batch = await removeBatch(connection, expired);
          removed += batch;
        }
      }
      if (!isStopped()) await forgetOldFailures(connection);
      return removed;
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

async function removeBatch(
  database: Database,
  { table, key, where }: (typeof EXPIRED)[number],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)} where ${where}
      limit ${BATCH} for update skip locked
    )
  `.execute(database);
  return Number(numAffectedRows ?? 0n);
}
