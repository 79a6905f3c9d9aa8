import { rm } from 'node:fs/promises';
import path from 'node:path';
import { FluxLoopError } from '@fluxloop/core/errors';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testFolder } from '../platform.test-support.js';
import { checkConnection, openDatabase, parseDatabaseUrl } from './database.js';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded/index.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

let folder: string;
let embedded: EmbeddedDatabase;

beforeAll(async () => {
  folder = await testFolder();
  embedded = await startEmbeddedDatabase({
    dataFolder: folder,
    logFile: path.join(folder, 'postgresql.log'),
  });
});
afterAll(async () => {
  await embedded?.stop();
  await rm(folder, { recursive: true });
});

it('runs each migration once when eight replicas start at once', async () => {
  const replicas = Array.from({ length: 8 }, () => openDatabase(embedded.connection));
  const ran = await Promise.all(replicas.map((replica) => migrate(replica.database)));
  expect(ran.flat().toSorted()).toEqual(Object.keys(migrations));
  await Promise.all(replicas.map((replica) => replica.close()));
});

it('refuses a database that a newer release has migrated', async () => {
  const store = openDatabase(embedded.connection);
  await migrate(store.database);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', now()::text)`.execute(
    store.database,
  );
  await expect(migrate(store.database)).rejects.toMatchObject({ code: 'migration_failed' });
  await store.close();
});

it.each(['mysql://db/fluxloop', 'db', 'postgres://[', 'http://127.0.0.1'])(
  'refuses %s as DATABASE_URL without repeating it',
  (url) => {
    const secret = ['hun', 'ter2'].join('');
    let refused: unknown;
    try {
      parseDatabaseUrl(url.replace('//', `//user:${secret}@`));
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(FluxLoopError);
    expect(JSON.stringify(refused)).toContain('database_url_invalid');
    expect(String(refused)).not.toContain(secret);
  },
);

it('says which database does not answer, and not with which password', async () => {
  const secret = ['hun', 'ter2'].join('');
  const store = openDatabase(parseDatabaseUrl(`postgres://user:${secret}@127.0.0.1:1/fluxloop`));
  const failure = await checkConnection(store.uploads).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'database_unreachable', exitCode: 4 });
  expect(String(failure)).toContain('127.0.0.1');
  expect(String(failure)).not.toContain(secret);
  await store.close();
});
