import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInProgram } from '../oauth/oauth.test-support.js';
import { type Actor, startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;
let person: { id: string; email: string; cookie: string };

beforeAll(async () => {
  platform = await startTestPlatform({ trustedProxies: 1 });
  person = await platform.addPerson({ roles: { one: 'admin', two: 'editor', three: 'viewer' } });
});
afterAll(() => platform?.close());

async function make(
  as: Actor,
  body: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  const answer = await platform.call('createApiKey', {
    as,
    body: { name: 'new', ...body },
    headers,
  });
  return answer.status === 201 ? answer.value() : answer.problem();
}
const refusal = (code: string) => ({ status: expect.any(Number), code });
const days = (key: object) =>
  'expires_at' in key && 'created_at' in key && typeof key.expires_at === 'string'
    ? Math.round((Date.parse(key.expires_at) - Date.parse(String(key.created_at))) / 86_400_000)
    : null;

describe('a new key is never broader than who makes it:', () => {
  it('not in scope, where the maker is a key', async () => {
    const maker = await platform.addKey(person, { scope: 'read-write', projects: ['two'] });
    expect(await make(maker, { scope: 'read-write' })).toMatchObject({ scope: 'read-write' });
    expect(await make(maker, { scope: 'read' })).toMatchObject({ scope: 'read' });
    expect(await make(maker, { scope: 'admin' })).toMatchObject({
      ...refusal('scope_insufficient'),
      needed_scope: 'admin',
      granted_scope: 'read-write',
      command: 'fluxloop apikeys create --scope admin',
    });
  });

  it('nor where it is an access token', async () => {
    const { access_token } = await signInProgram(platform, person, { scope: 'read-write' });
    const token = { key: access_token };
    expect(await make(token)).toMatchObject({ scope: 'read-write', created_by: person.email });
    // The very command that was typed would not help.
    expect(await make(token, { scope: 'admin' })).toMatchObject({
      ...refusal('scope_insufficient'),
      command: 'fluxloop auth login --scope admin',
      hint: expect.stringContaining('fluxloop apikeys create --scope admin'),
    });
  });

  it('and a key that may only read makes none at all, since making one is writing', async () => {
    const maker = await platform.addKey(person, { scope: 'read' });
    expect(await make(maker, { scope: 'read' })).toMatchObject({
      ...refusal('scope_insufficient'),
      command: 'fluxloop apikeys create --scope read-write',
    });
  });

  it('not in the role of its owner, in any of its projects', async () => {
    expect(await make(person, { scope: 'admin', projects: ['two'] })).toMatchObject({
      ...refusal('role_insufficient'),
      needed_scope: 'admin',
      granted_scope: 'read-write',
    });
    expect(await make(person, { scope: 'read-write', projects: ['three'] })).toMatchObject(
      refusal('role_insufficient'),
    );
    expect(await make(person, { scope: 'read', projects: ['three'] })).toMatchObject({
      projects: ['three'],
    });
    expect(await make(person, { scope: 'admin' })).toMatchObject({ projects: null });
  });

  it('not in projects: it inherits those of a limited key, and reaches no other', async () => {
    const maker = await platform.addKey(person, { scope: 'admin', projects: ['one'] });
    expect(await make(maker, { scope: 'admin' })).toMatchObject({ projects: ['one'] });
    expect(await make(maker, { projects: ['two'] })).toMatchObject(refusal('project_not_found'));
  });

  it('not in its environment', async () => {
    const maker = await platform.addKey(person, { environment: 'staging' });
    expect(await make(maker)).toMatchObject({
      environment: 'staging',
      key: expect.stringMatching(/^flx_staging_/),
    });
    expect(await make(maker, { environment: 'prod' })).toMatchObject(refusal('key_too_broad'));
  });

  it('not in its addresses', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9' };
    const maker = await platform.addKey(person, { allowed_addresses: ['203.0.113.0/24'] });
    const made = async (allowed_addresses?: string[]) =>
      make(maker, allowed_addresses === undefined ? {} : { allowed_addresses }, from);
    expect(await made()).toMatchObject({ allowed_addresses: ['203.0.113.0/24'] });
    expect(await made([])).toMatchObject({ allowed_addresses: ['203.0.113.0/24'] });
    expect(await made(['203.0.113.7'])).toMatchObject({ allowed_addresses: ['203.0.113.7/32'] });
    for (const wider of ['203.0.0.0/16', '198.51.100.1', '::/0']) {
      expect(await made(['203.0.113.7', wider])).toMatchObject(refusal('key_too_broad'));
    }
  });

  it('not in time: it lives as long as its maker was made for, or shorter', async () => {
    const maker = await platform.addKey(person, { expires_in_days: 7 });
    expect(days(await make(maker))).toBe(7);
    expect(days(await make(maker, { expires_in_days: 3 }))).toBe(3);
    expect(await make(maker, { expires_in_days: 8 })).toMatchObject(refusal('key_too_broad'));
    expect(await make(maker, { expires_in_days: null })).toMatchObject(refusal('key_too_broad'));
    const eternal = await platform.addKey(person, { expires_in_days: null });
    expect(await make(eternal, { expires_in_days: null })).toMatchObject({ expires_at: null });
    expect(days(await make(eternal))).toBe(90);
  });
});

