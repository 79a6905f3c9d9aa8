import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FakeSurroundings,
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../fake-platform.test-support.js';
import { type FakeKeys, startFakeKeys } from '../../keys/fake-keys.test-support.js';
import { madeUpKey } from '../../made-up-keys.test-support.js';
import Create from './create.js';
import Info from './info.js';
import List from './list.js';
import Revoke from './revoke.js';
import Rotate from './rotate.js';

let folder: TemporaryFolder;
let platform: FakeKeys;

beforeEach(async () => {
  folder = await temporaryFolder();
  platform = await startFakeKeys();
});
afterEach(async () => {
  await platform.close();
  await folder.remove();
});

const run = (command: RunnableCommand, argv: string[], fake: FakeSurroundings = {}) =>
  runCommand(command, argv, {
    cwd: folder.path,
    env: {
      FLUXLOOP_HOME: join(folder.path, 'home'),
      FLUXLOOP_API_KEY: platform.key,
      FLUXLOOP_API_ENDPOINT: platform.url,
    },
    ...fake,
  });
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const bodyOf = (request = '') => JSON.parse(request.split('\n')[2] ?? '');
const KEY = /flx_[a-z]+_[0-9A-Za-z]{30,}/g;

describe('apikeys create', () => {
  it('shows the key once, with what it may do and how to end it', async () => {
    const { stdout, stderr, exitCode } = await run(Create, ['--name', 'my-cli-key']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.match(KEY)).toHaveLength(1);
    expect(stdout).toContain('✔ Created the API key "my-cli-key"');
    expect(stdout).toContain('read-write');
    expect(stdout).toMatch(/fluxloop apikeys revoke [0-9a-f-]{36}/);
    expect(bodyOf(platform.requests[0])).toEqual({
      name: 'my-cli-key',
      type: 'user',
      scope: 'read-write',
    });
  });

  it('gives a name that says what the key may do when none is given', async () => {
    await run(Create, ['--scope', 'read-write']);
    expect(bodyOf(platform.requests[0]).name).toMatch(/^read-write key of \d{4}-\d\d-\d\d$/);
  });

  it('passes on every option', async () => {
    const { stdout } = await run(Create, [
      ...['--name', 'ci', '--scope', 'read', '--project', 'one', '--project', 'two'],
      ...['--environment', 'staging', '--expires', '2w'],
      ...['--allow-ip', '203.0.113.0/24', '--allow-ip', '2001:db8::/32'],
    ]);
    expect(bodyOf(platform.requests[0])).toEqual({
      name: 'ci',
      type: 'user',
      scope: 'read',
      projects: ['one', 'two'],
      environment: 'staging',
      expires_in_days: 14,
      allowed_addresses: ['203.0.113.0/24', '2001:db8::/32'],
    });
    expect(stdout).toMatch(/flx_staging_/);
  });

  it('asks for a key for ever only when that is typed', async () => {
    await run(Create, ['--name', 'a']);
    await run(Create, ['--name', 'b', '--expires', 'never']);
    expect(bodyOf(platform.requests[0])).not.toHaveProperty('expires_in_days');
    expect(bodyOf(platform.requests[1]).expires_in_days).toBeNull();
  });

  it.each(['0d', '90x', 'soon', '99999d', '1.5d', ''])('refuses --expires %j', async (expires) => {
    const refused = await run(Create, ['--expires', expires]);
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'invalid_lifetime' } });
    expect(platform.requests).toEqual([]);
  });

  it('warns that the scope admin is broad', async () => {
    const { stderr, exitCode } = await run(Create, ['--scope', 'admin']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('[WARN]');
    expect(stderr).toContain('--scope read-write');
  });

  it('gives programs the key in the JSON, and nothing secret beside it', async () => {
    const { json, stdout, stderr } = await run(Create, ['--name', 'ci', '--json']);
    expect(json()).toMatchObject({ name: 'ci', key: expect.stringMatching(KEY) });
    expect((stdout + stderr).match(KEY)).toHaveLength(1);
  });

  it('tells what the platform refuses, with the scopes and the command that helps', async () => {
    const command = 'fluxloop apikeys create --scope read-write';
    platform.refuseWith({
      ...problem(403, 'scope_insufficient', 'This needs the scope write.', command),
      needed_scope: 'write',
      granted_scope: 'read',
      command,
    });
    const { stderr, exitCode } = await run(Create, ['--name', 'ci']);
    expect(exitCode).toBe(6);
    expect(stderr).toContain(command);
    const asked = await run(Create, ['--name', 'ci', '--json']);
    expect(asked.json()).toMatchObject({
      error: { needed_scope: 'write', granted_scope: 'read', command },
    });
  });
});

