import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;
let owner: { id: string; cookie: string };

beforeAll(async () => {
  platform = await startTestPlatform();
  owner = await platform.addPerson({ roles: { one: 'admin', two: 'admin' } });
});
afterAll(() => platform?.close());

const rotate = (id: string, body: Record<string, unknown> = {}, as: Actor = owner) =>
  platform.call('rotateApiKey', { as, params: { id }, body });
const works = async (key: string) => (await platform.call('getPrincipal', { as: { key } })).status;
const show = async (id: string) =>
  (await platform.call('getApiKey', { as: owner, params: { id } })).value();

describe('a rotation', () => {
  it('makes a successor that may do the same, for as long as the old one was made for', async () => {
    const { id } = await platform.addKey(owner, {
      name: 'ci',
      scope: 'read',
      projects: ['one'],
      environment: 'prod',
      allowed_addresses: ['127.0.0.0/8'],
      expires_in_days: 30,
    });
    const { previous, successor } = (await rotate(id)).value();
    expect(successor).toMatchObject({
      name: 'ci',
      scope: 'read',
      projects: ['one'],
      environment: 'prod',
      allowed_addresses: ['127.0.0.0/8'],
      replaces: id,
      key: expect.stringMatching(/^flx_prod_/),
    });
    expect(previous).toMatchObject({
      id,
      replaced_by: successor.id,
      rotated_at: expect.any(String),
    });
    const lived = Date.parse(successor.expires_at ?? '') - Date.parse(successor.created_at);
    expect(Math.round(lived / 86_400_000)).toBe(30);
    expect(await works(successor.key)).toBe(200);
  });

  it('leaves the old key working for the grace, a day unless its owner says otherwise', async () => {
    const graceOf = async (body: Record<string, unknown>) => {
      const { id, key } = await platform.addKey(owner, { expires_in_days: null });
      const { previous } = (await rotate(id, body)).value();
      expect(await works(key)).toBe(200);
      const grace = Date.parse(previous.expires_at ?? '') - Date.parse(previous.rotated_at ?? '');
      return grace / 3_600_000;
    };
    expect(await graceOf({})).toBe(24);
    expect(await graceOf({ grace_seconds: 604_800 })).toBe(168);
  });

  it('with no grace ends the old key at once', async () => {
    const { id, key } = await platform.addKey(owner);
    const { previous } = (await rotate(id, { grace_seconds: 0 })).value();
    expect(previous.revoked_at).not.toBeNull();
    expect(await works(key)).toBe(401);
  });

  it('does not let the old key live longer than it would have', async () => {
    const { id } = await platform.addKey(owner, { expires_in_days: 2 });
    const before = await show(id);
    const { previous } = (await rotate(id, { grace_seconds: 604_800 })).value();
    expect(previous.expires_at).toBe(before.expires_at);
  });

  it('whose grace is over refuses the old key, and says why', async () => {
    const { id, key } = await platform.addKey(owner);
    await rotate(id);
    await platform.database
      .updateTable('api_keys')
      .set({ expires_at: sql`now()` })
      .where('id', '=', id)
      .execute();
    const refused = await platform.call('getPrincipal', { as: { key } });
    expect(refused.problem()).toMatchObject({
      code: 'credential_expired',
      title: expect.stringContaining('rotated'),
    });
  });

  it('can be followed by the next: the chain of succession shows', async () => {
    const { id } = await platform.addKey(owner);
    const second = (await rotate(id)).value().successor.id;
    const third = (await rotate(second)).value().successor.id;
    expect(await show(id)).toMatchObject({ replaces: null, replaced_by: second });
    expect(await show(second)).toMatchObject({ replaces: id, replaced_by: third });
    expect(await show(third)).toMatchObject({ replaces: second, replaced_by: null });
  });

  it('is made once, however many ask at the same time', async () => {
    const { id } = await platform.addKey(owner);
    const answers = await Promise.all(Array.from({ length: 8 }, () => rotate(id)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect((await rotate(id)).problem().title).toContain('rotate its successor');
  });

  it.each([
    ['revoked', { revoked_at: sql<Date>`now()` }],
    ['expired', { expires_at: sql<Date>`now()` }],
  ])('is refused for a key that is %s', async (_name, change) => {
    const { id } = await platform.addKey(owner);
    await platform.database.updateTable('api_keys').set(change).where('id', '=', id).execute();
    const answer = await rotate(id);
    expect([answer.status, answer.problem().code]).toEqual([409, 'api_key_over']);
  });

  it.each([-1, 604_801, 1.5, '24h'])('takes no grace of %j', async (grace_seconds) => {
    const { id } = await platform.addKey(owner);
    expect((await rotate(id, { grace_seconds })).status).toBe(400);
  });

  it('can be asked for by the key itself', async () => {
    const own = await platform.addKey(owner, { expires_in_days: 5 });
    const { successor } = (await rotate(own.id, {}, own)).value();
    expect(await works(successor.key)).toBe(200);
  });
});
