import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freshKey } from './keys.test-support.js';
import { requireCredential, resolveCredential } from './resolve-credential.js';
import { arrange, type Situation } from './situation.test-support.js';

const resolve = async (situation: Situation) => resolveCredential(await arrange(situation));
const require = async (situation: Situation) => requireCredential(await arrange(situation));

const SESSION = freshKey('at');
const ORIGIN = 'https://api.fluxloop.ai';

describe('the source of a credential', () => {
  const everything = (): Required<
    Pick<Situation, 'flags' | 'env' | 'api' | 'profiles' | 'keyFile' | 'userKeyFile'>
  > => ({
    flags: { apiKey: freshKey() },
    env: {
      FLUXLOOP_TOKEN: freshKey('at'),
      FLUXLOOP_PROFILE: 'staging',
      FLUXLOOP_API_KEY_STAGING: freshKey('staging'),
      FLUXLOOP_API_KEY: freshKey('sa'),
    },
    api: { key_file: 'key.txt' },
    profiles: { staging: { access_token: SESSION, api_endpoint: ORIGIN } },
    keyFile: freshKey(),
    userKeyFile: freshKey(),
  });

  it('is the first in the documented order, and every later one is shadowed', async () => {
    const situation = everything();
    const order = [
      'flag',
      'FLUXLOOP_TOKEN',
      'FLUXLOOP_API_KEY_PROFILE',
      'FLUXLOOP_API_KEY',
      'project_key_file',
      'user_key_file',
      'stored_session',
    ];
    const removals: (() => void)[] = [
      () => {
        situation.flags = {};
      },
      () => {
        situation.env = { ...situation.env, FLUXLOOP_TOKEN: undefined };
      },
      () => {
        situation.env = { ...situation.env, FLUXLOOP_API_KEY_STAGING: undefined };
      },
      () => {
        situation.env = { ...situation.env, FLUXLOOP_API_KEY: undefined };
      },
      () => {
        situation.api = {};
      },
      () => {
        Reflect.deleteProperty(situation, 'userKeyFile');
      },
      () => {
        situation.profiles = {};
      },
    ];
    for (const [index, remove] of removals.entries()) {
      const { source, shadowed } = await resolve(situation);
      expect(source?.name).toBe(order[index]);
      expect(shadowed.map(({ name }) => name)).toEqual(order.slice(index + 1));
      remove();
    }
    expect(await resolve(situation)).toMatchObject({
      credential: null,
      source: null,
      shadowed: [],
    });
  });

  it('gives the credential, its kind, and a detail that is not secret', async () => {
    const key = freshKey('sa');
    const resolved = await resolve({ env: { FLUXLOOP_API_KEY: `${key}\n` } });
    expect(resolved.credential?.reveal()).toBe(key);
    expect(resolved).toMatchObject({
      kind: 'sa',
      source: { name: 'FLUXLOOP_API_KEY', detail: 'FLUXLOOP_API_KEY' },
      credentialOrigin: ORIGIN,
      endpoint: ORIGIN,
      endpointSource: 'default',
    });
    expect(JSON.stringify(resolved)).not.toContain(key);
  });

  it('is standard input for `--api-key -`, and a warning for a key in the process list', async () => {
    const key = freshKey();
    const fromInput = await resolve({ flags: { apiKey: '-' }, stdin: `${key}\n` });
    expect(fromInput.credential?.reveal()).toBe(key);
    expect(fromInput.warnings).toEqual([]);
    const typed = await resolve({ flags: { apiKey: key } });
    expect(typed.warnings).toEqual([expect.stringContaining('process lists')]);
    await expect(resolve({ flags: { apiKey: '-' } })).rejects.toMatchObject({
      code: 'stdin_unavailable',
    });
  });

  it('is not FLUXLOOP_API_KEY when --profile was typed, which is told', async () => {
    const profiles = { staging: { access_token: SESSION, api_endpoint: ORIGIN } };
    const env = { FLUXLOOP_API_KEY: freshKey() };
    const typed = await resolve({ flags: { profile: 'staging' }, env, profiles });
    expect(typed.source?.name).toBe('stored_session');
    expect(typed.shadowed).toEqual([{ name: 'FLUXLOOP_API_KEY', detail: 'FLUXLOOP_API_KEY' }]);
    const ambient = await resolve({ env: { ...env, FLUXLOOP_PROFILE: 'staging' }, profiles });
    expect(ambient.source?.name).toBe('FLUXLOOP_API_KEY');
  });

  it('is a profile’s own variable only when the profile was named', async () => {
    const env = { FLUXLOOP_API_KEY_MY_TEAM: freshKey() };
    const named = await resolve({ flags: { profile: 'my-team' }, env });
    expect(named.source).toEqual({
      name: 'FLUXLOOP_API_KEY_PROFILE',
      detail: 'FLUXLOOP_API_KEY_MY_TEAM',
    });
    const byDefault = await resolve({
      env,
      profiles: { 'my-team': {} },
      defaultProfile: 'my-team',
    });
    expect(byDefault.source).toBeNull();
  });

  it('is passed over when its variable is empty, as in CI without access to the secret', async () => {
    const { source, warnings } = await resolve({ env: { FLUXLOOP_API_KEY: '' } });
    expect(source).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('FLUXLOOP_API_KEY is set, but empty')]);
  });

  it('is told apart from a typo without a request, and named', async () => {
    await expect(
      resolve({ env: { FLUXLOOP_TOKEN: freshKey().slice(0, -3) } }),
    ).rejects.toMatchObject({
      code: 'credential_truncated',
      message: expect.stringMatching(/^Invalid token: FLUXLOOP_TOKEN /),
    });
    await expect(resolve({ env: { FLUXLOOP_API_KEY: freshKey('refresh') } })).rejects.toMatchObject(
      {
        code: 'credential_kind_wrong',
      },
    );
  });

  it.each<[string, () => Situation]>([
    [
      'a profile’s own variable',
      () => ({ flags: { profile: 'prod' }, env: { FLUXLOOP_API_KEY_PROD: freshKey('dev') } }),
    ],
    [
      'the general variable',
      () => ({ env: { FLUXLOOP_PROFILE: 'production', FLUXLOOP_API_KEY: freshKey('dev') } }),
    ],
    [
      'the general variable against the default profile',
      () => ({
        env: { FLUXLOOP_API_KEY: freshKey('dev') },
        profiles: { production: { access_token: SESSION, api_endpoint: ORIGIN } },
        defaultProfile: 'production',
      }),
    ],
    ['a flag', () => ({ flags: { profile: 'staging', apiKey: freshKey('prod') } })],
    ['a key file', () => ({ flags: { profile: 'dev' }, userKeyFile: freshKey('staging') })],
    [
      'a profile whose own key is of an environment',
      () => ({
        flags: { profile: 'shop', apiKey: freshKey('prod') },
        profiles: { shop: { access_token: freshKey('dev'), api_endpoint: ORIGIN } },
      }),
    ],
  ])('is stopped when it is of another environment than the profile: %s', async (_, make) => {
    await expect(resolve(make())).rejects.toMatchObject({
      code: 'credential_wrong_environment',
      exitCode: 3,
      message: expect.stringContaining('Nothing was sent'),
    });
  });

  it('is used where its environment is the profile’s, or the profile speaks of none', async () => {
    const fitting = await resolve({
      flags: { profile: 'production' },
      env: { FLUXLOOP_API_KEY_PRODUCTION: freshKey('prod') },
    });
    expect(fitting.kind).toBe('prod');
    const neutral = await resolve({ env: { FLUXLOOP_API_KEY: freshKey('dev') } });
    expect(neutral.kind).toBe('dev');
  });

  it('is a profile’s name that can be one', async () => {
    await expect(resolve({ flags: { profile: '../x' } })).rejects.toMatchObject({
      code: 'profile_name_invalid',
    });
  });
});

