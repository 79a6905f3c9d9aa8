import { sql } from 'kysely';
import type { Database } from '../database/database.js';

/** Gathers when keys were used, and writes it once a second instead of once a request. */
export interface KeyUsage {
  /** Notes that the key was used now. */
  note(keyId: string): void;
  /** Writes what was gathered. */
  flush(): Promise<void>;
  /** Writes what was gathered and stops. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 1_000;

/**
 * Starts gathering.
 *
 * @param onError - told when a write failed; what was gathered is kept for the next one
 */
export function trackKeyUsage(
  database: Database,
  onError: (error: unknown) => void,
  now: () => Date = () => new Date(),
): KeyUsage {
  let gathered = new Map<string, Date>();
  const flush = async () => {
    if (gathered.size === 0) {
      return;
    }
    const writing = gathered;
    gathered = new Map();
    try {
      await write(database, writing);
    } catch (error) {
      gathered = new Map([...writing, ...gathered]);
      onError(error);
    }
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(flush);
  }, INTERVAL_MS);
  timer.unref();
  return {
    note: (keyId) => {
      gathered.set(keyId, now());
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await running;
      await flush();
    },
  };
}

/** Replicas write in any order; the latest moment stays. */
async function write(database: Database, used: ReadonlyMap<string, Date>): Promise<void> {
  const ids = [...used.keys()];
  const moments = [...used.values()].map((moment) => moment.toISOString());
  await sql`
    update api_keys k set last_used_at = greatest(k.last_used_at, seen.moment)
    from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as seen (id, moment)
    where k.id = seen.id
  `.execute(database);
}
