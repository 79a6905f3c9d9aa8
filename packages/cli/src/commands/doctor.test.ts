import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type TemporaryFolder, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../doctor/check.js';
import { type FakePlatform, startFakePlatform } from '../fake-platform.test-support.js';
import { madeUpKey } from '../made-up-keys.test-support.js';
import Doctor from './doctor.js';

let folder: TemporaryFolder;
let platform: FakePlatform;
let key: string;

const PROJECT = 'runner:\n  process: { command: [node, agent.mjs] }\n';

beforeEach(async () => {
  key = madeUpKey();
  platform = await startFakePlatform(key);
  folder = await temporaryFolder({ 'fluxloop.yaml': PROJECT, 'agent.mjs': '' });
});
afterEach(async () => {
  await platform.close();
  await folder.remove();
});

async function diagnose(env: Record<string, string> = {}) {
  const run = await runCommand(Doctor, ['--json'], {
    cwd: folder.path,
    env: {
      PATH: process.env.PATH,
      FLUXLOOP_HOME: join(folder.path, 'home'),
      FLUXLOOP_API_ENDPOINT: platform.url,
      FLUXLOOP_API_KEY: key,
      ...env,
    },
  });
  const { checks } = run.json() as { checks: Check[] };
  const of = (name: string) => checks.find((check) => check.name === name);
  return { ...run, checks, of };
}

describe('doctor', () => {
  it('finds nothing where all is well', async () => {
    const { exitCode, checks } = await diagnose();
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'node ok',
      'home ok',
      'configuration ok',
      'agent ok',
      'results ok',
      'credential ok',
      'platform ok',
      'access ok',
    ]);
    expect(exitCode).toBe(0);
  });

  it('goes on after a problem, and ends with what a command would end with', async () => {
    const { exitCode, of } = await diagnose({ FLUXLOOP_API_KEY: madeUpKey() });
    expect(of('platform')?.status).toBe('ok');
    expect(of('access')).toMatchObject({ status: 'fail', exit_code: 3 });
    expect(exitCode).toBe(3);
  });

  it('tells a platform that is down', async () => {
    await platform.close();
    const { exitCode, of } = await diagnose();
    expect(of('platform')).toMatchObject({ status: 'fail', exit_code: 4 });
    expect(exitCode).toBe(4);
  });

  it.each([
    [
      'a script that is not there',
      'runner:\n  process: { command: [node, gone.mjs] }\n',
      /gone\.mjs/,
    ],
    [
      'a program that is not there',
      'runner:\n  process: { command: [no-such-program] }\n',
      /no-such-program/,
    ],
    ['a module that is not there', 'runner:\n  target: "./gone.ts:run"\n', /gone\.ts/],
  ])('tells %s', async (_name, configuration, message) => {
    await folder.write('fluxloop.yaml', configuration);
    const { exitCode, of } = await diagnose();
    expect(of('agent')?.message).toMatch(message);
    expect(of('agent')?.status).toBe('fail');
    expect(exitCode).toBe(2);
  });

  it('names the place of a mistake in fluxloop.yaml', async () => {
    await folder.write('fluxloop.yaml', 'test:\n  parallel: many\n');
    const { exitCode, of } = await diagnose();
    expect(of('configuration')).toMatchObject({ status: 'fail', exit_code: 2 });
    expect(of('configuration')?.message).toContain('fluxloop.yaml:2:');
    expect(exitCode).toBe(2);
  });

  it.skipIf(process.platform === 'win32')(
    'warns that others can read the credentials',
    async () => {
      const file = await folder.write('home/credentials', '{}');
      await chmod(file, 0o644);
      const { exitCode, of } = await diagnose();
      expect(of('home')).toMatchObject({ status: 'warn' });
      expect(of('home')?.fix).toContain(`chmod 600 ${file}`);
      expect(exitCode).toBe(0);
    },
  );

  it('says for people what to do about each problem', async () => {
    await folder.write('fluxloop.yaml', 'runner:\n  target: "./gone.ts:run"\n');
    const { stdout } = await runCommand(Doctor, [], {
      cwd: folder.path,
      env: { FLUXLOOP_HOME: folder.path, FLUXLOOP_API_ENDPOINT: platform.url },
    });
    expect(stdout).toContain('✘ agent');
    expect(stdout).toContain('→ Correct "runner:" in fluxloop.yaml.');
    expect(stdout).toContain('! credential');
    expect(stdout).toContain('✔ platform');
  });
});
