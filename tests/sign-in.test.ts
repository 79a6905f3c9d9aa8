import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './support/command.ts';
import {
  type Person,
  personOf,
  signInHome,
  startBrowserLogin,
  startDeviceLogin,
  userCodeIn,
} from './support/sign-in.ts';
import { startTeam, type Team } from './support/team.ts';
import {
  type LongLivedFolder,
  longLivedFolder,
  temporaryFolder,
} from './support/temporary-folder.ts';

let folder: LongLivedFolder;
let team: Team;
let person: Person;
let home: string;
let cwd: string;

beforeAll(async () => {
  folder = longLivedFolder();
  team = await startTeam(folder.path);
  person = await personOf(team);
});
afterAll(async () => {
  await team.close();
  folder.remove();
});
beforeEach(() => {
  cwd = temporaryFolder();
  home = join(cwd, 'home');
});

const run = (argv: string[], extra: { env?: Record<string, string>; input?: string } = {}) =>
  runCli(argv, { cwd, home, ...extra });
const stored = () => JSON.parse(readFileSync(join(home, 'credentials'), 'utf8'));
const rewrite = (change: (profile: Record<string, unknown>) => void, name = 'default') => {
  const document = stored();
  change(document.profiles[name]);
  writeFileSync(join(home, 'credentials'), JSON.stringify(document), { mode: 0o600 });
};
const expire = () =>
  rewrite((profile) => {
    profile.expires_at = '2020-01-01T00:00:00Z';
  });
const signIn = (argv: string[] = []) => signInHome(team, { cwd, home }, argv);
const bearer = (token: string) =>
  fetch(`${team.url}/v1/principal`, { headers: { authorization: `Bearer ${token}` } });

describe('auth login with the browser of this machine', () => {
  it('stores what the documentation shows, and says so in the terminal and in the browser', async () => {
    const { running, address } = await startBrowserLogin(['--endpoint', team.url], { cwd, home });
    const url = new URL(address);
    expect(url.origin).toBe(team.url);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const page = await person.decideInBrowser(address);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('You are signed in') });

    const { code, stdout } = await running.outcome;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✅ Successfully authenticated\n/);
    expect(stdout).toContain(team.admin.email);
    expect(stored()).toEqual({
      default_profile: 'default',
      profiles: {
        default: {
          access_token: expect.stringMatching(/^flx_at_/),
          refresh_token: expect.stringMatching(/^flx_refresh_/),
          expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          user_email: team.admin.email,
          scope: 'read-write',
          api_endpoint: team.url,
        },
      },
    });
    expect(statSync(join(home, 'credentials')).mode & 0o777).toBe(0o600);
    expect(page.text).not.toMatch(/flx_(?:at|refresh)_/);
  });

  it('gives the scope that is asked for, and no more', async () => {
    await signIn(['--scope', 'read']);
    const who = JSON.parse((await run(['auth', 'whoami', '--json'])).stdout);
    expect(who.principal.scope).toBe('read');
    const refused = await run(['apikeys', 'create', '--name', 'x', '--scope', 'admin', '--json']);
    expect(refused.code).toBe(6);
  });

  it('of the scope admin makes a project, which is then there to be chosen', async () => {
    await signIn(['--scope', 'admin']);
    const created = await run(['projects', 'create', 'made-by-hand', '--name', 'Made by hand']);
    expect(created.stdout).toContain('✔ Created the project made-by-hand');
    expect((await run(['projects', 'list'])).stdout).toMatch(/made-by-hand +Made by hand +admin/);
    expect((await run(['projects', 'use', 'made-by-hand'])).code).toBe(0);
    expect((await run(['config', 'get', 'project'])).stdout).toContain('made-by-hand');
  });

  it('says in both places that it was denied, and stores nothing', async () => {
    const { running, address } = await startBrowserLogin(['--endpoint', team.url], { cwd, home });
    const page = await person.decideInBrowser(address, 'deny');
    expect(page.text).toContain('Access was denied');
    const { code, stdout, stderr } = await running.outcome;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('[ERROR] Authentication failed: it was denied in the browser');
    expect(stderr).toContain('1. Browser opened?');
    expect(() => stored()).toThrow('ENOENT');
  });

  it('done twice changes nothing and says so; --force ends the first sign-in', async () => {
    await signIn();
    const first = stored();
    const again = await run(['auth', 'login', '--browser']);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('✅ Successfully authenticated (you were signed in');
    expect(stored()).toEqual(first);

    await signIn(['--force']);
    expect(stored().profiles.default.access_token).not.toBe(first.profiles.default.access_token);
    expect((await bearer(first.profiles.default.access_token)).status).toBe(401);
  });

  it('keeps profiles apart, and `config set profile` chooses among them', async () => {
    await signIn(['--profile', 'production']);
    await signIn(['--profile', 'staging', '--scope', 'read']);
    const scopeOf = async (argv: string[], env = {}) =>
      JSON.parse((await run(['auth', 'whoami', '--json', ...argv], { env })).stdout).principal
        .scope;
    expect(await scopeOf([])).toBe('read-write');
    expect(await scopeOf(['--profile', 'staging'])).toBe('read');
    expect(await scopeOf([], { FLUXLOOP_PROFILE: 'staging' })).toBe('read');
    expect((await run(['config', 'set', 'profile', 'staging'])).code).toBe(0);
    expect(await scopeOf([])).toBe('read');
  });

  it('ends with 130 when the person gives up', async () => {
    const { running } = await startBrowserLogin(['--endpoint', team.url], { cwd, home });
    running.process.kill('SIGINT');
    expect((await running.outcome).code).toBe(130);
  });
});

