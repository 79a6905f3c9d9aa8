import { randomUUID } from 'node:crypto';
import type { Role } from '@fluxloop/core/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, startTestPlatform, type TestPlatform } from '../platform.test-support.js';

type Person = Awaited<ReturnType<TestPlatform['addPerson']>>;

let platform: TestPlatform;
let admin: Person;
const params = { project: 'shop' };

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ roles: { shop: 'admin' } });
});
afterAll(() => platform?.close());

const add = (email: string, role: Role, as: Actor = admin) =>
  platform.call('addMember', { as, params, body: { email, role } });
const change = (person: Person, role: Role, as: Actor = admin) =>
  platform.call('changeMember', {
    as,
    params: { ...params, user_id: person.id },
    body: { role },
  });
const remove = (person: Person, as: Actor = admin) =>
  platform.call('removeMember', { as, params: { ...params, user_id: person.id } });
const roles = async (as: Actor = admin) => {
  const { members } = (await platform.call('listMembers', { as, params })).value();
  return Object.fromEntries(members.map(({ email, role }) => [email, role]));
};

describe('the members of a project', () => {
  it('are added, change their role and are removed, from the next request on', async () => {
    const person = await platform.addPerson();
    const { key } = await platform.addKey(person, { scope: 'read-write' });
    const writes = () =>
      platform.call('completeRun', {
        as: { key },
        params: { ...params, run_id: 'run_none' },
        body: { rows: 0 },
      });
    const code = async () => (await writes()).problem().code;
    expect(await code()).toBe('project_not_found');
    expect((await add(person.email.toUpperCase(), 'editor')).value()).toMatchObject({
      user_id: person.id,
      email: person.email,
      role: 'editor',
      joined_at: expect.any(String),
    });
    expect(await code()).toBe('run_not_found');
    expect((await change(person, 'viewer')).value().role).toBe('viewer');
    expect(await code()).toBe('role_insufficient');
    expect((await roles(person))[person.email]).toBe('viewer');
    expect((await remove(person)).status).toBe(204);
    expect(await code()).toBe('project_not_found');
    expect(await roles()).not.toHaveProperty([person.email]);
  });

  it('are people who have an account, each once', async () => {
    const nobody = await add('nobody@example.com', 'viewer');
    expect([nobody.status, nobody.problem().code]).toEqual([404, 'account_not_found']);
    const twice = await add(admin.email, 'viewer');
    expect([twice.status, twice.problem().code]).toEqual([409, 'already_a_member']);
    expect((await roles())[admin.email]).toBe('admin');
  });

  it('that are not there can be neither changed nor removed', async () => {
    const stranger = await platform.addPerson();
    for (const answer of [
      await change(stranger, 'viewer'),
      await remove(stranger),
      await remove({ ...stranger, id: randomUUID() }),
    ]) {
      expect([answer.status, answer.problem().code]).toEqual([404, 'member_not_found']);
    }
  });

  it('always hold one admin', async () => {
    for (const answer of [await change(admin, 'editor'), await remove(admin)]) {
      expect([answer.status, answer.problem().code]).toEqual([409, 'last_admin']);
    }
    expect((await change(admin, 'admin')).status).toBe(200);
  });

  it('keep one admin also when two remove each other at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const slug = `duel-${round}`;
      const one = await platform.addPerson({ roles: { [slug]: 'admin' } });
      const two = await platform.addPerson({ roles: { [slug]: 'admin' } });
      const strike = (as: Person, at: Person) =>
        platform.call('removeMember', { as, params: { project: slug, user_id: at.id } });
      await Promise.all([strike(one, two), strike(two, one)]);
      const left = await platform.database
        .selectFrom('project_members as m')
        .innerJoin('projects as p', 'p.id', 'm.project_id')
        .select('m.role')
        .where('p.slug', '=', slug)
        .execute();
      expect(left).toEqual([{ role: 'admin' }]);
    }
  });
});
