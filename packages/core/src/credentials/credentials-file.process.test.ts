import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../bundle.test-support.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';

let program: Bundle;
beforeAll(async () => {
  program = await bundle(new URL('./updating-process.test-support.ts', import.meta.url));
});
afterAll(() => program.remove());

/** Somebody who is not root and owns nothing here. */
const NOBODY = '65534';

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  lines: string[];
}

function start(args: string[], env: Record<string, string> = {}, shell = ''): ChildProcess {
  const command = shell === '' ? process.execPath : 'bash';
  const line = shell === '' ? [] : ['-c', `${shell}; exec "$@"`, 'bash', process.execPath];
  return spawn(command, [...line, program.path, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child, 'close');
  return {
    code: child.exitCode,
    signal: child.signalCode,
    lines: text.split('\n').filter(Boolean),
  };
}

const OLD = `${JSON.stringify({ profiles: { old: { user_email: 'ada@example.com' } } }, null, 2)}\n`;
const NEW = `${JSON.stringify(
  {
    profiles: {
      old: { user_email: 'ada@example.com' },
      large: { filler: 'n'.repeat(40_000), step: 0 },
    },
  },
  null,
  2,
)}\n`;
const MILESTONES = [
  'lock:mkdir',
  'open',
  'file:write',
  'file:sync',
  'rename',
  'file:sync',
  'lock:rmdir',
];

/** A folder with {@link OLD} in it. */
async function oldFile(): Promise<string> {
  const folder = join(await temporaryFolder(), '.fluxloop');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, 'credentials'), OLD, { mode: 0o600 });
  return folder;
}

function inOrder(all: readonly string[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const one of all) if (one === wanted[next]) next += 1;
  return next === wanted.length;
}

async function stored(folder: string): Promise<{ profiles: Record<string, { filler?: string }> }> {
  return JSON.parse(await readFile(join(folder, 'credentials'), 'utf8'));
}

describe('the credentials file between processes', () => {
  it('loses no update of several processes at once', async () => {
    const folder = join(await temporaryFolder(), '.fluxloop');
    const names = ['red', 'green', 'blue', 'grey'];
    const results = await Promise.all(
      names.map((name) => ended(start([folder, 'add', '15', name]))),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const { profiles } = await stored(folder);
    expect(Object.keys(profiles)).toHaveLength(4 * 15);
    expect(await readdir(folder)).toEqual(['credentials']);
  });

  it('is the old text or the new one after kill -9 at any moment, and keeps what was acknowledged', async () => {
    const folder = join(await temporaryFolder(), '.fluxloop');
    let acknowledged = -1;
    for (let round = 0; round < 6; round += 1) {
      const name = String.fromCharCode('a'.charCodeAt(0) + round);
      const child = start([folder, 'replace', '1000', name]);
      const result = ended(child);
      await once(child.stdout ?? child, 'data');
      await sleep(Math.random() * 40);
      child.kill('SIGKILL');
      const { lines, signal } = await result;
      expect(signal).toBe('SIGKILL');
      acknowledged = Number(lines.at(-1));

      const { filler = '', step } = (await stored(folder)).profiles.large as {
        filler?: string;
        step?: number;
      };
      expect(filler).toBe(name.repeat(40_000));
      expect(step).toBeGreaterThanOrEqual(acknowledged);
    }
    expect(acknowledged).toBeGreaterThanOrEqual(0);

    // The last process may have left its lock and a temporary file behind; the next one copes.
    const { code } = await ended(start([folder, 'add', '1', 'after']));
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual(['credentials']);
  });

  it('is the old text or the new one after kill -9 before, after and within every single step of a write', async () => {
    const whole = await ended(start([await oldFile(), 'replace', '1', 'n'], { REPORT_STEPS: '1' }));
    expect(whole.code).toBe(0);
    const steps: string[] = JSON.parse(whole.lines.at(-1) ?? '');
    // Lock, create the temporary file, write, fsync, rename, fsync the folder, unlock.
    expect(inOrder(steps, MILESTONES)).toBe(true);

    const deaths = steps.flatMap((name, index) =>
      ['before', 'after', ...(name === 'file:write' ? ['within'] : [])].map((moment) => ({
        env: { KILL_AT_STEP: String(index + 1), KILL_MOMENT: moment },
        what: `${moment} step ${index + 1} (${name})`,
      })),
    );
    const outcomes = new Set<string>();
    for (const { env, what } of deaths) {
      const folder = await oldFile();
      const { signal } = await ended(start([folder, 'replace', '1', 'n'], env));
      expect({ what, signal }).toEqual({ what, signal: 'SIGKILL' });
      const text = await readFile(join(folder, 'credentials'), 'utf8');
      const found = text === OLD ? 'old' : text === NEW ? 'new' : 'neither';
      expect({ what, found }).not.toEqual({ what, found: 'neither' });
      expect((await stat(join(folder, 'credentials'))).mode & 0o777).toBe(0o600);
      outcomes.add(found);
    }
    expect([...outcomes].sort()).toEqual(['new', 'old']);
  });

  it('says that a folder is read-only', async () => {
    const folder = join(await temporaryFolder(), '.fluxloop');
    await mkdir(folder, { mode: 0o755 });
    await chmod(join(folder, '..'), 0o755);
    await chmod(folder, 0o555);
    const isRoot = process.getuid?.() === 0;
    const { code, lines } = await ended(
      start([folder, 'add', '1', 'x'], isRoot ? { RUN_AS_UID: NOBODY } : {}),
    );
    await chmod(folder, 0o755);
    expect(code).toBe(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      code: 'file_not_permitted',
      exit_code: 2,
      hint: expect.stringContaining('FLUXLOOP_HOME'),
    });
  });

  it.runIf(process.getuid?.() === 0)(
    'is refused when it is open to others and belongs to somebody else',
    async () => {
      const folder = join(await temporaryFolder(), '.fluxloop');
      await mkdir(folder, { mode: 0o755 });
      await chmod(join(folder, '..'), 0o755);
      await writeFile(join(folder, 'credentials'), '{"profiles":{}}', { mode: 0o644 });
      const { code, lines } = await ended(start([folder, 'read', '1'], { RUN_AS_UID: NOBODY }));
      expect(code).toBe(2);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        code: 'file_open_to_others',
        hint: expect.stringContaining('chmod 600'),
      });
    },
  );

  it('keeps the old text when the disk is full in the middle of a write', async () => {
    const folder = join(await temporaryFolder(), '.fluxloop');
    await mkdir(folder, { mode: 0o700 });
    const before = '{"profiles":{"old":{}}}';
    await writeFile(join(folder, 'credentials'), before, { mode: 0o600 });
    // The system lets 8 KiB of the 40 KB through: a short write, then an error.
    const { code, lines } = await ended(start([folder, 'replace', '1', 'x'], {}, 'ulimit -f 8'));
    expect(code).toBe(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'disk_full', exit_code: 2 });
    expect(await readFile(join(folder, 'credentials'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['credentials']);
  });
});
