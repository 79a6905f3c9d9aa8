import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postRefresh, signInProgram, tryToken } from '../oauth/oauth.test-support.js';
import { startPlatform } from '../platform.js';
import { startTestPlatform, type TestPlatform, testFolder } from '../platform.test-support.js';
import { hashPassword } from './passwords.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
let passwordHash: string;
const password = ['amber', 'railway', 'thistle'].join(' ');

beforeAll(async () => {
  platform = await startTestPlatform();
  passwordHash = await hashPassword(password);
});
afterAll(() => platform?.close());
beforeEach(async () => {
  person = await platform.addPerson();
  await platform.database
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('id', '=', person.id)
    .execute();
});

/** Signs in as another browser. */
async function otherBrowser(userAgent = 'Another browser'): Promise<{ cookie: string }> {
  const answer = await platform.call('signIn', {
    body: { email: person.email, password },
    headers: { 'user-agent': userAgent },
  });
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}
const list = async (as: { cookie: string } = person) =>
  (await platform.call('listSessions', { as })).value().sessions;
const isIn = async (as: { cookie: string }) =>
  (await platform.call('getSession', { as })).status === 200;

describe('the list of sessions', () => {
  it('shows browsers and logins of the command line, and which one asks', async () => {
    const other = await otherBrowser();
    await signInProgram(platform, person, { scope: 'read' });
    const sessions = await list(other);
    expect(sessions.map(({ kind, current }) => [kind, current])).toEqual([
      ['browser', true],
      expect.arrayContaining([false]),
      expect.arrayContaining([false]),
    ]);
    expect(sessions[0]).toMatchObject({
      client: null,
      scope: null,
      address: '127.0.0.1',
      user_agent: 'Another browser',
    });
    expect(sessions.find(({ kind }) => kind === 'program')).toMatchObject({
      client: { id: 'fluxloop-cli', name: 'FluxLoop command line' },
      scope: 'read',
      address: '127.0.0.1',
    });
  });

  it('tells nothing by which a session could be taken over', async () => {
    const token = person.cookie.split('=')[1] ?? '';
    const text = JSON.stringify(await list());
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/[0-9a-f]{64}/);
  });

  it("shows nobody else's, and nothing that is over", async () => {
    const other = await otherBrowser();
    await platform.call('signOut', { as: other });
    await otherBrowser();
    await sql`update sessions set expires_at = now() where user_id = ${person.id}
      and user_agent <> ''`.execute(platform.database);
    expect(await list()).toHaveLength(1);
    expect(await list(await platform.addPerson())).toHaveLength(1);
  });

  it('knows to a minute when a session was last used', async () => {
    await sql`update sessions set last_used_at = now() - interval '1 hour'
      where user_id = ${person.id}`.execute(platform.database);
    await platform.call('getSession', { as: person });
    const [here] = await list();
    expect(Date.now() - Date.parse(here?.last_used_at ?? '')).toBeLessThan(120_000);
  });

  it('drops control characters of what a browser says it is', async () => {
    await otherBrowser('Fire\u00a0fox\tevil');
    expect((await list()).map(({ user_agent }) => user_agent)).toContain('Firefoxevil');
  });
});

describe('ending a session', () => {
  it('ends that one at once, on every replica, and no other', async () => {
    const [here, there] = [await otherBrowser('here'), await otherBrowser('there')];
    const id = (await list()).find(({ user_agent }) => user_agent === 'there')?.id ?? '';
    const replica = await startPlatform({
      data: await testFolder(),
      port: 0,
      databaseUrl: platform.databaseUrl,
      env: {},
    });
    const [name] = here.cookie.split('=');
    const onReplica = async ({ cookie }: { cookie: string }) => {
      const value = cookie.slice((name?.length ?? 0) + 1);
      const headers = { cookie: `fluxloop-${new URL(replica.url).port}=${value}` };
      return (await fetch(`${replica.url}/v1/session`, { headers })).status;
    };
    expect(await onReplica(there)).toBe(200);
    const ended = await platform.call('endSession', { as: here, params: { id } });
    expect(ended.status).toBe(204);
    expect(ended.headers.get('set-cookie')).toBeNull();
    expect(await onReplica(there)).toBe(401);
    expect(await onReplica(here)).toBe(200);
    await replica.close();
  });

  it('ends a login of the command line, with its tokens', async () => {
    const tokens = await signInProgram(platform, person);
    const id = (await list()).find(({ kind }) => kind === 'program')?.id ?? '';
    await platform.call('endSession', { as: person, params: { id } });
    expect((await tryToken(platform, tokens.access_token)).status).toBe(401);
    expect((await postRefresh(platform, tokens.refresh_token)).status).toBe(400);
    expect((await list()).map(({ kind }) => kind)).toEqual(['browser']);
  });

  it('takes the cookie away when it is the one that asks', async () => {
    const other = await otherBrowser('mine');
    const id = (await list(other))[0]?.id ?? '';
    const ended = await platform.call('endSession', { as: other, params: { id } });
    expect(ended.headers.get('set-cookie')).toMatch(/Expires=Thu, 01 Jan 1970/);
    expect(await isIn(other)).toBe(false);
  });

  it("does not reach somebody else's", async () => {
    const id = (await list())[0]?.id ?? '';
    const stranger = await platform.addPerson();
    const answer = await platform.call('endSession', { as: stranger, params: { id } });
    expect([answer.status, answer.problem().code]).toEqual([404, 'session_not_found']);
    expect(await isIn(person)).toBe(true);
  });
});

