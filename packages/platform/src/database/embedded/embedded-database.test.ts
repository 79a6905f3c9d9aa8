import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startEmbeddedDatabase } from './index.js';

test('try', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'flx-embedded-'));
  console.time('cold');
  const database = await startEmbeddedDatabase({
    dataFolder: folder,
    logFile: path.join(folder, 'pg.log'),
  });
  console.timeEnd('cold');
  const client = new Client(database.connection);
  await client.connect();
  const r = await client.query('select version(), current_setting($1)', ['data_checksums']);
  console.log(r.rows, database.connection);
  await client.end();
  await database.stop();
  console.time('warm');
  const again = await startEmbeddedDatabase({
    dataFolder: folder,
    logFile: path.join(folder, 'pg.log'),
  });
  console.timeEnd('warm');
  console.time('stop');
  await again.stop();
  console.timeEnd('stop');
  await rm(folder, { recursive: true });
  expect(r.rows.length).toBe(1);
});
