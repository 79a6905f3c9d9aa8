import { ConfigurationError, NetworkError } from '@fluxloop/core/errors';
import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientConfig, Pool } from 'pg';
import type { Tables } from './tables.js';

/** The platform's database. */
export type Database = Kysely<Tables>;

/** A pool and the query builder over it. */
export interface OpenDatabase {
  database: Database;
  /** For what kysely has no word for: COPY. */
  pool: Pool;
  close(): Promise<void>;
}

/** Connections per replica; the rest of PostgreSQL's are left to other replicas. */
const POOL_SIZE = 16;

/**
 * Opens the pool. No connection is made before the first query.
 *
 * @param onError - told of a connection that broke, idle or in use; the pool replaces it by itself
 */
export function openDatabase(
  connection: ClientConfig,
  onError: (error: Error) => void = () => undefined,
): OpenDatabase {
  const pool = new Pool({
    ...connection,
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    application_name: 'fluxloop-platform',
    // A statement that hangs must not hold its connection for ever.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // The pool listens only to idle clients. A connection that breaks while it is lent out, with no
  // statement of its own under way, would end the process; this tells of every one, once.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  const database: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}

/**
 * Tries a connection once, so that a wrong `DATABASE_URL` is told at the start.
 *
 * @throws NetworkError `database_unreachable`; it names the host, never the password
 */
export async function checkConnection(pool: Pool): Promise<void> {
  try {
    (await pool.connect()).release();
  } catch (error) {
    const { host } = new Client({ connectionString: pool.options.connectionString });
    throw new NetworkError(
      'database_unreachable',
      `The database at ${host} does not answer: ${
        error instanceof Error ? error.message || error.name : String(error)
      }`,
      { hint: 'Check DATABASE_URL, or leave it out to use the embedded database.' },
    );
  }
}

/**
 * Checks that `DATABASE_URL` is one of PostgreSQL. A socket's folder as `?host=` is fine, though
 * `URL` would not take such an address.
 *
 * @throws ConfigurationError `database_url_invalid`; it does not repeat the value, which holds a password
 */
export function parseDatabaseUrl(url: string): ClientConfig {
  if (!/^postgres(?:ql)?:\/\//.test(url) || !isReadable(url)) {
    throw new ConfigurationError(
      'database_url_invalid',
      'DATABASE_URL is not the address of a PostgreSQL database.',
      { hint: 'It reads like postgres://user:password@host:5432/fluxloop.' },
    );
  }
  return { connectionString: url };
}

function isReadable(url: string): boolean {
  try {
    new Client({ connectionString: url });
    return true;
  } catch {
    return false;
  }
}