describe('a key file', () => {
  const posix = process.platform === 'win32' ? it.skip : it;

  it('is found relative to the project, and in the home folder by ~', async () => {
    const key = freshKey();
    for (const key_file of ['key.txt', '~/key.txt']) {
      const { credential } = await resolve({ api: { key_file }, keyFile: `${key}\n` });
      expect(credential?.reveal()).toBe(key);
    }
  });

  it('that does not exist is passed over with a warning', async () => {
    const { source, warnings } = await resolve({ api: { key_file: 'nothing.txt' } });
    expect(source).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('nothing.txt')]);
  });

  posix('that others can read is refused', async () => {
    const options = await arrange({ api: { key_file: 'key.txt' }, keyFile: freshKey() });
    await chmod(join(options.project?.root ?? '', 'key.txt'), 0o640);
    await expect(resolveCredential(options)).rejects.toMatchObject({
      code: 'key_file_permissions',
      exitCode: 2,
      hint: expect.stringContaining('chmod 600'),
    });
  });

  it('with anything else in it is refused, and nothing of it is told', async () => {
    const content = ['-----BEGIN ', 'OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r'].join('');
    const error: unknown = await resolve({ api: { key_file: 'key.txt' }, keyFile: content }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'key_file_invalid', exitCode: 2 });
    expect(JSON.stringify(error) + String(error)).not.toContain('b3Blbn');
  });

  it('that is large, or a folder, is refused', async () => {
    await expect(
      resolve({ api: { key_file: 'key.txt' }, keyFile: 'x'.repeat(100_000) }),
    ).rejects.toMatchObject({ code: 'key_file_invalid' });
    const options = await arrange({ api: { key_file: 'folder' } });
    await mkdir(join(options.project?.root ?? '', 'folder'));
    await expect(resolveCredential(options)).rejects.toMatchObject({ exitCode: 2 });
  });

  posix('that is a pipe is refused, and not waited for', async () => {
    const options = await arrange({ api: { key_file: 'pipe' } });
    await promisify(execFile)('mkfifo', ['-m', '600', join(options.project?.root ?? '', 'pipe')]);
    await expect(resolveCredential(options)).rejects.toMatchObject({ code: 'key_file_invalid' });
  });
});

