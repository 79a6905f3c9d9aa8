import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type TemporaryFolder, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FakePlatform,
  PRINCIPAL,
  problem,
  startFakePlatform,
} from '../../fake-platform.test-support.js';
import { madeUpKey } from '../../made-up-keys.test-support.js';
import AuthLogin from './login.js';
import AuthLogout from './logout.js';
import AuthStatus from './status.js';

let folder: TemporaryFolder;
let platform: FakePlatform;
let key: string;

beforeEach(async () => {
  key = madeUpKey();
  folder = await temporaryFolder();
  platform = await startFakePlatform(key);
});

afterEach(async () => {
  await platform.close();
  await folder.remove();
});

const around = (env: Record<string, string> = {}) => ({
  cwd: folder.path,
  env: { FLUXLOOP_HOME: join(folder.path, 'home'), ...env },
});
const login = (argv: string[] = [], stdin = key) =>
  runCommand(AuthLogin, ['--with-token', '--endpoint', platform.url, ...argv], {
    ...around(),
    stdin,
  });
const storedText = () => readFile(join(folder.path, 'home', 'credentials'), 'utf8');

describe('auth login', () => {
  it.each([[['--device']], [['--browser']], [['--no-wait']]])(
    'with %j tells of a platform that is not there as the documentation does',
    async (argv) => {
      await platform.close();
      const { exitCode, stderr, error } = await runCommand(
        AuthLogin,
        ['--endpoint', platform.url, ...argv],
        around(),
      );
      expect({ exitCode, code: error?.code }).toEqual({ exitCode: 4, code: 'connection_refused' });
      expect(stderr).toContain('[ERROR] Authentication failed: Nothing answers at');
      expect(stderr).toMatch(
        /Check:\n +1\. Browser opened\?\n +2\. Network connection\?\n +3\. Ad blockers disabled\?\n/,
      );
      expect(stderr).toContain('fluxloop doctor');
    },
  );
});

describe('auth login --with-token', () => {
  it('asks the platform whom the key speaks for, and stores it bound to that platform', async () => {
    const { exitCode, stdout, stderr } = await login([], `${key}\n`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('✅ Successfully authenticated');
    expect(stdout).toContain('ada@example.com');
    expect(stdout).toContain('laptop (read-write)');
    expect(platform.requests).toMatchObject([
      { method: 'GET', path: '/v1/principal', authorization: `Bearer ${key}` },
    ]);
    expect(JSON.parse(await storedText())).toEqual({
      default_profile: 'default',
      profiles: {
        default: {
          access_token: key,
          expires_at: PRINCIPAL.api_key?.expires_at,
          user_email: 'ada@example.com',
          scope: 'read-write',
          api_endpoint: platform.url,
        },
      },
    });
    expect((await stat(join(folder.path, 'home', 'credentials'))).mode & 0o777).toBe(0o600);
  });

  it('never shows the key, whatever it is asked for', async () => {
    const plain = await login();
    const machine = await login(['--json', '--verbose']);
    expect(plain.stdout + plain.stderr + machine.stdout + machine.stderr).not.toContain(key);
    expect(machine.json()).toMatchObject({ profile: 'default', kind: 'api', replaced: true });
  });

  it('keeps profiles apart, and the first one is the default', async () => {
    await login(['--profile', 'production']);
    await login(['--profile', 'staging']);
    const stored = JSON.parse(await storedText());
    expect(Object.keys(stored.profiles)).toEqual(['production', 'staging']);
    expect(stored.default_profile).toBe('production');
  });

  it('keeps what it does not know of the profile, and forgets the old refresh token', async () => {
    await folder.write(
      'home/credentials',
      JSON.stringify({
        team: 'shop',
        profiles: { default: { access_token: 'x', refresh_token: 'y', note: 'mine' } },
      }),
    );
    await login();
    const stored = JSON.parse(await storedText());
    expect(stored.team).toBe('shop');
    expect(stored.profiles.default).toMatchObject({ note: 'mine', access_token: key });
    expect(stored.profiles.default).not.toHaveProperty('refresh_token');
  });

  it.each([
    ['a truncated key', () => key.slice(0, -1)],
    ['a mistyped key', () => `${key.slice(0, 20)}${key[20] === 'x' ? 'y' : 'x'}${key.slice(21)}`],
    ["another vendor's key", () => ['sk', 'ant', 'x'.repeat(30)].join('-')],
    ['a refresh token', () => madeUpKey('refresh')],
    ['nothing', () => ''],
  ])('tells %s without a request', async (_name, token) => {
    const run = await login([], token());
    expect(run.exitCode).toBe(3);
    expect(platform.connections).toBe(0);
    await expect(storedText()).rejects.toThrow('ENOENT');
  });

  it('stores nothing that the platform does not accept', async () => {
    const run = await login([], madeUpKey());
    expect(run).toMatchObject({ exitCode: 3, error: { code: 'credential_revoked' } });
    await expect(storedText()).rejects.toThrow('ENOENT');
  });

  it('does not send a token where only a repository says so', async () => {
    await folder.write('fluxloop.yaml', `api:\n  endpoint: ${platform.url}\n`);
    const run = await runCommand(AuthLogin, ['--with-token'], { ...around(), stdin: key });
    expect(run).toMatchObject({ exitCode: 3, error: { code: 'endpoint_not_trusted' } });
    expect(run.stderr).toContain(`--endpoint ${platform.url}`);
    expect(platform.connections).toBe(0);
  });

  it('refuses http: but on this machine', async () => {
    const run = await runCommand(
      AuthLogin,
      ['--with-token', '--endpoint', 'http://fluxloop.example.com'],
      { ...around(), stdin: key },
    );
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'endpoint_insecure' } });
  });

  it('says what to do when the platform is down', async () => {
    await platform.close();
    const run = await login();
    expect(run.exitCode).toBe(4);
    expect(run.error?.code).toBe('connection_refused');
  });
});