describe('ending all others', () => {
  it('leaves only the one that asks, and says how many it were', async () => {
    const others = [await otherBrowser(), await otherBrowser()];
    const { access_token } = await signInProgram(platform, person);
    const answer = await platform.call('endOtherSessions', { as: person });
    expect(answer.value()).toEqual({ ended: 3 });
    expect(await Promise.all(others.map(isIn))).toEqual([false, false]);
    expect((await tryToken(platform, access_token)).status).toBe(401);
    expect(await isIn(person)).toBe(true);
  });

  it("leaves other people's alone", async () => {
    const stranger = await platform.addPerson();
    await platform.call('endOtherSessions', { as: person });
    expect(await isIn(stranger)).toBe(true);
  });
});

describe('changing the password', () => {
  const anew = ['violin', 'harbour', 'pepper'].join(' ');
  const change = (body: object, as: { cookie: string } = person) =>
    platform.call('changePassword', { as, body });

  it('ends every other session and login, and leaves the one that asks', async () => {
    const other = await otherBrowser();
    const { access_token } = await signInProgram(platform, person);
    const answer = await change({ current_password: password, new_password: anew });
    expect(answer.status).toBe(204);
    expect([await isIn(person), await isIn(other)]).toEqual([true, false]);
    expect((await tryToken(platform, access_token)).status).toBe(401);
    const { email } = person;
    const signIn = (value: string) => platform.call('signIn', { body: { email, password: value } });
    expect([(await signIn(password)).status, (await signIn(anew)).status]).toEqual([401, 201]);
  });

  it('needs the present one, whose guesses count like those of a sign-in', async () => {
    const wrong = await change({ current_password: 'wrong', new_password: anew });
    expect([wrong.status, wrong.problem().code]).toEqual([403, 'password_wrong']);
    for (let guess = 0; guess < 4; guess += 1) {
      await change({ current_password: 'wrong', new_password: anew });
    }
    const refused = await change({ current_password: password, new_password: anew });
    expect([refused.status, refused.problem().code]).toEqual([429, 'too_many_attempts']);
    await platform.database.deleteFrom('sign_in_failures').execute();
  });

  it('takes no short one', async () => {
    const answer = await change({ current_password: password, new_password: 'short' });
    expect([answer.status, answer.problem().code]).toEqual([400, 'request_invalid']);
  });

  it('leaves no session to a sign-in with the old one that comes at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      // Few enough that none has to wait for the throttle.
      const [changed, ...racing] = await Promise.all([
        change({ current_password: password, new_password: anew }),
        ...Array.from({ length: 3 }, () => otherBrowser()),
      ]);
      expect(changed.status).toBe(204);
      const alive = await Promise.all(
        racing.filter(({ cookie }) => cookie !== '').map((one) => isIn(one)),
      );
      expect(alive).not.toContain(true);
      await platform.database
        .updateTable('users')
        .set({ password_hash: passwordHash })
        .where('id', '=', person.id)
        .execute();
      await platform.database.deleteFrom('sign_in_failures').execute();
    }
  });
});

describe('a change to how one signs in', () => {
  const longAgo = () =>
    sql`update sessions set confirmed_at = now() - interval '11 minutes'
      where user_id = ${person.id}`.execute(platform.database);
  const sensitive = [
    ['beginTotp', {}],
    ['confirmTotp', { body: { code: '123456' } }],
    ['removeTotp', {}],
    ['renewRecoveryCodes', {}],
    ['beginPasskey', {}],
    ['deletePasskey', { params: { id: '00000000-0000-4000-8000-000000000000' } }],
  ] as const;

  it.each(sensitive)('needs a sign-in of the last ten minutes: %s', async (name, input) => {
    await longAgo();
    const answer = await platform.call(name, { as: person, ...input });
    expect([answer.status, answer.problem().code]).toEqual([403, 'confirmation_required']);
  });

  it('or the password, for ten minutes and for this session only', async () => {
    const other = await otherBrowser();
    await longAgo();
    const wrong = await platform.call('confirmPerson', {
      as: person,
      body: { password: 'wrong' },
    });
    expect([wrong.status, wrong.problem().code]).toEqual([403, 'password_wrong']);
    const right = await platform.call('confirmPerson', { as: person, body: { password } });
    const until = Date.parse(right.value().confirmed_until);
    expect(Math.round((until - Date.now()) / 60_000)).toBe(10);
    expect((await platform.call('beginTotp', { as: person })).status).toBe(201);
    expect((await platform.call('beginTotp', { as: other })).status).toBe(403);
  });
});
