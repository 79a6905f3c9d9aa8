import { sql } from 'kysely';
import type { Database } from '../database/database.js';

/** Gathers how keys were used, and writes it once a second instead of once a request. */
export interface KeyUsage {
  /** Notes a request that was let through. */
  used(keyId: string): void;
  /** Notes a request that was refused. */
  refused(keyId: string): void;
  /** Writes what was gathered and stops. */
  stop(): Promise<void>;
}

interface Tally {
  requests: number;
  failures: number;
  lastUsedAt: Date | null;
}

const INTERVAL_MS = 1_000;

/**
 * Starts gathering. What a process gathered and had not written is lost when it is killed: that is
 * a second at most.
 *
 * @param onError - told when a write failed; what was gathered is kept for the next one
 */
export function trackKeyUsage(
  database: Database,
  onError: (error: unknown) => void,
  now: () => Date = () => new Date(),
): KeyUsage {
  let gathered = new Map<string, Tally>();
  let writing: Promise<void> | null = null;

  const tallyOf = (keyId: string): Tally => {
    const tally = gathered.get(keyId) ?? { requests: 0, failures: 0, lastUsedAt: null };
    gathered.set(keyId, tally);
    return tally;
  };
  const flush = async (): Promise<void> => {
    if (gathered.size === 0) return;
    const batch = gathered;
    gathered = new Map();
    try {
      await write(database, batch);
    } catch (error) {
      for (const [keyId, tally] of batch) add(tallyOf(keyId), tally);
      onError(error);
    }
  };
  // A write that takes longer than a second is waited for, not joined by another.
  const tick = (): void => {
    writing ??= flush().finally(() => {
      writing = null;
    });
  };
  const timer = setInterval(tick, INTERVAL_MS);
  timer.unref();
  return {
    used: (keyId) => add(tallyOf(keyId), { requests: 1, failures: 0, lastUsedAt: now() }),
    refused: (keyId) => add(tallyOf(keyId), { requests: 0, failures: 1, lastUsedAt: null }),
    stop: async () => {
      clearInterval(timer);
      await writing;
      await flush();
    },
  };
}

function add(tally: Tally, more: Tally): void {
  tally.requests += more.requests;
  tally.failures += more.failures;
  if (more.lastUsedAt !== null && (tally.lastUsedAt ?? more.lastUsedAt) <= more.lastUsedAt) {
    tally.lastUsedAt = more.lastUsedAt;
  }
}

/**
 * Adds to what is stored. Replicas write in any order, so the latest moment stays; they lock the
 * rows in the same order, so that none waits for the other in a circle.
 */
async function write(database: Database, batch: ReadonlyMap<string, Tally>): Promise<void> {
  const ids = [...batch.keys()];
  const tallies = [...batch.values()];
  const requests = tallies.map((tally) => tally.requests);
  const failures = tallies.map((tally) => tally.failures);
  const moments = tallies.map((tally) => tally.lastUsedAt?.toISOString() ?? null);
  await sql`
    with seen as (
      select * from unnest(
        ${ids}::uuid[], ${requests}::bigint[], ${failures}::bigint[], ${moments}::timestamptz[]
      ) as seen (id, requests, failures, moment)
    ), locked as (
      select k.id from api_keys k where k.id = any(${ids}::uuid[]) order by k.id for no key update
    )
    update api_keys k set
      request_count = k.request_count + seen.requests,
      failed_attempts = k.failed_attempts + seen.failures,
      last_used_at = greatest(k.last_used_at, seen.moment)
    from seen join locked using (id)
    where k.id = seen.id
  `.execute(database);
}
