import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInProgram } from '../oauth/oauth.test-support.js';
import { type Actor, startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { hashPassword } from './passwords.js';
import { createSession } from './sessions.js';

type Person = Awaited<ReturnType<TestPlatform['addPerson']>>;

let platform: TestPlatform;
let admin: Person;
const password = ['correct', 'horse', 'battery'].join(' ');

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ admin: true });
});
afterAll(() => platform?.close());

const change = (person: { id: string }, body: object, as: Actor = admin) =>
  platform.call('changePerson', { as, params: { id: person.id }, body });
const statusOf = async (as: Actor) => (await platform.call('getPrincipal', { as })).status;
const list = async () => (await platform.call('listPeople', { as: admin })).value().people;
const create = (as: Actor, slug: string) => platform.call('createProject', { as, body: { slug } });

describe('the people of the platform', () => {
  it('are listed with what they may do, and nothing of how they sign in', async () => {
    const person = await platform.addPerson({ roles: { one: 'viewer', two: 'admin' } });
    const people = await list();
    expect(people.find(({ id }) => id === person.id)).toEqual({
      id: person.id,
      email: person.email,
      is_admin: false,
      may_create_projects: false,
      active: true,
      has_password: true,
      single_sign_on: false,
      projects: 2,
      created_at: expect.any(String),
    });
    expect(people.map(({ email }) => email)).toEqual(people.map(({ email }) => email).toSorted());
  });

  it('become admins, and are none again, from the next request on', async () => {
    const person = await platform.addPerson();
    const asks = async () => (await platform.call('listPeople', { as: person })).status;
    expect(await asks()).toBe(403);
    expect((await change(person, { is_admin: true })).value().is_admin).toBe(true);
    expect(await asks()).toBe(200);
    await change(person, { is_admin: false });
    expect(await asks()).toBe(403);
  });

  it('create projects when an admin lets them', async () => {
    const person = await platform.addPerson();
    const refused = await create(person, 'mine');
    expect([refused.status, refused.problem().code]).toEqual([403, 'platform_admin_required']);
    await change(person, { may_create_projects: true });
    expect((await create(person, 'mine')).value().role).toBe('admin');
    expect((await platform.call('listPeople', { as: person })).status).toBe(403);
  });

  it('who are not there are told apart from those who are', async () => {
    const answer = await change({ id: randomUUID() }, { active: false });
    expect([answer.status, answer.problem().code]).toEqual([404, 'account_not_found']);
  });
});

describe('who is deactivated', () => {
  it('is let through nowhere any more, and comes back with nothing of before', async () => {
    const person = await platform.addPerson({ roles: { shop: 'admin' } });
    await platform.database
      .updateTable('users')
      .set({ password_hash: await hashPassword(password) })
      .where('id', '=', person.id)
      .execute();
    const key = await platform.addKey(person);
    const account = await platform.addKey(person, { type: 'service_account', projects: ['shop'] });
    const program = { key: (await signInProgram(platform, person)).access_token };
    const link = await platform.call('createResetLink', { as: admin, params: { id: person.id } });
    const signIn = () => platform.call('signIn', { body: { email: person.email, password } });

    expect((await change(person, { active: false })).value().active).toBe(false);
    expect([await statusOf(person), await statusOf(key), await statusOf(program)]).toEqual([
      401, 401, 401,
    ]);
    // The project's own machines work on.
    expect(await statusOf(account)).toBe(200);
    const refused = await signIn();
    expect([refused.status, refused.problem().code]).toEqual([403, 'account_deactivated']);
    expect(refused.headers.get('set-cookie')).toBeNull();
    const token = link.value().url.split('#token=')[1] ?? '';
    const reset = await platform.call('completePasswordReset', {
      body: { token, new_password: ['seven', 'green', 'umbrellas'].join(' ') },
    });
    expect(reset.status).toBe(403);
    const another = await platform.call('createResetLink', {
      as: admin,
      params: { id: person.id },
    });
    expect(another.problem().code).toBe('account_deactivated');

    expect((await change(person, { active: true })).value().active).toBe(true);
    expect([await statusOf(person), await statusOf(key), await statusOf(program)]).toEqual([
      401, 401, 401,
    ]);
    expect((await signIn()).status).toBe(201);
  });

  it('gets no session that was under way', async () => {
    const person = await platform.addPerson();
    const [changed, ...begun] = await Promise.all([
      change(person, { active: false }),
      ...Array.from({ length: 10 }, () =>
        createSession(platform.database, person.id).catch(() => null),
      ),
    ]);
    expect(changed?.status).toBe(200);
    for (const session of begun) {
      if (session === null) continue;
      const cookie = `${person.cookie.split('=')[0]}=${session.token}`;
      expect(await statusOf({ cookie })).toBe(401);
    }
    await expect(createSession(platform.database, person.id)).rejects.toThrow();
  });
});

describe('the last admin', () => {
  it('stays, also when two end each other at once', async () => {
    const own = await startTestPlatform();
    const one = await own.addPerson({ admin: true });
    const alone = await own.call('changePerson', {
      as: one,
      params: { id: one.id },
      body: { is_admin: false },
    });
    expect([alone.status, alone.problem().code]).toEqual([409, 'last_platform_admin']);
    const other = await own.addPerson({ admin: true });
    const end = (as: Person, id: string) =>
      own.call('changePerson', { as, params: { id }, body: { active: false } });
    const answers = await Promise.all([end(one, other.id), end(other, one.id)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const admins = await own.database
      .selectFrom('users')
      .select('id')
      .where('is_admin', '=', true)
      .where('deactivated_at', 'is', null)
      .execute();
    expect(admins).toHaveLength(1);
    await own.close();
  });
});