describe('apikeys create --type service-account', () => {
  const create = (argv: string[] = []) =>
    run(Create, [
      '--name',
      'ci-bot',
      '--type',
      'service-account',
      '--scope',
      'read-write',
      ...argv,
    ]);

  it('belongs to the project that is typed', async () => {
    const { stdout } = await create(['--project', 'support-bot']);
    expect(stdout).toMatch(/flx_sa_/);
    expect(bodyOf(platform.requests[0])).toMatchObject({
      type: 'service_account',
      projects: ['support-bot'],
    });
  });

  it('else to the project of fluxloop.yaml', async () => {
    await folder.write('fluxloop.yaml', 'project: from-file\n');
    const made = await create();
    expect(made.stderr).toBe('');
    expect(bodyOf(platform.requests[0]).projects).toEqual(['from-file']);
  });

  it('else to the only project that its maker manages', async () => {
    platform.projects = ['only'];
    await create();
    expect(bodyOf(platform.requests[1]).projects).toEqual(['only']);
  });

  it.each([[[]], [['one', 'two']]])('else to none: %j', async (managed) => {
    platform.projects = managed;
    const refused = await create();
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'project_missing' } });
    for (const slug of managed) expect(refused.stderr).toContain(`--project ${slug}`);
  });

  it('belongs to one project only', async () => {
    const refused = await create(['--project', 'one', '--project', 'two']);
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'project_ambiguous' } });
  });
});

describe('--output-env', () => {
  const file = (name = '.env') => join(folder.path, name);
  const create = (argv: string[] = []) =>
    run(Create, ['--name', 'ci', '--output-env', '.env', ...argv]);

  it('writes the key to a file that only its owner may read, and shows it nowhere', async () => {
    const { stdout, stderr } = await create();
    expect(stdout + stderr).not.toMatch(KEY);
    expect(stdout).toContain('.env');
    expect(await readFile(file(), 'utf8')).toMatch(/^FLUXLOOP_API_KEY=flx_api_[0-9A-Za-z]{33,}\n$/);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const machine = await run(Create, ['--output-env', 'b.env', '--json']);
    expect(machine.stdout).not.toMatch(KEY);
    expect(machine.json()).toMatchObject({ env_file: file('b.env') });
  });

  it('keeps the other lines of the file, and closes it to others', async () => {
    await writeFile(file(), 'A=1\nB=2');
    await chmod(file(), 0o644);
    await create();
    expect(await readFile(file(), 'utf8')).toMatch(/^A=1\nB=2\nFLUXLOOP_API_KEY=flx_api_\w+\n$/);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('replaces no key that the file holds, unless --yes says so; and makes none before', async () => {
    await writeFile(file(), 'export FLUXLOOP_API_KEY=old\nA=1\n');
    const refused = await create();
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'env_file_holds_key' } });
    expect(platform.requests).toEqual([]);
    await create(['--yes']);
    expect(await readFile(file(), 'utf8')).toMatch(/^A=1\nFLUXLOOP_API_KEY=flx_api_\w+\n$/);
  });

  it('follows a link to the file that it names', async () => {
    await writeFile(file('real.env'), '');
    await symlink('real.env', file());
    await create();
    expect(await readFile(file('real.env'), 'utf8')).toMatch(/^FLUXLOOP_API_KEY=/);
  });

  it('makes no key where there is no place to write it, and leaves nothing behind', async () => {
    const refused = await run(Create, ['--output-env', 'no/such/folder/.env']);
    expect(refused.exitCode).not.toBe(0);
    expect(platform.requests).toEqual([]);
    platform.refuseWith(problem(403, 'scope_insufficient', 'No.'));
    expect((await create()).exitCode).toBe(6);
    expect((await readdir(folder.path)).filter((name) => /env|tmp/.test(name))).toEqual([]);
  });

  it('revokes the key when the file cannot be written after all', async () => {
    platform.meanwhile = () => mkdir(file());
    const refused = await create();
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout + refused.stderr).not.toMatch(KEY);
    expect(platform.requests.map((request) => request.split('\n')[0])).toEqual([
      'POST /v1/api-keys',
      expect.stringMatching(/^POST \/v1\/api-keys\/[0-9a-f-]{36}\/revoke$/),
    ]);
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('apikeys info', () => {
  it('hashes the key here and does not send it', async () => {
    const { stdout, exitCode } = await run(Info, [platform.key]);
    expect(exitCode).toBe(0);
    expect(platform.requests.join()).toContain(`GET /v1/api-keys/${hashOf(platform.key)}`);
    expect(platform.requests.join()).not.toContain(platform.key);
    expect(stdout).not.toContain(platform.key);
    for (const fact of ['read-write', 'active', '1,234', 'ada@example.com', 'anywhere']) {
      expect(stdout).toContain(fact);
    }
  });

  it('shows the key that is in use when none is named', async () => {
    const { json } = await run(Info, ['--json']);
    expect(json()).toMatchObject({ name: 'laptop', request_count: 1234, failed_attempts: 2 });
  });

  it('reads a key from standard input', async () => {
    const { exitCode } = await run(Info, ['-'], { stdin: `${platform.key}\n` });
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a placeholder', () => ['flx', 'old', 'key...'].join('_'), 'credential_shortened'],
    ['another vendor', () => ['sk', 'proj', 'x'.repeat(30)].join('-'), 'credential_foreign'],
    ['a typo', () => madeUpKey().slice(0, -1), 'credential_mistyped'],
    ['an access token', () => madeUpKey('at'), 'credential_kind_wrong'],
  ])('tells %s without a request', async (_name, make, code) => {
    const refused = await run(Info, [make()]);
    expect(refused).toMatchObject({ exitCode: 2, error: { code } });
    expect(refused.stderr).toContain('fluxloop apikeys list');
    expect(platform.requests).toEqual([]);
  });

  it('ends with 5 for a key that the platform does not know', async () => {
    expect(await run(Info, [madeUpKey()])).toMatchObject({ exitCode: 5 });
  });
});

describe('apikeys list', () => {
  it('shows what each key is worth, how it was used, and what succeeded it', async () => {
    await run(Rotate, [platform.key]);
    const { stdout, exitCode } = await run(List, []);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1,234 requests · 2 failed attempts');
    expect(stdout).toMatch(/succeeded by [0-9a-f-]{36}/);
    expect(stdout).toMatch(/succeeds [0-9a-f-]{36}/);
    expect(stdout).not.toMatch(KEY);
    expect((await run(List, ['--json'])).json()).toMatchObject({ api_keys: [{}, {}] });
  });

  it('makes what a name holds harmless', async () => {
    await run(Create, ['--name', 'evil\u001b[2Jname']);
    expect((await run(List, [])).stdout).not.toContain('\u001b');
  });
});

describe('apikeys rotate', () => {
  it('shows the successor, and how long the old key works', async () => {
    const { stdout, exitCode } = await run(Rotate, [platform.key, '--grace', '36h']);
    expect(exitCode).toBe(0);
    expect(stdout.match(KEY)).toHaveLength(1);
    expect(stdout).not.toContain(platform.key);
    expect(stdout).toContain('The old key works until');
    expect(bodyOf(platform.requests[0])).toEqual({ grace_seconds: 129_600 });
  });

  it('rotates the key that is in use when none is named', async () => {
    const { json } = await run(Rotate, ['--grace', '0', '--json']);
    expect(json()).toMatchObject({
      previous: { name: 'laptop', revoked_at: expect.any(String) },
      successor: { key: expect.stringMatching(KEY), replaces: expect.any(String) },
    });
    expect(bodyOf(platform.requests[0])).toEqual({ grace_seconds: 0 });
  });

  it('writes the successor over the old key of a file', async () => {
    await writeFile(join(folder.path, '.env'), `FLUXLOOP_API_KEY=${platform.key}\n`);
    const { stdout } = await run(Rotate, ['--output-env', '.env', '--yes']);
    expect(stdout).not.toMatch(KEY);
    expect(await readFile(join(folder.path, '.env'), 'utf8')).not.toContain(platform.key);
  });

  it.each(['8d', '-1', '1y', 'soon'])('refuses --grace %s', async (grace) => {
    const refused = await run(Rotate, [platform.key, `--grace=${grace}`]);
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'invalid_grace' } });
  });
});

