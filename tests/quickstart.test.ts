import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';
import { cleanEnvironment } from './support/command.ts';
import { processesLeftIn } from './support/processes.ts';
import { type Quickstart, startQuickstart } from './support/quickstart.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

describe('npm run quickstart', () => {
  let place: LongLivedFolder;
  let first: Awaited<Quickstart['outcome']>;

  beforeAll(async () => {
    place = longLivedFolder();
    first = await startQuickstart(place.path, ['--exit']).outcome;
  });
  afterAll(() => place.remove());

  it('ends with 0 although some cases fail honestly', () => {
    expect(first.output).toMatch(/\bfail/i);
    expect(first.code).toBe(0);
  });

  it('tells each step, the table of results, what was redacted, and the address of the page', () => {
    expect(first.output).toContain('Starting the platform');
    expect(first.output).toMatch(/\d+ of \d+ did not pass/);
    for (const type of ['email', 'phone', 'payment_card', 'api_key']) {
      expect(first.output).toMatch(new RegExp(`\\d+ ${type}`));
    }
    expect(first.output).toMatch(
      /http:\/\/127\.0\.0\.1:\d+\/projects\/support-bot\/runs\/run_[a-z0-9_]+/,
    );
  });

  it('keeps the password and the key where only their owner reads them, and shows neither', () => {
    const password = readFileSync(join(place.path, 'admin-password'), 'utf8').trim();
    const credentials = join(place.path, 'home/credentials');
    const { profiles } = JSON.parse(readFileSync(credentials, 'utf8'));
    const key: string = profiles.quickstart.access_token;
    expect(statSync(join(place.path, 'admin-password')).mode & 0o077).toBe(0);
    expect(statSync(credentials).mode & 0o077).toBe(0);
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(key).toMatch(/^flx_api_/);
    expect(first.output).not.toContain(password);
    expect(first.output).not.toContain(key);
  });

  it('leaves no process', async () => {
    expect(await processesLeftIn(place.path)).toEqual([]);
  });

  it('reuses what is there when it runs again', async () => {
    const before = readFileSync(join(place.path, 'home/credentials'), 'utf8');
    const again = await startQuickstart(place.path, ['--exit']).outcome;
    expect(again.code).toBe(0);
    expect(again.output).not.toContain('Installing dependencies');
    expect(again.output).not.toContain('Building the packages');
    expect(readFileSync(join(place.path, 'home/credentials'), 'utf8')).toBe(before);
  });

  it('refuses an option that it does not know', async () => {
    const outcome = await startQuickstart(place.path, ['--nonsense']).outcome;
    expect(outcome.code).toBe(1);
    expect(outcome.output).toContain('--nonsense');
  });
});

describe('Ctrl-C during the quickstart', () => {
  /** Moments between the first step and the upload, spread so that each step is hit. */
  const moments = [300, 900, 1800, 3000, 4500, 6500];

  it('leaves no process at any moment, and the next run works', async () => {
    const place = longLivedFolder();
    try {
      for (const moment of moments) {
        const quickstart = startQuickstart(place.path, []);
        await new Promise((resolve) => setTimeout(resolve, moment));
        quickstart.interrupt();
        const { code, signal, output } = await quickstart.outcome;
        // npm passes the signal on and then ends by it. The whole way may be done before it comes.
        expect([0, 130, 'SIGINT'], `after ${moment} ms:\n${output}`).toContain(signal ?? code);
        expect(await processesLeftIn(place.path), `after ${moment} ms`).toEqual([]);
      }
      const complete = await startQuickstart(place.path, ['--exit']).outcome;
      expect(complete.code, complete.output).toBe(0);
    } finally {
      place.remove();
    }
  });
});

describe.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'the quickstart in a terminal',
  () => {
    it('stays up until Ctrl-C, and answers until then', async () => {
      const place = longLivedFolder();
      // util-linux's script(1) gives the command a terminal; ^C typed into it is a real Ctrl-C.
      const terminal = spawn(
        '/usr/bin/script',
        ['--quiet', '--return', '--command', 'npm run --silent quickstart', '/dev/null'],
        {
          cwd: repository,
          env: cleanEnvironment({ FLUXLOOP_QUICKSTART_FOLDER: place.path, TERM: 'xterm' }),
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      );
      const ended = new Promise<number | null>((resolve) => terminal.once('exit', resolve));
      let output = '';
      await new Promise<void>((resolve, reject) => {
        terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          if (output.includes('stays up until')) resolve();
        });
        ended.then(() => reject(new Error(`It ended by itself:\n${output}`)));
      });
      const page = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      expect((await fetch(`${page}/healthz`)).status).toBe(200);

      terminal.stdin.write('\u0003');
      expect(await ended).toBe(130);
      expect(await processesLeftIn(place.path)).toEqual([]);
      place.remove();
    });
  },
);
