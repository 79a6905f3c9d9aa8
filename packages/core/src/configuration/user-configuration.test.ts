import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { credentialsFile } from '../credentials/credentials-file.js';
import { fluxloopHome } from '../storage/home.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { userConfiguration } from './user-configuration.js';

async function home(): Promise<string> {
  return join(await temporaryFolder(), '.fluxloop');
}

describe('the user’s configuration', () => {
  it('keeps what is set, gives it back, and forgets what is unset', async () => {
    const configuration = userConfiguration(await home());
    expect(await configuration.list()).toEqual({});
    await configuration.set('project', 'support-bot');
    await configuration.set('credential_store', 'file');
    expect(await configuration.get('project')).toBe('support-bot');
    expect(await configuration.list()).toEqual({
      project: 'support-bot',
      credential_store: 'file',
    });
    await configuration.unset('project');
    await configuration.unset('project');
    expect(await configuration.get('project')).toBeUndefined();
  });

  it('keeps the profile where the credentials are: their default_profile', async () => {
    const folder = await home();
    await credentialsFile(folder).update((document) => ({
      ...document,
      profiles: { staging: {} },
    }));
    await userConfiguration(folder).set('profile', 'staging');
    expect((await credentialsFile(folder).read()).default_profile).toBe('staging');
    expect(await userConfiguration(folder).list()).toEqual({ profile: 'staging' });
    await userConfiguration(folder).unset('profile');
    expect(await credentialsFile(folder).read()).toEqual({ profiles: { staging: {} } });
  });

  it('refuses a profile that does not exist, and names those that do', async () => {
    const folder = await home();
    await credentialsFile(folder).update((document) => ({
      ...document,
      profiles: { staging: {} },
    }));
    await expect(userConfiguration(folder).set('profile', 'stagin')).rejects.toMatchObject({
      code: 'profile_missing',
      message: expect.stringContaining('there are: staging'),
      hint: expect.stringContaining('fluxloop auth login --profile stagin'),
    });
  });

  it('keeps the path of a key file absolute, for commands in other folders', async () => {
    const configuration = userConfiguration(await home());
    await configuration.set('api_key_file', 'secrets/key');
    expect(await configuration.get('api_key_file')).toBe(resolve('secrets/key'));
    await configuration.set('api_key_file', '~/.secrets/fluxloop_key');
    expect(await configuration.get('api_key_file')).toBe('~/.secrets/fluxloop_key');
  });

  it.each(['get', 'unset', 'set'] as const)(
    'refuses to %s an unknown key, with the list',
    async (method) => {
      const configuration = userConfiguration(await home());
      await expect(configuration[method]('projekt', 'x')).rejects.toMatchObject({
        name: 'UsageError',
        code: 'unknown_key',
        message: expect.stringContaining('did you mean "project"?'),
        hint: 'The keys are: profile, api_key_file, project, credential_store',
      });
    },
  );

  it.each([
    ['project', 'Support Bot'],
    ['credential_store', 'vault'],
    ['api_key_file', ' '],
  ])('refuses %s = "%s"', async (key, value) => {
    await expect(userConfiguration(await home()).set(key, value)).rejects.toMatchObject({
      code: 'invalid_value',
      exitCode: 2,
    });
  });

  it('is a file that only the user can read, and keeps what it does not know', async () => {
    const folder = await home();
    await mkdir(folder, { mode: 0o700 });
    await writeFile(join(folder, 'config.json'), '{"later":{"a":1}}', { mode: 0o600 });
    const configuration = userConfiguration(folder);
    await configuration.set('project', 'support-bot');
    expect(JSON.parse(await readFile(configuration.path, 'utf8'))).toEqual({
      later: { a: 1 },
      project: 'support-bot',
    });
    if (process.platform !== 'win32') {
      expect((await stat(configuration.path)).mode & 0o777).toBe(0o600);
    }
  });

  it('says that its file is damaged', async () => {
    const folder = await home();
    await mkdir(folder, { mode: 0o700 });
    await writeFile(join(folder, 'config.json'), '{', { mode: 0o600 });
    await expect(userConfiguration(folder).get('project')).rejects.toMatchObject({
      code: 'user_configuration_damaged',
    });
  });
});

describe('fluxloopHome', () => {
  it('is FLUXLOOP_HOME, else .fluxloop in the home folder', () => {
    expect(fluxloopHome({ HOME: '/home/a', FLUXLOOP_HOME: '/data/flux' })).toBe(
      resolve('/data/flux'),
    );
    expect(fluxloopHome({ HOME: '/home/a', FLUXLOOP_HOME: '~/flux' })).toBe(
      resolve('/home/a/flux'),
    );
    expect(fluxloopHome({ HOME: '/home/a', FLUXLOOP_HOME: '' })).toBe(resolve('/home/a/.fluxloop'));
  });
});
