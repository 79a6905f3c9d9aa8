import { join } from 'node:path';
import {
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePlatform, problem, startFakePlatform } from '../../fake-platform.test-support.js';
import { madeUpKey } from '../../made-up-keys.test-support.js';
import ConfigGet from '../config/get.js';
import Create from './create.js';
import List from './list.js';
import Use from './use.js';

const KEY = madeUpKey('api');
let folder: TemporaryFolder;
let platform: FakePlatform;

beforeEach(async () => {
  folder = await temporaryFolder();
  platform = await startFakePlatform(KEY);
});
afterEach(async () => {
  await platform.close();
  await folder.remove();
});

const run = (command: RunnableCommand, argv: string[]) =>
  runCommand(command, argv, {
    cwd: folder.path,
    env: {
      FLUXLOOP_HOME: join(folder.path, 'home'),
      FLUXLOOP_API_KEY: KEY,
      FLUXLOOP_API_ENDPOINT: platform.url,
    },
  });

describe('projects list', () => {
  it('shows what each is called and what one may do there', async () => {
    const { stdout, exitCode } = await run(List, []);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/support-bot +The support bot +admin/);
  });

  it('is the platform’s answer with --json', async () => {
    const { stdout } = await run(List, ['--json']);
    expect(JSON.parse(stdout)).toMatchObject({ projects: [{ slug: 'support-bot' }] });
  });
});

describe('projects use', () => {
  it('is where results go when nothing else is said', async () => {
    expect(await run(Use, ['support-bot'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await run(ConfigGet, ['project'])).stdout).toContain('support-bot');
  });

  it('refuses a project that is not there, and says which was meant', async () => {
    const { stderr, exitCode } = await run(Use, ['suport-bot']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('fluxloop projects use support-bot');
    expect((await run(ConfigGet, ['project'])).stdout).not.toContain('suport-bot');
  });
});

describe('projects create', () => {
  it.each(['Support Bot', 'a', '-bot', 'é'])('refuses the slug %s before asking', async (slug) => {
    const { stderr, exitCode } = await run(Create, ['--', slug]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('fluxloop projects create support-bot');
    expect(platform.requests).toEqual([]);
  });

  it('says who may, when the platform refuses', async () => {
    platform.refuseWith(problem(403, 'platform_admin_required', 'Only an admin creates projects.'));
    const { stderr, exitCode } = await run(Create, ['support-bot']);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('Only an admin creates projects.');
  });
});
