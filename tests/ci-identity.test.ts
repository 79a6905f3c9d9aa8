import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../scripts/quickstart/places.mjs';
import { type CiIssuer, startCiIssuer } from './support/ci-issuer.ts';
import { runCli } from './support/command.ts';
import { startTeam, type Team } from './support/team.ts';
import {
  type LongLivedFolder,
  longLivedFolder,
  temporaryFolder,
} from './support/temporary-folder.ts';

const MAIN = { repository: 'acme/shop', ref: 'refs/heads/main' };

let folder: LongLivedFolder;
let team: Team;
let issuer: CiIssuer;
let cwd: string;
let home: string;

beforeAll(async () => {
  folder = longLivedFolder();
  [team, issuer] = await Promise.all([startTeam(folder.path), startCiIssuer()]);
  await (await team.asAdmin()).request('createTrustedIssuer', {
    params: { project: PROJECT },
    body: { name: 'main', issuer: issuer.url, claims: MAIN, scope: 'write' },
  });
});
afterAll(async () => {
  issuer.close();
  await team.close();
  folder.remove();
});
beforeEach(() => {
  cwd = temporaryFolder();
  home = join(cwd, 'home');
});

const login = (
  env: Record<string, string>,
  { argv = [], input = '' }: { argv?: string[]; input?: string } = {},
) =>
  runCli(['auth', 'login', '--oidc', '--json', '--endpoint', team.url, ...argv], {
    cwd,
    home,
    input,
    env,
  });
const identity = (claims: Record<string, unknown> = {}) =>
  issuer.identity({ ...MAIN, aud: team.url, ...claims });

describe('auth login --oidc', () => {
  it('signs a job of GitHub Actions in, with an identity made for this platform', async () => {
    const { code, stdout } = await login(issuer.gitHubVariables(MAIN));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'signed_in',
      kind: 'at',
      user_email: null,
      scope: 'write',
      renewable: false,
      projects: [{ slug: PROJECT }],
    });
    expect(issuer.asked).toEqual([
      { audience: team.url, authorization: 'Bearer the job shows this' },
    ]);
    const { default: profile } = JSON.parse(
      readFileSync(join(home, 'credentials'), 'utf8'),
    ).profiles;
    expect(profile).not.toHaveProperty('refresh_token');
    const minutes = (Date.parse(profile.expires_at) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(10);
    expect(minutes).toBeLessThanOrEqual(15);
    const who = await runCli(['auth', 'whoami', '--json'], { cwd, home });
    expect(JSON.parse(who.stdout).service_account).not.toBeNull();
  });

  it.each([
    [
      'GitLab, by the variable that its id_tokens fills',
      () => ({ env: { FLUXLOOP_ID_TOKEN: identity() } }),
    ],
    [
      'any CI, by a file',
      () => {
        writeFileSync(join(cwd, 'identity.jwt'), `${identity()}\n`);
        return { argv: ['--oidc-token-file', 'identity.jwt', '--project', PROJECT] };
      },
    ],
    ['any CI, by standard input', () => ({ argv: ['--oidc-token-file', '-'], input: identity() })],
  ])('signs a job of %s in', async (_, make) => {
    const { env = {}, ...options } = make() as {
      env?: Record<string, string>;
      argv?: string[];
      input?: string;
    };
    expect((await login(env, options)).code).toBe(0);
  });

  it.each([
    ['another branch', () => identity({ ref: 'refs/heads/stranger' })],
    ['another repository', () => identity({ repository: 'stranger/shop' })],
    ['another platform', () => identity({ aud: 'https://other.example' })],
    ['another time', () => identity({ exp: 1_700_000_000 })],
    ['another issuer', () => identity({ iss: 'http://127.0.0.1:9' })],
  ])('is refused to a job of %s, and nothing is stored', async (_, make) => {
    const token = make();
    const { code, stdout, stderr } = await login({ FLUXLOOP_ID_TOKEN: token });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).error.message).toMatch(/^Authentication failed: /);
    expect(stdout + stderr).not.toContain(token);
    expect(() => readFileSync(join(home, 'credentials'))).toThrow('ENOENT');
  });

  it('says what a job lacks that has no identity', async () => {
    const gitHub = JSON.parse((await login({ GITHUB_ACTIONS: 'true', CI: 'true' })).stdout);
    expect(gitHub.error).toMatchObject({
      code: 'identity_missing',
      hint: expect.stringContaining('id-token: write'),
    });
    const other = JSON.parse((await login({ CI: 'true' })).stdout);
    expect(other.error.hint).toContain(`aud: ${team.url}`);
  });
});