describe('the endpoint', () => {
  it('is the first in the documented order', async () => {
    const profiles = { default: { api_endpoint: 'https://profile.example' } };
    const env = { FLUXLOOP_API_ENDPOINT: 'https://env.example/' };
    const flags = { endpoint: 'https://flag.example' };
    const api = { endpoint: 'https://file.example' };
    const of = async (situation: Situation) => {
      const { endpoint, endpointSource } = await resolve(situation);
      return [endpoint, endpointSource];
    };
    expect(await of({ flags, env, profiles, api })).toEqual(['https://flag.example', 'flag']);
    expect(await of({ env, profiles, api })).toEqual([
      'https://env.example',
      'FLUXLOOP_API_ENDPOINT',
    ]);
    expect(await of({ profiles, api })).toEqual(['https://profile.example', 'profile']);
    expect(await of({ api })).toEqual(['https://file.example', 'fluxloop.yaml']);
    expect(await of({})).toEqual([ORIGIN, 'default']);
  });

  it('over http is refused, and its source is named', async () => {
    await expect(
      resolve({ env: { FLUXLOOP_API_ENDPOINT: 'http://fluxloop.example' } }),
    ).rejects.toMatchObject({
      code: 'endpoint_insecure',
      message: expect.stringContaining('FLUXLOOP_API_ENDPOINT'),
    });
  });
});

describe('requireCredential', () => {
  it('says how to get a credential', async () => {
    await expect(require({})).rejects.toMatchObject({
      name: 'AuthenticationError',
      code: 'credential_missing',
      hint: expect.stringContaining('fluxloop auth login'),
    });
  });

  it('says which profiles there are', async () => {
    await expect(
      require({ flags: { profile: 'stagin' }, profiles: { staging: {}, production: {} } }),
    ).rejects.toMatchObject({
      code: 'profile_missing',
      message: 'There is no profile "stagin" (there are: staging, production).',
    });
  });

  it('says that a session ended, by the clock', async () => {
    const options = await arrange({
      profiles: { default: { access_token: SESSION, expires_at: '2026-11-21T12:00:00Z' } },
    });
    const at = (time: string) => requireCredential({ ...options, clock: () => Date.parse(time) });
    expect((await at('2026-11-21T11:59:59Z')).expiresAt).toBe('2026-11-21T12:00:00Z');
    await expect(at('2026-11-21T12:00:00Z')).rejects.toMatchObject({ code: 'session_expired' });
  });

  it('does not let a damaged credentials file stand in the way of a key, but of a session', async () => {
    const options = await arrange({});
    await mkdir(options.home, { mode: 0o700 });
    await writeFile(join(options.home, 'credentials'), '{', { mode: 0o600 });
    await expect(requireCredential(options)).rejects.toMatchObject({ code: 'credentials_damaged' });
    const { warnings, source } = await requireCredential({
      ...options,
      env: { FLUXLOOP_API_KEY: freshKey() },
    });
    expect(source?.name).toBe('FLUXLOOP_API_KEY');
    expect(warnings).toEqual([expect.stringContaining('not a JSON object')]);
  });
});
