import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testFolder } from '../../platform.test-support.js';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './index.js';
import { clusterHome } from './owner.js';

let folder: string;
let running: EmbeddedDatabase[];

beforeEach(async () => {
  folder = await testFolder();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((database) => database.stop()));
  await rm(folder, { recursive: true });
});

async function start(
  dataFolder = folder,
  isHeld?: () => Promise<boolean>,
): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({
    dataFolder,
    logFile: path.join(folder, 'postgresql.log'),
    ...(isHeld === undefined ? {} : { isHeld }),
  });
  running.push(database);
  return database;
}

async function query(database: EmbeddedDatabase, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(database.connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  it('keeps check sums and syncs to the disk', async () => {
    const database = await start();
    const rows = await query(
      database,
      `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
        current_setting('full_page_writes') as pages`,
    );
    expect(rows).toEqual([{ checksums: 'on', fsync: 'on', pages: 'on' }]);
  });

  it('answers only behind a folder that nobody else may enter, and never over TCP', async () => {
    const database = await start();
    const rows = await query(database, "select current_setting('listen_addresses') as tcp");
    expect(rows).toEqual([{ tcp: '' }]);
    expect((await stat(String(database.connection.host))).mode & 0o777).toBe(0o700);
  });

  it('has what it had when it starts again', async () => {
    const first = await start();
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await query(await start(), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('is there once per folder: a second start is refused while a platform holds it', async () => {
    const first = await start();
    await expect(start(folder, async () => true)).rejects.toMatchObject({
      code: 'data_folder_in_use',
      exitCode: 2,
      hint: expect.stringContaining('DATABASE_URL'),
    });
    expect(await query(first, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over from one that is still stopping', async () => {
    const first = await start();
    const stopping = first.stop();
    expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
    await stopping;
  });

  it('in a folder whose path no socket fits into uses a short one, and removes it', async () => {
    const deep = path.join(folder, 'd'.repeat(120));
    await mkdir(deep, { mode: 0o711 });
    await chmod(deep, 0o711);
    const database = await start(deep);
    const socket = String(database.connection.host);
    expect(Buffer.byteLength(`${socket}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107);
    expect((await stat(socket)).mode & 0o777).toBe(0o700);
    await database.stop();
    await expect(stat(socket)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('made by another major version of PostgreSQL is not touched', async () => {
    await (await start()).stop();
    await writeFile(path.join(folder, 'postgres', 'cluster', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toMatchObject({
      code: 'database_version_mismatch',
      hint: expect.stringContaining('pg_dump'),
    });
  });

  it('says what PostgreSQL said when it does not start', async () => {
    await (await start()).stop();
    await writeFile(path.join(folder, 'postgres', 'cluster', 'postgresql.conf'), 'nonsense =');
    await expect(start()).rejects.toMatchObject({
      code: 'database_start_failed',
      message: expect.stringContaining('postgresql.conf'),
      hint: expect.stringContaining('postgresql.log'),
    });
  });

  it('leaves no half-made cluster behind, whatever was left before', async () => {
    await (await start()).stop();
    const home = path.join(folder, 'postgres');
    await rm(path.join(home, 'cluster'), { recursive: true });
    // 2^22 is the highest process id that Linux gives; this one was killed long ago.
    await mkdir(path.join(home, 'cluster.4194305-00000000-0000-4000-8000-000000000000.tmp'));
    await start();
    expect((await readdir(home)).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it('logs no row that a statement failed on', async () => {
    const database = await start();
    const secret = ['jane', 'doe@example.com'].join('.');
    await query(database, 'create table unique_text (value text primary key)');
    await query(database, `insert into unique_text values ('${secret}')`);
    await expect(
      query(database, `insert into unique_text values ('${secret}')`),
    ).rejects.toMatchObject({ code: '23505' });
    const log = await readFile(path.join(folder, 'postgresql.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain(secret);
  });
});

describe('the cluster of root', () => {
  const nobody = { uid: 65534, gid: 65534 };

  it.skipIf(process.getuid?.() !== 0)(
    'lies in a folder where the database’s user can plant no link for root to follow',
    async () => {
      const home = path.join(folder, 'postgres');
      // As an earlier release left it.
      await mkdir(home);
      await chown(home, nobody.uid, nobody.gid);
      await start();
      const owners = await Promise.all(
        [home, path.join(home, 'cluster'), path.join(home, 'socket')].map((one) => stat(one)),
      );
      expect(owners.map(({ uid }) => uid)).toEqual([0, nobody.uid, nobody.uid]);
      expect(((await stat(home)).mode & 0o022).toString(8)).toBe('0');
    },
  );

  it('is in the data folder where the database’s user may enter it', async () => {
    expect(await clusterHome(folder, nobody)).toBe(path.join(folder, 'postgres'));
  });

  it('is in /var/lib where it may not, in a place of its own for each data folder', async () => {
    const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
    await mkdir(one);
    await mkdir(two);
    await chmod(folder, 0o700);
    const homes = await Promise.all([one, two, one].map((data) => clusterHome(data, nobody)));
    expect(homes[0]).toMatch(/^\/var\/lib\/fluxloop-platform\/[0-9a-f]{16}$/);
    expect(homes[2]).toBe(homes[0]);
    expect(homes[1]).not.toBe(homes[0]);
  });

  it('is in the data folder for anybody else', async () => {
    await chmod(folder, 0o700);
    expect(await clusterHome(folder, null)).toBe(path.join(folder, 'postgres'));
  });
});
