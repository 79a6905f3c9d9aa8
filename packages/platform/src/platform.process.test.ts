import { randomInt } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProcess } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testFolder } from './platform.test-support.js';
import {
  BIN,
  launchPlatform,
  processesOf,
  spawnPlatform,
} from './platform-process.test-support.js';

/** More of them in the long form. */
const KILL_ROUNDS = Number(process.env.FLUXLOOP_KILL_ROUNDS ?? 1);

let folder: string;

beforeEach(async () => {
  folder = await testFolder();
});
afterEach(async () => {
  await nothingLeft();
  await rm(folder, { recursive: true });
});

/** Postgres gets a moment to write its last page; then nothing may be left. */
async function nothingLeft(): Promise<void> {
  await vi.waitFor(async () => expect(await processesOf(folder)).toEqual([]), {
    timeout: 15_000,
    interval: 50,
  });
}

const status = () =>
  runProcess({
    bin: BIN,
    argv: ['status', '--data', `${folder}/data`, '--json'],
    cwd: folder,
    home: folder,
  });

describe('a platform that is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s stops its database, says so, and ends with 0',
    async (signal) => {
      const platform = await launchPlatform(folder);
      expect((await processesOf(`${folder}/data/postgres`)).length).toBeGreaterThan(0);
      const run = await platform.end(signal);
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(
        run.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).event),
      ).toEqual(['listening', 'stopped']);
      // In order: the database is gone before the process is.
      expect(await processesOf(folder)).toEqual([]);
    },
  );

  it('while it is still starting stops as well', async () => {
    const running = spawnPlatform(folder);
    await vi.waitFor(async () => expect(await readdir(folder)).toContain('data'), {
      timeout: 15_000,
      interval: 5,
    });
    running.child.kill('SIGTERM');
    expect((await running.finished).exitCode).toBe(0);
    const again = await launchPlatform(folder);
    await again.end('SIGTERM');
  });
});

describe('a platform that is killed', () => {
  it('leaves no database behind, and starts again at once with what it had', async () => {
    const first = await launchPlatform(folder);
    const created = await fetch(`${first.url}/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: first.setupToken,
        email: 'ada@example.com',
        password: ['correct', 'horse', 'battery'].join(' '),
      }),
    });
    expect(created.status).toBe(201);
    await first.end('SIGKILL');
    const second = await launchPlatform(folder);
    expect(second.setupToken).toBeNull();
    await second.end('SIGKILL');
    await nothingLeft();
  });

  it('at any moment of its first start leaves a folder that the next start can use', async () => {
    for (let round = 0; round < KILL_ROUNDS; round += 1) {
      const delay = randomInt(150, 1_400);
      const running = spawnPlatform(folder);
      await sleep(delay);
      running.child.kill('SIGKILL');
      await running.finished;
      const next = await launchPlatform(folder).catch((error: unknown) => {
        throw new Error(`killed after ${delay} ms: ${String(error)}`);
      });
      await next.end('SIGTERM');
      await nothingLeft();
      await rm(`${folder}/data`, { recursive: true });
    }
  });
});

describe('a platform whose database dies', () => {
  it('stops and says where the log is', async () => {
    const platform = await launchPlatform(folder);
    const postmaster = (await processesOf(`${folder}/data/postgres/cluster`))
      .map((line) => line.trim().split(' '))
      .find(([, program]) => program?.endsWith('/postgres'));
    process.kill(Number(postmaster?.[0]), 'SIGKILL');
    const run = await platform.running.finished;
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('postgresql.log');
  });
});

describe('a start that cannot be', () => {
  it('on a port in use ends with 2 and says what to do', async () => {
    const platform = await launchPlatform(folder);
    const other = await testFolder();
    const { port } = new URL(platform.url);
    const run = await spawnPlatform(other, { port }).finished;
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({
      error: { code: 'port_in_use', exit_code: 2, hint: expect.stringContaining('--port') },
    });
    expect(await processesOf(other)).toEqual([]);
    await rm(other, { recursive: true });
    await platform.end('SIGTERM');
  });

  it('on a data folder in use ends with 2 and leaves the other one alone', async () => {
    const platform = await launchPlatform(folder);
    const run = await spawnPlatform(folder).finished;
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'data_folder_in_use' } });
    expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
    await platform.end('SIGTERM');
  });

  it('of two at once on one new folder is one of the two', async () => {
    const runs = [spawnPlatform(folder), spawnPlatform(folder)];
    const loser = await Promise.race(runs.map(async (run) => ({ run, end: await run.finished })));
    expect(loser.end.exitCode).toBe(2);
    expect(loser.end.json()).toMatchObject({ error: { code: 'data_folder_in_use' } });
    const winner = runs.find((run) => run !== loser.run);
    winner?.child.kill('SIGTERM');
    expect((await winner?.finished)?.exitCode).toBe(0);
  });

  it('in a folder that cannot be made ends with 2', async () => {
    await writeFile(`${folder}/data`, 'a file in its place');
    const run = await spawnPlatform(folder).finished;
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'data_folder_unusable' } });
  });

  it('beyond loopback without https ends with 2', async () => {
    const run = await spawnPlatform(folder, { argv: ['--host', '0.0.0.0'] }).finished;
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'https_required' } });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('status', () => {
  it('tells where the platform is, and ends with 4 when it is not', async () => {
    expect(await status()).toMatchObject({ exitCode: 4 });
    const platform = await launchPlatform(folder);
    const up = await status();
    expect(up.exitCode).toBe(0);
    expect(up.json()).toMatchObject({
      running: true,
      url: platform.url,
      pid: platform.running.child.pid,
    });
    await platform.end('SIGKILL');
    const down = await status();
    expect(down.exitCode).toBe(4);
    expect(down.json()).toMatchObject({ running: false });
  });
});

describe('the data folder', () => {
  it('holds nothing that another user of the machine can read', async () => {
    const platform = await launchPlatform(folder);
    const data = path.join(folder, 'data');
    for (const name of ['platform.json', 'logs', 'logs/platform.log', 'logs/postgresql.log']) {
      expect((await stat(path.join(data, name))).mode & 0o077, name).toBe(0);
    }
    for (const name of ['postgres/cluster', 'postgres/socket']) {
      expect((await stat(path.join(data, name))).mode & 0o077, name).toBe(0);
    }
    await platform.end('SIGTERM');
  });
});
