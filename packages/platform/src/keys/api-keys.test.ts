import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;
let owner: { id: string; cookie: string };

beforeAll(async () => {
  platform = await startTestPlatform();
  owner = await platform.addPerson({ roles: { one: 'admin', two: 'editor' } });
});
afterAll(() => platform?.close());

const principalOf = (key: string) => platform.call('getPrincipal', { as: { key } });

describe('an API key', () => {
  it('is shown once, and only its hash is kept', async () => {
    const { id, key } = await platform.addKey(owner);
    expect(key).toMatch(/^flx_api_[0-9A-Za-z]{33,}$/);
    const listed = await platform.call('listApiKeys', { as: owner });
    expect(listed.text).not.toContain(key);
    const found = listed.value().api_keys.find((one) => one.id === id);
    expect(found?.preview).toBe(`${key.slice(0, 13)}…${key.slice(-4)}`);
    const { rows } = await sql<{ row: string; sha256: Buffer }>`
      select to_jsonb(k)::text as row, sha256 from api_keys k where id = ${id}
    `.execute(platform.database);
    expect(rows[0]?.row).not.toContain(key.slice(13, -4));
    expect(rows[0]?.sha256).toEqual(createHash('sha256').update(key).digest());
  });

  it('lives for 90 days unless more, or for ever, is asked for', async () => {
    const lifetime = async (body: object) => {
      const made = await platform.call('createApiKey', { as: owner, body: { name: 'k', ...body } });
      const { created_at, expires_at } = made.value();
      return expires_at === null
        ? null
        : Math.round((Date.parse(expires_at) - Date.parse(created_at)) / 86_400_000);
    };
    expect(await lifetime({})).toBe(90);
    expect(await lifetime({ expires_in_days: 365 })).toBe(365);
    expect(await lifetime({ expires_in_days: null })).toBeNull();
  });

  it('that is revoked is refused from the next request on, and stays revoked', async () => {
    const { id, key } = await platform.addKey(owner);
    expect((await principalOf(key)).status).toBe(200);
    const revoked = await platform.call('revokeApiKey', { as: owner, params: { id } });
    const refused = await principalOf(key);
    expect([refused.status, refused.problem().code]).toEqual([401, 'credential_revoked']);
    const again = await platform.call('revokeApiKey', { as: owner, params: { id } });
    expect(again.value().revoked_at).toBe(revoked.value().revoked_at);
  });

  it('is never let through after its revocation, however many requests are under way', async () => {
    const { id, key } = await platform.addKey(owner);
    let revoked = false;
    const afterwards: number[] = [];
    const hammer = async () => {
      for (let round = 0; round < 60; round += 1) {
        const begunAfter = revoked;
        const { status } = await principalOf(key);
        if (begunAfter) {
          afterwards.push(status);
        }
      }
    };
    const running = Array.from({ length: 6 }, hammer);
    await platform.call('revokeApiKey', { as: owner, params: { id } });
    revoked = true;
    await Promise.all(running);
    expect(afterwards.length).toBeGreaterThan(0);
    expect(new Set(afterwards)).toEqual(new Set([401]));
  });

  it('that has expired is refused', async () => {
    const { id, key } = await platform.addKey(owner);
    await platform.database
      .updateTable('api_keys')
      .set({ expires_at: sql`now() - interval '1 second'` })
      .where('id', '=', id)
      .execute();
    expect((await principalOf(key)).problem().code).toBe('credential_expired');
  });

  it('does what its owner may do now, not what they might when it was made', async () => {
    const person = await platform.addPerson({ roles: { three: 'editor' } });
    const { key } = await platform.addKey(person);
    const projects = async () => (await principalOf(key)).value().projects;
    expect(await projects()).toEqual([{ slug: 'three', role: 'editor' }]);
    await platform.database
      .updateTable('project_members')
      .set({ role: 'viewer' })
      .where('user_id', '=', person.id)
      .execute();
    expect(await projects()).toEqual([{ slug: 'three', role: 'viewer' }]);
    await platform.database
      .deleteFrom('project_members')
      .where('user_id', '=', person.id)
      .execute();
    expect(await projects()).toEqual([]);
  });

  it('that is limited to projects sees no other, and none when those are gone', async () => {
    const person = await platform.addPerson({ roles: { four: 'admin', five: 'admin' } });
    const { key } = await platform.addKey(person, { projects: ['four'] });
    const slugs = async () =>
      (await principalOf(key)).value().projects.map((project) => project.slug);
    expect(await slugs()).toEqual(['four']);
    await platform.database.deleteFrom('projects').where('slug', '=', 'four').execute();
    expect(await slugs()).toEqual([]);
  });

  it('cannot be made for a project that its owner cannot see', async () => {
    await platform.addPerson({ roles: { six: 'admin' } });
    const answer = await platform.call('createApiKey', {
      as: owner,
      body: { name: 'k', projects: ['one', 'six'] },
    });
    expect([answer.status, answer.problem().code]).toEqual([404, 'project_not_found']);
  });

  it('of another person can be neither listed nor revoked', async () => {
    const { id, key } = await platform.addKey(owner);
    const other = await platform.addPerson();
    expect((await platform.call('listApiKeys', { as: other })).value().api_keys).toEqual([]);
    const answer = await platform.call('revokeApiKey', { as: other, params: { id } });
    expect([answer.status, answer.problem().code]).toEqual([404, 'api_key_not_found']);
    expect((await principalOf(key)).status).toBe(200);
  });

  it('shows when it was last used, written within a second or two', async () => {
    const { id, key } = await platform.addKey(owner);
    const lastUsed = async () => {
      const listed = await platform.call('listApiKeys', { as: owner });
      return listed.value().api_keys.find((one) => one.id === id)?.last_used_at;
    };
    expect(await lastUsed()).toBeNull();
    const before = Date.now();
    await principalOf(key);
    await vi.waitFor(async () => expect(await lastUsed()).toEqual(expect.any(String)), 10_000);
    expect(Date.parse((await lastUsed()) ?? '')).toBeGreaterThanOrEqual(before);
  });
});

describe('a text that is no key of this platform', () => {
  const random = 'A'.repeat(40);
  const wellFormed = async () => (await platform.addKey(owner)).key;

  it('is told from a typo and from a truncated paste without a look at the database', async () => {
    const key = await wellFormed();
    const last = key.endsWith('x') ? 'y' : 'x';
    for (const broken of [`${key.slice(0, -1)}${last}`, key.slice(0, 20), `flx_api_${random}`]) {
      const answer = await principalOf(broken);
      expect([answer.status, answer.problem().code]).toEqual([401, 'credential_malformed']);
    }
  });

  it('of a good form but another platform is not known', async () => {
    const key = await wellFormed();
    await platform.database
      .deleteFrom('api_keys')
      .where('sha256', '=', createHash('sha256').update(key).digest())
      .execute();
    const answer = await principalOf(key);
    expect([answer.status, answer.problem().code]).toEqual([401, 'credential_unknown']);
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', `Bearer ${'x'.repeat(10_000)}`])(
    'in the header %.20s is refused',
    async (authorization) => {
      const answer = await platform.call('getPrincipal', { headers: { authorization } });
      expect([answer.status, answer.problem().code]).toEqual([401, 'credential_malformed']);
      expect(answer.text).not.toContain('dXNlcjpwYXNz');
    },
  );
});
