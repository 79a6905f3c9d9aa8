import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedDatabase } from '../../packages/platform/src/database/embedded/index.js';

/** A PostgreSQL that a team brings along. */
export interface OwnDatabase {
  /** For `DATABASE_URL`. */
  url: string;
  /** Every row of every table, as JSON, a line each with its table's name. */
  dump(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL outside the platform. */
export async function startOwnDatabase(folder: string): Promise<OwnDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const database = await startEmbeddedDatabase({
    dataFolder: folder,
    logFile: join(folder, 'postgres.log'),
  });
  const { host, port, user, database: name } = database.connection;
  return {
    url: `postgresql://${user}@/${name}?host=${encodeURIComponent(String(host))}&port=${port}`,
    async dump() {
      const client = new Client(database.connection);
      await client.connect();
      try {
        return (await tables(client)).join('\n');
      } finally {
        await client.end();
      }
    },
    stop: () => database.stop(),
  };
}

async function tables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const lines: string[] = [];
  for (const { name } of rows) {
    const content = await client.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name} t`,
    );
    lines.push(...content.rows.map(({ row }) => `${name} ${row}`));
  }
  return lines;
}
