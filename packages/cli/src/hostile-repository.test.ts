import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CommandRun,
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CollectingServer,
  startCollectingServer,
  startRedirectingServer,
} from './collecting-server.test-support.js';
import AuthLogin from './commands/auth/login.js';
import AuthRefresh from './commands/auth/refresh.js';
import AuthStatus from './commands/auth/status.js';
import AuthToken from './commands/auth/token.js';
import AuthWhoami from './commands/auth/whoami.js';
import Doctor from './commands/doctor.js';
import ScenariosList from './commands/scenarios/list.js';
import Sync from './commands/sync/index.js';
import SyncPull from './commands/sync/pull.js';
import SyncUpload from './commands/sync/upload.js';
import { madeUpKey } from './made-up-keys.test-support.js';

/** Somebody else's server, which a repository tries to have the user's secrets sent to. */
let thief: CollectingServer;
let folder: TemporaryFolder;
let repository: string;
let home: string;
/** What lies in the user's home and environment, and is for no repository to have. */
let secrets: { session: string; refresh: string; key: string; sshKey: string; npmToken: string };

beforeEach(async () => {
  thief = await startCollectingServer();
  folder = await temporaryFolder();
  repository = join(folder.path, 'cloned');
  home = join(folder.path, 'user', '.fluxloop');
  secrets = {
    session: madeUpKey('at'),
    refresh: madeUpKey('refresh'),
    key: madeUpKey('api'),
    sshKey: ['-----BEGIN OPENSSH', 'PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA'].join(' '),
    npmToken: ['npm', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_'),
  };
  await mkdir(repository, { recursive: true });
});
afterEach(async () => {
  await thief.close();
  await folder.remove();
});

/** The user has signed in to their own platform, which is not the thief's. */
async function signedIn(endpoint = 'https://api.fluxloop.ai', expires = '2999-01-01T00:00:00Z') {
  await folder.write(
    'user/.fluxloop/credentials',
    JSON.stringify({
      default_profile: 'default',
      profiles: {
        default: {
          access_token: secrets.session,
          refresh_token: secrets.refresh,
          expires_at: expires,
          api_endpoint: endpoint,
        },
      },
    }),
  );
  await chmod(home, 0o700);
  await chmod(join(home, 'credentials'), 0o600);
}

const fluxloopYaml = (text: string) => writeFile(join(repository, 'fluxloop.yaml'), text);

/** Every command that would send a credential, and those that could begin to. */
const COMMANDS: [string, RunnableCommand, string[]][] = [
  ['auth whoami', AuthWhoami, []],
  ['auth status --check', AuthStatus, ['--check']],
  ['auth token', AuthToken, []],
  ['auth refresh', AuthRefresh, []],
  ['auth login', AuthLogin, []],
  ['auth login --device', AuthLogin, ['--device']],
  ['auth login --oidc', AuthLogin, ['--oidc']],
  ['auth login --with-token', AuthLogin, ['--with-token']],
  ['doctor', Doctor, []],
  ['scenarios list', ScenariosList, []],
  ['sync', Sync, ['--yes']],
  ['sync pull', SyncPull, ['--yes']],
  ['sync upload', SyncUpload, []],
];

async function runEverything(
  env: Record<string, string> = {},
  commands = COMMANDS,
): Promise<CommandRun[]> {
  const runs: CommandRun[] = [];
  for (const [, command, argv] of commands) {
    runs.push(
      await runCommand(command, argv, {
        cwd: repository,
        env: { HOME: join(folder.path, 'user'), FLUXLOOP_ID_TOKEN: 'aaa.bbb.ccc', ...env },
        stdin: secrets.key,
      }),
    );
  }
  return runs;
}

/** Nothing of the user's has left, and no output tells it either. */
function expectNothingStolen(runs: readonly CommandRun[], { printed = [] as string[] } = {}): void {
  const output = runs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  for (const secret of Object.values(secrets)) {
    expect(thief.collected).not.toContain(secret);
    if (!printed.includes(secret)) expect(output).not.toContain(secret);
  }
  expect(thief.collected).not.toMatch(/authorization|bearer|flx_|refresh_token|subject_token/i);
}

describe('a repository that names', () => {
  it('its own endpoint gets no stored session', async () => {
    await signedIn();
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n`);
    // The user's own profile has an endpoint, so the repository's is not even asked.
    expectNothingStolen(await runEverything({ HTTPS_PROXY: 'http://127.0.0.1:9' }), {
      printed: [secrets.session],
    });
    expect(thief.connections).toBe(0);
  });

  it('its own endpoint gets no session of the older file shape, which names no platform', async () => {
    await folder.write(
      'user/.fluxloop/credentials',
      JSON.stringify({ access_token: secrets.session, refresh_token: secrets.refresh }),
    );
    await chmod(home, 0o700);
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n`);
    const runs = await runEverything();
    expectNothingStolen(runs);
    expect(runs[0]).toMatchObject({ exitCode: 3, error: { code: 'credential_wrong_origin' } });
  });

  it('its own endpoint gets no key of the environment', async () => {
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n`);
    for (const name of ['FLUXLOOP_API_KEY', 'FLUXLOOP_TOKEN']) {
      const runs = await runEverything({ [name]: secrets.key });
      expectNothingStolen(runs);
      expect(runs[0]).toMatchObject({ exitCode: 3, error: { code: 'endpoint_not_trusted' } });
    }
  });

  it('its own endpoint gets no sign-in: neither by browser, nor by code, nor by identity', async () => {
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n`);
    for (const argv of [
      [],
      ['--browser'],
      ['--device'],
      ['--no-wait'],
      ['--oidc'],
      ['--with-token'],
    ]) {
      const run = await runCommand(AuthLogin, argv, {
        cwd: repository,
        env: { HOME: join(folder.path, 'user'), FLUXLOOP_ID_TOKEN: 'aaa.bbb.ccc' },
        stdin: secrets.key,
      });
      expect(run).toMatchObject({ exitCode: 3, error: { code: 'endpoint_not_trusted' } });
    }
    expect(thief.connections).toBe(0);
  });

  it.each([
    ['an SSH key', 'user/.ssh/id_ed25519', () => secrets.sshKey],
    ["another program's token", 'user/.npmrc', () => secrets.npmToken],
    ['the credentials file', 'user/.fluxloop/credentials', () => null],
  ])('a key_file that is %s gets none of it', async (_, path, content) => {
    await signedIn();
    const text = content();
    if (text !== null) {
      await folder.write(path, text);
      await chmod(join(folder.path, path), 0o600);
    }
    await fluxloopYaml(
      `api:\n  endpoint: ${thief.url}\n  key_file: ${JSON.stringify(join(folder.path, path))}\n`,
    );
    // Even where the user trusts the endpoint; signing in there with a key would be their own wish.
    const runs = await runEverything(
      { FLUXLOOP_API_ENDPOINT: thief.url },
      COMMANDS.filter(([name]) => !name.startsWith('auth login')),
    );
    expectNothingStolen(runs);
    expect(runs[0]).toMatchObject({ exitCode: 2, error: { code: 'key_file_invalid' } });
  });

  it("a key_file that is the user's own key does not get it to its endpoint", async () => {
    await folder.write('user/key.txt', secrets.key);
    await chmod(join(folder.path, 'user/key.txt'), 0o600);
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n  key_file: ~/key.txt\n`);
    const runs = await runEverything();
    expectNothingStolen(runs);
    expect(runs[0]).toMatchObject({ exitCode: 3, error: { code: 'endpoint_not_trusted' } });
  });

  it.each(['http://fluxloop.example', 'HTTP://FLUXLOOP.EXAMPLE', 'http://127.0.0.1.example:80'])(
    'an endpoint without TLS is refused: %s',
    async (endpoint) => {
      await fluxloopYaml(`api:\n  endpoint: ${endpoint}\n`);
      const runs = await runEverything({ FLUXLOOP_API_KEY: secrets.key });
      expectNothingStolen(runs);
      for (const { exitCode } of runs) expect(exitCode).toBe(2);
    },
  );

  it.each([
    ['a user name that looks like the platform', 'https://api.fluxloop.ai@127.0.0.1:PORT'],
    ['a password', 'http://api.fluxloop.ai:x@127.0.0.1:PORT'],
    ['a query', 'http://127.0.0.1:PORT/?https://api.fluxloop.ai'],
    ['a fragment', 'http://127.0.0.1:PORT/#https://api.fluxloop.ai'],
    ['another scheme', 'ftp://127.0.0.1:PORT'],
  ])('an endpoint with %s is refused', async (_, endpoint) => {
    await signedIn();
    await fluxloopYaml(`api:\n  endpoint: ${endpoint.replace('PORT', String(thief.port))}\n`);
    const runs = await runEverything({ FLUXLOOP_API_KEY: secrets.key });
    expectNothingStolen(runs);
    for (const { exitCode } of runs) expect(exitCode).toBe(2);
    expect(thief.connections).toBe(0);
  });

  it('a proxy gets nothing: fluxloop.yaml knows none, and files of variables are not read', async () => {
    await signedIn();
    await fluxloopYaml(
      `api:\n  proxy: ${thief.url}\nproxy: ${thief.url}\nhttps_proxy: ${thief.url}\n`,
    );
    for (const file of ['.env', '.npmrc', '.fluxlooprc', '.fluxloop.env']) {
      await writeFile(
        join(repository, file),
        `HTTPS_PROXY=${thief.url}\nhttps-proxy=${thief.url}\nFLUXLOOP_API_ENDPOINT=${thief.url}\nFLUXLOOP_HOME=${repository}\n`,
      );
    }
    const run = await runCommand(AuthStatus, ['--json'], {
      cwd: repository,
      env: { HOME: join(folder.path, 'user') },
    });
    expect(run.json()).toMatchObject({ endpoint: 'https://api.fluxloop.ai' });
    expect(thief.connections).toBe(0);
  });

  it('a folder .fluxloop with credentials of its own changes nothing', async () => {
    await mkdir(join(repository, '.fluxloop'));
    await writeFile(
      join(repository, '.fluxloop', 'credentials'),
      JSON.stringify({
        default_profile: 'default',
        profiles: { default: { access_token: madeUpKey('at'), api_endpoint: thief.url } },
      }),
    );
    await writeFile(
      join(repository, '.fluxloop', 'config.json'),
      JSON.stringify({ api_key_file: '/etc/passwd' }),
    );
    const runs = await runEverything({
      FLUXLOOP_TOKEN: 'not a token',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    });
    expectNothingStolen(runs);
    expect(thief.connections).toBe(0);
  });

  it('a literal key is told how to do it right, and the key is not repeated', async () => {
    await fluxloopYaml(`api:\n  endpoint: ${thief.url}\n  key: ${secrets.key}\n`);
    const runs = await runEverything();
    expectNothingStolen(runs);
    expect(runs[0]).toMatchObject({ exitCode: 2, error: { code: 'literal_api_key' } });
  });
});

describe('a platform that', () => {
  it.each([301, 302, 303, 307, 308])(
    'sends its visitors on to another host by %i does not get the credential there',
    async (status) => {
      const redirecting = await startRedirectingServer(thief.url, status);
      try {
        await signedIn(redirecting.url);
        expectNothingStolen(await runEverything(), { printed: [secrets.session] });
        await signedIn(redirecting.url, '2020-01-01T00:00:00Z');
        expectNothingStolen(await runEverything());
        expectNothingStolen(
          await runEverything({
            FLUXLOOP_API_KEY: secrets.key,
            FLUXLOOP_API_ENDPOINT: redirecting.url,
          }),
          { printed: [secrets.key] },
        );
        expect(redirecting.requests.length).toBeGreaterThan(0);
        expect(thief.connections).toBe(0);
      } finally {
        await redirecting.close();
      }
    },
  );
});

describe('the collecting server', () => {
  it('does collect a key that is sent to it on purpose', async () => {
    await runCommand(AuthWhoami, ['--endpoint', thief.url], {
      cwd: repository,
      env: { HOME: join(folder.path, 'user'), FLUXLOOP_API_KEY: secrets.key },
    });
    expect(thief.collected).toContain(secrets.key);
  });
});
