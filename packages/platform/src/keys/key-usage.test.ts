import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPlatform } from '../platform.js';
import { startTestPlatform, type TestPlatform, testFolder } from '../platform.test-support.js';

let platform: TestPlatform;
let owner: { id: string; cookie: string };

beforeAll(async () => {
  platform = await startTestPlatform({ trustedProxies: 1 });
  owner = await platform.addPerson({ roles: { shop: 'admin' } });
});
afterAll(() => platform?.close());

const usageOf = async (id: string) => {
  const { request_count, failed_attempts, last_used_at } = (
    await platform.call('getApiKey', { as: owner, params: { id } })
  ).value();
  return { request_count, failed_attempts, used: last_used_at !== null };
};
const use = (key: string, headers: Record<string, string> = {}) =>
  platform.call('getPrincipal', { as: { key }, headers });
/** What it comes to, two seconds after the last request at the latest. */
const becomes = (id: string, usage: object) =>
  vi.waitFor(async () => expect(await usageOf(id)).toEqual(usage), { timeout: 2_000 });

describe('the use of a key', () => {
  it('is counted, request by request', async () => {
    const { id, key } = await platform.addKey(owner);
    expect(await usageOf(id)).toEqual({ request_count: 0, failed_attempts: 0, used: false });
    await Promise.all(Array.from({ length: 25 }, () => use(key)));
    await becomes(id, { request_count: 25, failed_attempts: 0, used: true });
    await use(key);
    await becomes(id, { request_count: 26, failed_attempts: 0, used: true });
  });

  it('counts attempts from a wrong address as failed', async () => {
    const { id, key } = await platform.addKey(owner, { allowed_addresses: ['203.0.113.0/24'] });
    expect((await use(key)).status).toBe(403);
    expect((await use(key, { 'x-forwarded-for': '198.51.100.4' })).status).toBe(403);
    expect((await use(key, { 'x-forwarded-for': '203.0.113.4' })).status).toBe(200);
    await becomes(id, { request_count: 1, failed_attempts: 2, used: true });
  });

  it('counts attempts with too little scope or role as failed, also inside a handler', async () => {
    const { id, key } = await platform.addKey(owner, { scope: 'read-write' });
    const asked = (slug: string) => platform.call('createProject', { as: { key }, body: { slug } });
    expect((await asked('mine')).status).toBe(403);
    const broader = { name: 'k', scope: 'admin' };
    const made = await platform.call('createApiKey', { as: { key }, body: broader });
    expect(made.status).toBe(403);
    await becomes(id, { request_count: 0, failed_attempts: 2, used: false });
  });

  it('counts attempts with an expired and with a revoked key as failed', async () => {
    const expired = await platform.addKey(owner);
    await platform.database
      .updateTable('api_keys')
      .set({ expires_at: sql`now()` })
      .where('id', '=', expired.id)
      .execute();
    const revoked = await platform.addKey(owner);
    await platform.call('revokeApiKey', { as: owner, params: { id: revoked.id } });
    for (const { key } of [expired, revoked, revoked]) expect((await use(key)).status).toBe(401);
    await becomes(expired.id, { request_count: 0, failed_attempts: 1, used: false });
    await becomes(revoked.id, { request_count: 0, failed_attempts: 2, used: false });
  });

  it('adds up over replicas, and a replica that stops in order loses nothing', async () => {
    const replica = await startPlatform({
      data: await testFolder(),
      port: 0,
      databaseUrl: platform.databaseUrl,
      env: {},
    });
    const { id, key } = await platform.addKey(owner);
    const authorization = `Bearer ${key}`;
    for (let round = 0; round < 5; round += 1) {
      await use(key);
      await fetch(`${replica.url}/v1/principal`, { headers: { authorization } });
    }
    await replica.close();
    await becomes(id, { request_count: 10, failed_attempts: 0, used: true });
  });
});
