import { ConfigurationError, NetworkError } from '@fluxloop/core/errors';
import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientConfig, Pool, type PoolConfig } from 'pg';
import type { Tables } from './tables.js';

/** The platform's database. */
export type Database = Kysely<Tables>;

/** The query builder, and the connections that are kept for uploads. */
export interface OpenDatabase {
  database: Database;
  /** The same connections, for the statement of every request, which is prepared once for each. */
  requests: Pool;
  /** For COPY, which kysely has no word for; apart, so that no upload keeps a page waiting. */
  uploads: Pool;
  close(): Promise<void>;
}

/**
 * Connections per replica, and how long one is waited for; the rest of PostgreSQL's are left to
 * other replicas. Uploads are long and may come by the hundred, so they queue by themselves.
 */
const REQUESTS = { max: 10, connectionTimeoutMillis: 10_000 };
const UPLOADS = { max: 6, connectionTimeoutMillis: 60_000 };

/**
 * Opens the pools. No connection is made before the first query.
 *
 * @param onError - told of a connection that broke, idle or in use; the pool replaces it by itself
 */
export function openDatabase(
  connection: ClientConfig,
  onError: (error: Error) => void = () => undefined,
): OpenDatabase {
  const requests = openPool({ ...connection, ...REQUESTS }, onError);
  const uploads = openPool({ ...connection, ...UPLOADS }, onError);
  const database: Database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: requests }),
  });
  return {
    database,
    requests,
    uploads,
    close: async () => {
      await Promise.all([database.destroy(), uploads.end()]);
    },
  };
}

function openPool(options: PoolConfig, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    ...options,
    application_name: 'fluxloop-platform',
    // A statement that hangs must not hold its connection for ever.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // The pool listens only to idle clients. A connection that breaks while it is lent out, with no
  // statement of its own under way, would end the process; this tells of every one, once.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  return pool;
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