describe('auth status', () => {
  const status = (argv: string[] = [], env: Record<string, string> = {}) =>
    runCommand(AuthStatus, argv, around(env));

  it('ends with 3 and says how to sign in when there is no credential', async () => {
    const { exitCode, stdout } = await status();
    expect(exitCode).toBe(3);
    expect(stdout).toContain('You are not signed in.');
    expect(stdout).toContain('https://api.fluxloop.ai (the default)');
    const machine = await status(['--json']);
    expect(machine.exitCode).toBe(3);
    expect(machine.json()).toMatchObject({ authenticated: false, source: null });
  });

  it('names the winner, where it comes from, its scope and its end, without a request', async () => {
    await login();
    const asked = platform.connections;
    const { exitCode, stdout } = await status();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Platform:   ${platform.url} (from the profile)`);
    expect(stdout).toMatch(/From: .*default/);
    expect(stdout).toMatch(/Scope: +read-write/);
    expect(stdout).toMatch(/Expires: +2099-01-01/);
    expect(stdout).not.toContain(key);
    expect(platform.connections).toBe(asked);
  });

  it('names what is not used beside the winner', async () => {
    await login();
    const other = madeUpKey();
    const run = await status(['--json'], { FLUXLOOP_API_KEY: other, FLUXLOOP_TOKEN: madeUpKey() });
    expect(run.json()).toMatchObject({
      source: { name: 'FLUXLOOP_TOKEN' },
      scope: null,
      shadowed: [{ name: 'FLUXLOOP_API_KEY' }, { name: 'stored_session' }],
    });
    expect(run.stdout).not.toContain(other);
  });

  it('says that a stored credential has expired', async () => {
    await folder.write(
      'home/credentials',
      JSON.stringify({
        default_profile: 'default',
        profiles: { default: { access_token: key, expires_at: '2020-01-01T00:00:00Z' } },
      }),
    );
    const { exitCode, stdout } = await status();
    expect(exitCode).toBe(3);
    expect(stdout).toContain('The credential has expired.');
  });

  it('asks the platform with --check', async () => {
    await login();
    const good = await status(['--check']);
    expect(good.exitCode).toBe(0);
    expect(good.stdout).toContain('the platform accepts it');
    expect(good.stdout).toContain('support-bot (editor)');
    platform.refuseWith(problem(401, 'credential_revoked', 'The API key was revoked.'));
    const bad = await status(['--check', '--json']);
    expect(bad.exitCode).toBe(3);
    expect(bad.json()).toMatchObject({ error: { code: 'credential_revoked', exit_code: 3 } });
  });

  it('reads a key from standard input with --api-key -', async () => {
    const run = await runCommand(AuthStatus, ['--api-key', '-', '--json'], {
      ...around(),
      stdin: `${key}\n`,
    });
    expect(run.json()).toMatchObject({ authenticated: true, source: { name: 'flag' } });
    expect(run.stdout + run.stderr).not.toContain(key);
  });
});

describe('auth logout', () => {
  const logout = (argv: string[] = [], env: Record<string, string> = {}) =>
    runCommand(AuthLogout, argv, around(env));

  it('forgets the default profile only', async () => {
    await login();
    await login(['--profile', 'staging']);
    const run = await logout(['--json']);
    expect(run.json()).toMatchObject({ removed: ['default'] });
    const stored = JSON.parse(await storedText());
    expect(Object.keys(stored.profiles)).toEqual(['staging']);
    expect(stored).not.toHaveProperty('default_profile');
  });

  it('forgets every profile with --all', async () => {
    await login();
    await login(['--profile', 'staging']);
    const { stdout } = await logout(['--all']);
    expect(stdout).toContain('Signed out: default, staging');
    expect(await storedText()).not.toContain(key);
  });

  it('is harmless without a credential', async () => {
    const run = await logout();
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('no stored credential');
  });

  it('warns that a variable goes on being used', async () => {
    const { stderr } = await logout([], { FLUXLOOP_API_KEY: key });
    expect(stderr).toContain('FLUXLOOP_API_KEY is set');
    expect(stderr).not.toContain(key);
  });
});
