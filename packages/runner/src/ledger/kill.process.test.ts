import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  agentPath,
  MARKERS,
  makeProject,
  rowsOf,
  type TestProject,
} from '../project.test-support.js';
import { findRun } from './run-folder.js';

const CASES = 120;
/** More of them in the long form. */
const KILLS = Number(process.env.FLUXLOOP_KILL_ROUNDS ?? 4);
const NOBODY = 65_534;
const DISK_BYTES = 512 * 1024;
/** A disk of its own needs root, on Linux, and a container that lets it. */
const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

function mount(folder: string): boolean {
  const options = `size=${DISK_BYTES},mode=0700`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'fluxloop-mount-'));
  const done = mount(folder);
  if (done) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return done;
}

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

function startRun(root: string, options: { resume?: string; uid?: number; limit?: string } = {}) {
  const script = fixture('run-project.ts');
  const node = [
    process.execPath,
    '--conditions=@fluxloop/source',
    '--import',
    fixture('typescript-source.mjs'),
  ];
  const command = [
    ...node,
    script,
    root,
    ...(options.resume === undefined ? [] : [options.resume]),
  ];
  const [program = '', ...args] =
    options.limit === undefined
      ? command
      : ['sh', '-c', `ulimit -f ${options.limit}; exec "$@"`, 'sh', ...command];
  return spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
}

/** Kills the process at its nth event, or a moment later; `false` when it ended before. */
async function killAt(child: ChildProcess, count: number, delayMs: number): Promise<boolean> {
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  let seen = 0;
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', () => {
      seen += 1;
      if (seen === count) setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
  }
  return (await ended) === 'SIGKILL';
}

/** Runs to the end. @returns exit code and the last event */
async function finish(child: ChildProcess): Promise<{ code: number | null; last: unknown }> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, last: JSON.parse(text.trim().split('\n').at(-1) ?? 'null') };
}

async function manyCases() {
  project = await makeProject(
    {
      // Slow enough that a busy machine still kills it before its end.
      runner: { process: { command: [process.execPath, agentPath('echo.mjs'), '8'] } },
      test: { parallel: 4, iterations: 2 },
    },
    {
      'scenarios/first.yaml': {
        inputs: Array.from({ length: CASES / 2 }, (_, index) => ({
          text: `case ${index} of ${MARKERS.email}`,
          criteria: [{ contains: index % 3 === 0 ? 'nothing' : 'case' }],
        })),
      },
    },
  );
  return project;
}

describe('a run that is killed with SIGKILL', () => {
  it(`${KILLS} times, and continued each time, is as if it had not been`, async () => {
    const { root, run } = await manyCases();
    const undisturbed = await run();
    let resume: string | undefined;
    const moments: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      // The first event is the start; at most one part of the cases in KILLS between two kills.
      const count = 1 + Math.floor((Math.random() * CASES) / KILLS);
      const delayMs = Math.random() * 20;
      moments.push(`${count} events and ${delayMs} ms`);
      const child = startRun(root, resume === undefined ? {} : { resume });
      expect(await killAt(child, count, delayMs), moments.join(', ')).toBe(true);
      resume = (await findRun(root, 'latest')).runId;
    }
    expect(await finish(startRun(root, resume === undefined ? {} : { resume }))).toMatchObject({
      code: 0,
    });
    const { folder, runId, summary } = await findRun(root, 'latest');
    expect(runId).not.toBe(undisturbed.runId);
    const keys = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.map((row) => `${row.case_id} ${row.iteration} ${row.verdict} ${row.score}`);
    expect(keys(await rowsOf(folder)), moments.join(', ')).toEqual(keys(undisturbed.rows));
    const { latency_ms: _, ...totals } = undisturbed.summary.totals;
    expect(summary).toMatchObject({ complete: true, totals });
    const leaks = (await readFile(join(folder, 'events.jsonl'), 'utf8')).trim().split('\n');
    expect(leaks).toHaveLength(CASES);
  });
});

describe('a disk that takes no more', () => {
  it('ends the run with a clear error, keeps what is whole, and lets it be continued', async () => {
    const { root } = await manyCases();
    const { code, last } = await finish(startRun(root, { limit: '32' }));
    expect(last).toMatchObject({
      type: 'failed',
      error: { code: 'disk_full', hint: expect.stringContaining('--resume') },
    });
    expect(code).toBe(1);
    const { folder, runId } = await findRun(root, 'latest');
    const kept = (await rowsOf(folder)).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(CASES);
    expect(await finish(startRun(root, { resume: runId }))).toMatchObject({ code: 0 });
    expect(await rowsOf(folder)).toHaveLength(CASES);
  });

  it.skipIf(!CAN_MOUNT)(
    'because it is full ends the run in the same way, and once there is room it is continued',
    async () => {
      const { root } = await manyCases();
      const state = join(root, '.fluxloop');
      await mkdir(state, { mode: 0o700 });
      mount(state);
      try {
        // All but some pages of it.
        const filler = join(state, 'filler');
        await writeFile(filler, Buffer.alloc(DISK_BYTES - 64 * 1024));
        const { code, last } = await finish(startRun(root));
        expect(last).toMatchObject({
          type: 'failed',
          error: { code: 'disk_full', message: expect.stringContaining('No space left') },
        });
        expect(code).toBe(1);
        const { folder, runId } = await findRun(root, 'latest');
        const kept = (await rowsOf(folder)).length;
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThan(CASES);
        expect(await finish(startRun(root, { resume: runId }))).toMatchObject({
          code: 1,
          last: { type: 'failed', error: { code: 'disk_full' } },
        });
        await rm(filler);
        const { last: finished } = await finish(startRun(root, { resume: runId }));
        expect(finished).toMatchObject({ type: 'run-finished', summary: { complete: true } });
        expect(await rowsOf(folder)).toHaveLength(CASES);
      } finally {
        spawnSync('umount', [state]);
      }
    },
  );

  it('is told apart from a folder without permission', async () => {
    const { root, write } = await manyCases();
    // Permissions mean nothing to root, so the run is somebody else's then.
    const uid = process.getuid?.() === 0 ? NOBODY : undefined;
    await write('.fluxloop/results/.keep', '');
    await chmod(join(root, '.fluxloop', 'results'), 0o555);
    if (uid !== undefined) await chown(root, uid, uid);
    const { code, last } = await finish(startRun(root, uid === undefined ? {} : { uid }));
    await chmod(join(root, '.fluxloop', 'results'), 0o700);
    expect(last).toMatchObject({
      type: 'failed',
      error: { code: 'folder_not_writable', message: expect.stringContaining('permission denied') },
    });
    expect(code).toBe(2);
  });
});

describe('two processes and one run', () => {
  it('the second is refused by the number of the first, and takes over once that is killed', async () => {
    const { root } = await manyCases();
    const first = startRun(root);
    await new Promise((resolve) => first.stdout?.once('data', resolve));
    // Alive, and at no end before the second one has asked.
    first.kill('SIGSTOP');
    const { runId, folder } = await findRun(root, 'latest');
    expect(await finish(startRun(root, { resume: runId }))).toMatchObject({
      code: 2,
      last: {
        type: 'failed',
        error: { code: 'run_in_use', message: expect.stringContaining(`number ${first.pid}.`) },
      },
    });
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('close', resolve));
    const { last } = await finish(startRun(root, { resume: runId }));
    expect(last).toMatchObject({ type: 'run-finished', summary: { complete: true } });
    expect(await rowsOf(folder)).toHaveLength(CASES);
  });
});
