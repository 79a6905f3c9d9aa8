import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInProgram } from '../oauth/oauth.test-support.js';
import { type Actor, startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;
let admin: { id: string; cookie: string };
let editor: { id: string; cookie: string };

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ roles: { shop: 'admin', till: 'admin', desk: 'editor' } });
  editor = await platform.addPerson({ roles: { shop: 'editor' } });
});
afterAll(() => platform?.close());

const make = (as: Actor, body: Record<string, unknown> = {}) =>
  platform.call('createApiKey', {
    as,
    body: { name: 'ci-bot', type: 'service_account', projects: ['shop'], ...body },
  });
const principalOf = (key: string) => platform.call('getPrincipal', { as: { key } });

describe('a service account', () => {
  it('acts in its project and in no other, by a role that its scope asks for', async () => {
    const { key, service_account, projects } = (await make(admin, { scope: 'read-write' })).value();
    expect(key).toMatch(/^flx_sa_[0-9A-Za-z]{33,}$/);
    expect(service_account).toMatchObject({ name: 'ci-bot', project: 'shop', role: 'editor' });
    expect(projects).toEqual(['shop']);
    expect((await principalOf(key)).value()).toMatchObject({
      kind: 'service_account',
      user: null,
      service_account: { name: 'ci-bot', project: 'shop', role: 'editor' },
      scope: 'read-write',
      projects: [{ slug: 'shop', role: 'editor' }],
    });
    const elsewhere = await platform.call('listRuns', { as: { key }, params: { project: 'till' } });
    expect(elsewhere.problem().code).toBe('project_not_found');
  });

  it('is named in what it makes', async () => {
    const { key } = (await make(admin, { name: 'nightly' })).value();
    const { runOf } = await import('../platform.test-support.js');
    const run = await platform.call('createRun', {
      as: { key },
      params: { project: 'shop' },
      body: runOf('run_nightly'),
    });
    expect(run.value().created_by).toBe('nightly');
  });

  it('is made by an admin of the project only, and with a key only of the scope admin', async () => {
    const refused = async (as: Actor, body = {}) => (await make(as, body)).problem().code;
    expect(await refused(editor)).toBe('role_insufficient');
    expect(await refused(admin, { projects: ['desk'] })).toBe('role_insufficient');
    const key = await platform.addKey(admin, { scope: 'read-write' });
    expect(await refused(key)).toBe('scope_insufficient');
    expect((await make(await platform.addKey(admin, { scope: 'admin' }))).status).toBe(201);
  });

  it('is made by an admin who signed in from the terminal, within the scope of that login', async () => {
    const { access_token } = await signInProgram(platform, admin, { scope: 'read-write' });
    expect((await make({ key: access_token }, { scope: 'read-write' })).status).toBe(201);
    const broader = await make({ key: access_token }, { scope: 'admin' });
    expect(broader.problem().code).toBe('scope_insufficient');
  });

  it.each([[undefined], [['shop', 'till']]])(
    'belongs to one project, not to %j',
    async (projects) => {
      const answer = await make(admin, { projects });
      expect([answer.status, answer.problem().code]).toEqual([400, 'project_needed']);
    },
  );

  it('outlives the departure of who made it', async () => {
    const maker = await platform.addPerson({ roles: { shop: 'admin' } });
    const { id, key } = (await make(maker)).value();
    const own = await platform.addKey(maker, { projects: ['shop'] });
    await platform.database.deleteFrom('users').where('id', '=', maker.id).execute();
    expect((await principalOf(key)).status).toBe(200);
    expect((await principalOf(own.key)).problem().code).toBe('credential_unknown');
    const seen = await platform.call('getApiKey', { as: admin, params: { id } });
    expect(seen.value().created_by).toBeNull();
  });

  it('ends with its project', async () => {
    const owner = await platform.addPerson({ roles: { doomed: 'admin' } });
    const { key } = (await make(owner, { projects: ['doomed'] })).value();
    await platform.database.deleteFrom('projects').where('slug', '=', 'doomed').execute();
    expect((await principalOf(key)).problem().code).toBe('credential_unknown');
  });

  it('is seen, rotated and ended by every admin of its project, and by nobody else', async () => {
    const { id } = (await make(admin, { name: 'shared' })).value();
    const second = await platform.addPerson({ roles: { shop: 'admin' } });
    const names = async (as: Actor) =>
      (await platform.call('listApiKeys', { as })).value().api_keys.map(({ name }) => name);
    expect(await names(second)).toContain('shared');
    expect(await names(editor)).not.toContain('shared');
    const params = { id };
    const hidden = await platform.call('revokeApiKey', { as: editor, params });
    expect(hidden.problem().code).toBe('api_key_not_found');
    const rotated = await platform.call('rotateApiKey', { as: second, params, body: {} });
    const { successor } = rotated.value();
    expect(successor).toMatchObject({ service_account: { name: 'shared', project: 'shop' } });
    expect((await principalOf(successor.key)).status).toBe(200);
    await platform.call('revokeApiKey', { as: second, params: { id: successor.id } });
    expect((await principalOf(successor.key)).problem().code).toBe('credential_revoked');
  });

  it('sees its own keys; with the scope admin those of the project, and makes more of them', async () => {
    const plain = (await make(admin, { name: 'plain' })).value();
    const listed = await platform.call('listApiKeys', { as: plain });
    expect(listed.value().api_keys.map(({ id }) => id)).toEqual([plain.id]);
    const mighty = (await make(admin, { name: 'mighty', scope: 'admin' })).value();
    const all = await platform.call('listApiKeys', { as: mighty });
    expect(all.value().api_keys.map(({ id }) => id)).toContain(plain.id);
    const made = (await make(mighty, { name: 'from a machine' })).value();
    expect(made).toMatchObject({ created_by: null, service_account: { project: 'shop' } });
    expect((await make(plain)).problem().code).toBe('scope_insufficient');
  });

  it('tied to an environment says so by its prefix, and is a service account all the same', async () => {
    const { key, type } = (await make(admin, { environment: 'prod' })).value();
    expect(key).toMatch(/^flx_prod_/);
    expect(type).toBe('service_account');
    expect((await principalOf(key)).value()).toMatchObject({
      kind: 'service_account',
      api_key: { environment: 'prod' },
    });
  });
});