describe('who keeps keys', () => {
  it('sees, with a limited key, only keys that are limited to the same projects', async () => {
    const owner = await platform.addPerson({ roles: { four: 'admin', five: 'admin' } });
    await platform.addKey(owner, { name: 'everywhere' });
    await platform.addKey(owner, { name: 'both', projects: ['four', 'five'] });
    await platform.addKey(owner, { name: 'inside', projects: ['four'] });
    const limited = await platform.addKey(owner, { name: 'itself', projects: ['four'] });
    const listed = await platform.call('listApiKeys', { as: limited });
    const names = listed.value().api_keys.map(({ name }) => name);
    expect(names.sort()).toEqual(['inside', 'itself']);
  });

  it('finds a key by the SHA-256 of the key, in place of its id', async () => {
    const { id, key } = await platform.addKey(person);
    const hash = createHash('sha256').update(key).digest('hex');
    const found = await platform.call('getApiKey', { as: person, params: { id: hash } });
    expect(found.value().id).toBe(id);
    await platform.call('revokeApiKey', { as: person, params: { id: hash } });
    expect((await platform.call('getPrincipal', { as: { key } })).status).toBe(401);
  });

  it.each(['read', 'write', 'read-write', 'admin'])(
    'may, as a key of the scope %s, always look at itself and end itself',
    async (scope) => {
      const own = await platform.addKey(person, { scope });
      const params = { id: own.id };
      expect((await platform.call('getApiKey', { as: own, params })).status).toBe(200);
      expect((await platform.call('revokeApiKey', { as: own, params })).status).toBe(200);
      const again = await platform.call('getApiKey', { as: own, params });
      expect(again.problem().code).toBe('credential_revoked');
    },
  );

  it('may end a key of theirs that they hold, however limited the credential in use is', async () => {
    const { key } = await platform.addKey(person, { scope: 'admin' });
    const lesser = await platform.addKey(person, { scope: 'read', projects: ['two'] });
    const params = { id: createHash('sha256').update(key).digest('hex') };
    expect((await platform.call('getApiKey', { as: lesser, params })).status).toBe(200);
    const rotated = await platform.call('rotateApiKey', { as: lesser, params, body: {} });
    expect(rotated.problem()).toMatchObject(refusal('scope_insufficient'));
    const stranger = await platform.addPerson({ roles: { one: 'admin' } });
    const theirs = await platform.call('revokeApiKey', { as: stranger, params });
    expect(theirs.problem()).toMatchObject(refusal('api_key_not_found'));
    expect((await platform.call('revokeApiKey', { as: lesser, params })).status).toBe(200);
    expect((await platform.call('getPrincipal', { as: { key } })).status).toBe(401);
  });

  it('does not end or rotate a key that may do more', async () => {
    const { id } = await platform.addKey(person, { scope: 'admin' });
    const lesser = await platform.addKey(person, { scope: 'read-write' });
    for (const route of ['revokeApiKey', 'rotateApiKey'] as const) {
      const answer = await platform.call(route, {
        as: lesser,
        params: { id },
        ...(route === 'rotateApiKey' ? { body: {} } : {}),
      });
      expect(answer.problem()).toMatchObject(refusal('scope_insufficient'));
    }
  });
});