describe('auth login with a code', () => {
  it('waits until the code is confirmed in any browser', async () => {
    const { running, userCode } = await startDeviceLogin(['--endpoint', team.url], { cwd, home });
    await person.decideForDevice(userCode);
    const { code, stdout, stderr } = await running.outcome;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(`1. Open ${team.url}/device\n`);
    expect(stderr).toContain(`${team.url}/device#code=${userCode}`);
    expect(stdout).toContain('✅ Successfully authenticated');
    expect(stored().profiles.default.refresh_token).toMatch(/^flx_refresh_/);
  });

  it('says that it was denied', async () => {
    const { running, userCode } = await startDeviceLogin(['--endpoint', team.url], { cwd, home });
    await person.decideForDevice(userCode, 'deny');
    const { code, stderr } = await running.outcome;
    expect(code).toBe(3);
    expect(stderr).toContain('[ERROR] Authentication failed: it was denied');
  });

  it.each([
    ['over SSH', { SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22' }, 'a session over SSH'],
    ['in a Codespace', { CODESPACES: 'true' }, 'a GitHub Codespace'],
    ['for a coding agent', { AI_AGENT: 'somebody' }, 'a coding agent'],
    ['in CI', { CI: 'true' }, 'this is CI'],
  ])('is the way by itself %s', async (_, env, reason) => {
    const begun = await run(['auth', 'login', '--no-wait', '--endpoint', team.url], { env });
    expect(begun.code).toBe(0);
    expect(begun.stderr).toContain(`Signing in with a code, because`);
    expect(begun.stderr).toContain(reason);
  });

  it('is begun by --no-wait and finished by --resume, and the device code is shown nowhere', async () => {
    const begun = await run(['auth', 'login', '--no-wait', '--json', '--endpoint', team.url]);
    const pending = JSON.parse(begun.stdout);
    expect(pending).toMatchObject({
      status: 'pending',
      verification_uri: `${team.url}/device`,
      resume_command: 'fluxloop auth login --resume',
    });
    const file = join(home, 'pending-sign-ins');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { deviceCode } = JSON.parse(readFileSync(file, 'utf8')).default;
    expect(begun.stdout + begun.stderr).not.toContain(deviceCode);

    const early = await run(['auth', 'login', '--resume', '--no-wait', '--json']);
    expect(early.code).toBe(3);
    expect(JSON.parse(early.stdout)).toMatchObject({ status: 'pending' });

    await person.decideForDevice(userCodeIn(pending.user_code));
    const done = await run(['auth', 'login', '--resume', '--json']);
    expect(done.code).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({
      status: 'signed_in',
      user_email: team.admin.email,
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({});
    const nothing = await run(['auth', 'login', '--resume']);
    expect(nothing.code).toBe(3);
    expect(nothing.stderr).toContain('fluxloop auth login --no-wait');
  });
});

describe('a session', () => {
  beforeEach(() => signIn());

  it('is refreshed by every command when its access token has ended', async () => {
    const before = stored().profiles.default;
    expire();
    const who = await run(['auth', 'whoami']);
    expect(who.code).toBe(0);
    expect(who.stdout).toContain(team.admin.email);
    const after = stored().profiles.default;
    expect(after.access_token).not.toBe(before.access_token);
    expect(Date.parse(after.expires_at)).toBeGreaterThan(Date.now() + 50 * 60_000);
  });

  it('is refreshed when the platform refuses an access token that looked good', async () => {
    rewrite((profile) => {
      profile.expires_at = '2999-01-01T00:00:00Z';
      profile.access_token = `${profile.access_token}`.replace('flx_at_', 'flx_at_0');
    });
    expect((await run(['auth', 'whoami'])).code).toBe(0);
  });

  it('is refreshed by hand, and printed for scripts', async () => {
    const before = stored().profiles.default.access_token;
    const refreshed = await run(['auth', 'refresh']);
    expect(refreshed.stdout).toContain('✔ Token refreshed');
    const printed = await run(['auth', 'token']);
    expect(printed.stdout).toBe(`${stored().profiles.default.access_token}\n`);
    expect(printed.stdout.trim()).not.toBe(before);
    expect((await bearer(printed.stdout.trim())).status).toBe(200);
  });

  it('shows its winner, source, shadows, scope and end', async () => {
    const { stdout, code } = await run(['auth', 'status', '--json'], {
      env: { FLUXLOOP_API_KEY: team.key },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      source: { name: 'FLUXLOOP_API_KEY' },
      shadowed: [{ name: 'stored_session' }],
    });
    const mine = JSON.parse((await run(['auth', 'status', '--json'])).stdout);
    expect(mine).toMatchObject({
      authenticated: true,
      source: { name: 'stored_session', detail: 'profile "default"' },
      scope: 'read-write',
      renewable: true,
      user_email: team.admin.email,
    });
  });

  it('is ended by logout here and on the platform, which is told', async () => {
    const { access_token, refresh_token } = stored().profiles.default;
    const { code, stdout } = await run(['auth', 'logout']);
    expect(code).toBe(0);
    expect(stdout).toContain('✔ Signed out: default');
    expect(stdout).toContain(`ended on ${team.url} as well`);
    expect(stored()).toEqual({ profiles: {} });
    expect((await bearer(access_token)).status).toBe(401);
    const refused = await fetch(`${team.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'fluxloop-cli',
        refresh_token,
      }),
    });
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('that the platform has ended is told as the documentation does, and forgotten', async () => {
    await fetch(`${team.url}/oauth/revoke`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'fluxloop-cli',
        token: stored().profiles.default.refresh_token,
      }),
    });
    const first = await run(['auth', 'whoami']);
    expect(first.code).toBe(3);
    expect(first.stderr).toContain('[ERROR] Token expired');
    expect(first.stderr).toContain('fluxloop auth login');
    expect(stored().profiles.default).toEqual({
      api_endpoint: team.url,
      scope: 'read-write',
      session_ended_at: expect.any(String),
      user_email: team.admin.email,
    });
    const status = await run(['auth', 'status']);
    expect(status.code).toBe(3);
    expect(status.stdout).toContain('has ended your session');
  });

  it('survives a platform that is away, and is signed out of here all the same', async () => {
    const before = stored();
    rewrite((profile) => {
      profile.expires_at = '2020-01-01T00:00:00Z';
    });
    await team.kill();
    try {
      const away = await run(['auth', 'refresh']);
      expect(away.code).toBe(4);
      expect(stored().profiles.default.refresh_token).toBe(before.profiles.default.refresh_token);
      const { code, stderr, stdout } = await run(['auth', 'logout', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).profiles[0]).toMatchObject({
        revoked: false,
        error: { code: 'connection_refused' },
      });
      expect(stderr).not.toContain('flx_');
      expect(stored().profiles).toEqual({});
    } finally {
      await team.restart();
    }
  });
});

describe('a sign-in that must not be', () => {
  it.each([[[]], [['--device']], [['--no-wait']], [['--oidc']]])(
    'is one where only a repository says so: auth login %j',
    async (argv) => {
      writeFileSync(join(cwd, 'fluxloop.yaml'), `api:\n  endpoint: ${team.url}\n`);
      const { code, stdout } = await run(['auth', 'login', ...argv, '--json'], {
        env: { FLUXLOOP_ID_TOKEN: 'a.b.c' },
      });
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'endpoint_not_trusted' } });
    },
  );

  it('is one that cannot be stored: the browser is told too', async () => {
    const { running, address } = await startBrowserLogin(['--endpoint', team.url], { cwd, home });
    mkdirSync(join(home, 'credentials'), { recursive: true, mode: 0o700 });
    const page = await person.decideInBrowser(address);
    expect(page.text).toContain('Signing in has failed');
    expect((await running.outcome).code).toBe(2);
  });
});