describe('apikeys revoke', () => {
  const terminal = { terminal: { columns: 100 } };

  it('asks a person first, naming the key and its last use', async () => {
    const no = await run(Revoke, [platform.key], { ...terminal, typed: 'n\n' });
    expect(no).toMatchObject({ exitCode: 2, error: { code: 'not_confirmed' } });
    expect(no.stderr).toContain('laptop');
    expect(no.stderr).toContain('last used');
    expect(platform.requests.join()).not.toContain('/revoke');
    const yes = await run(Revoke, [platform.key], { ...terminal, typed: 'y\n' });
    expect(yes.exitCode).toBe(0);
    expect(yes.stdout).toContain(' Revoked the key "laptop"');
  });

  it.each([
    ['--yes', ['--yes'], { ...terminal, typed: '' }],
    ['no terminal', [], {}],
    ['--json', ['--json'], { ...terminal, typed: '' }],
  ])('asks nothing with %s', async (_name, argv, fake) => {
    const revoked = await run(Revoke, [platform.key, ...argv], fake);
    expect(revoked.exitCode).toBe(0);
    expect(platform.requests.join()).toContain(`/v1/api-keys/${hashOf(platform.key)}/revoke`);
    expect(platform.requests.join() + revoked.stdout).not.toContain(platform.key);
  });

  it('names the successor of a key that was rotated, which works on', async () => {
    await run(Rotate, [platform.key, '--grace=24h']);
    const { stdout } = await run(Revoke, [platform.key]);
    expect(stdout).toContain('is not revoked with it');
    expect(stdout).toMatch(/\n {3}fluxloop apikeys revoke [0-9a-f-]{36}\n$/);
    const { json } = await run(Revoke, [platform.key, '--json']);
    expect(json()).toMatchObject({ replaced_by: expect.any(String) });
  });

  it('needs to be told which key', async () => {
    expect((await run(Revoke, [])).exitCode).toBe(2);
  });
});
