import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { hashPassword } from './passwords.js';

let platform: TestPlatform;
const password = ['correct', 'horse', 'battery'].join(' ');
const email = 'ada@example.com';

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.database
    .insertInto('users')
    .values({ email, password_hash: await hashPassword(password), is_admin: false })
    .execute();
});
afterAll(() => platform?.close());
beforeEach(async () => {
  await platform.database.deleteFrom('sign_in_failures').execute();
});

const signIn = (body: object) => platform.call('signIn', { body });
const cookieOf = (answer: { headers: Headers }) =>
  (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('signing in', () => {
  it('gives a cookie that no script can read and no other site can send', async () => {
    const answer = await signIn({ email: 'Ada@Example.com', password });
    expect(answer.value()).toMatchObject({ user: { email } });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\/;/);
    const session = await platform.call('getSession', { as: { cookie: cookieOf(answer) } });
    expect(session.value()).toEqual(answer.value());
  });

  it('keeps the session under a hash only', async () => {
    const token = cookieOf(await signIn({ email, password })).split('=')[1] ?? '';
    expect(token).toHaveLength(43);
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(s)::text as row from sessions s
    `.execute(platform.database);
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(token);
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(
      Buffer.from(token, 'base64url').toString('hex'),
    );
  });

  it('keeps the password as Argon2id with the parameters that OWASP names', async () => {
    const stored = await platform.database
      .selectFrom('users')
      .select('password_hash')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    expect(stored.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('says the same of a wrong password and of an account that does not exist', async () => {
    const wrong = await signIn({ email, password: 'wrong' });
    const nobody = await signIn({ email: 'nobody@example.com', password: 'wrong' });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    const { request_id: _one, ...first } = wrong.problem();
    const { request_id: _two, ...second } = nobody.problem();
    expect(first).toEqual(second);
    expect(first.code).toBe('sign_in_failed');
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });
});

describe('signing out', () => {
  it('ends this session and no other', async () => {
    const [here, there] = await Promise.all([
      signIn({ email, password }),
      signIn({ email, password }),
    ]);
    const out = await platform.call('signOut', { as: { cookie: cookieOf(here) } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/Expires=Thu, 01 Jan 1970/);
    const gone = await platform.call('getSession', { as: { cookie: cookieOf(here) } });
    expect([gone.status, gone.problem().code]).toEqual([401, 'session_over']);
    const other = await platform.call('getSession', { as: { cookie: cookieOf(there) } });
    expect(other.status).toBe(200);
  });
});

describe('a session', () => {
  it('ends when its time is over', async () => {
    const cookie = cookieOf(await signIn({ email, password }));
    await sql`update sessions set expires_at = now() - interval '1 second'`.execute(
      platform.database,
    );
    expect((await platform.call('getSession', { as: { cookie } })).status).toBe(401);
  });

  it.each(['', 'x', 'A'.repeat(43), '%00'])('is not made up: %j', async (token) => {
    const cookie = `fluxloop-${new URL(platform.url).port}=${token}`;
    expect((await platform.call('getSession', { as: { cookie } })).status).toBe(401);
  });
});

describe('two platforms on one machine', () => {
  it('have cookies of different names, since a browser sends one to all ports of a host', async () => {
    const other = await startTestPlatform();
    const here = cookieOf(await signIn({ email, password }));
    const there = (await other.addPerson()).cookie;
    expect(here.split('=')[0]).not.toBe(there.split('=')[0]);
    const cookie = `${here}; ${there}`;
    expect((await platform.call('getSession', { as: { cookie } })).status).toBe(200);
    expect((await other.call('getSession', { as: { cookie } })).status).toBe(200);
    await other.close();
  });
});

describe('guessing a password', () => {
  const guess = () => signIn({ email, password: 'wrong' });

  it('must wait after five failures, longer after each', async () => {
    for (let failure = 0; failure < 5; failure += 1) {
      expect((await guess()).status).toBe(401);
    }
    const refused = await guess();
    expect([refused.status, refused.problem().code]).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    const waits: number[] = [];
    for (let failure = 0; failure < 4; failure += 1) {
      await letTimePass();
      expect((await guess()).status).toBe(401);
      waits.push(Number((await guess()).headers.get('retry-after')));
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
  });

  it('is refused while it must wait, even with the right password', async () => {
    for (let failure = 0; failure < 5; failure += 1) {
      await guess();
    }
    expect((await signIn({ email, password })).status).toBe(429);
    await letTimePass();
    expect((await signIn({ email, password })).status).toBe(201);
    // A success forgets the failures.
    expect((await guess()).status).toBe(401);
  });

  it('is counted when forty guesses come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, guess));
    const looked = answers.filter((answer) => answer.status === 401);
    expect(looked.length).toBeLessThanOrEqual(5);
    expect(answers.length - looked.length).toBe(
      answers.filter((answer) => answer.status === 429).length,
    );
  });

  it('of one account leaves the others alone', async () => {
    for (let failure = 0; failure < 6; failure += 1) {
      await guess();
    }
    expect((await signIn({ email: 'grace@example.com', password: 'wrong' })).status).toBe(401);
  });

  it('over many accounts from one address is slowed down too', async () => {
    await platform.database.updateTable('sign_in_failures').set({ failures: 0 }).execute();
    const statuses: number[] = [];
    for (let account = 0; account < 52; account += 1) {
      statuses.push(
        (await signIn({ email: `person${account}@example.org`, password: 'w' })).status,
      );
    }
    expect(statuses.slice(0, 50)).not.toContain(429);
    expect(statuses).toContain(429);
  });

  it('is not what an office does whose people all sign in from one address', async () => {
    const statuses = new Set<number>();
    for (let person = 0; person < 55; person += 1) {
      statuses.add((await signIn({ email, password })).status);
    }
    expect([...statuses]).toEqual([201]);
  });

  it('is still counted against an address from which others sign in', async () => {
    const wrong = async (from: number, to: number) => {
      const statuses: number[] = [];
      for (let account = from; account < to; account += 1) {
        statuses.push((await signIn({ email: `n${account}@example.org`, password: 'w' })).status);
      }
      return statuses;
    };
    await wrong(0, 49);
    expect((await signIn({ email, password })).status).toBe(201);
    expect(await wrong(49, 51)).toEqual([401, 429]);
    await letTimePass();
    // Somebody who signs in shortens the wait of nobody, and does not begin another one.
    expect((await signIn({ email, password })).status).toBe(201);
    expect(await wrong(51, 53)).toEqual([401, 429]);
  });

  it('leaves no address in the database', async () => {
    await guess();
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(f)::text as row from sign_in_failures f
    `.execute(platform.database);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toMatch(/ada|127\.0/);
  });
});

async function letTimePass(): Promise<void> {
  await sql`
    update sign_in_failures set last_failed_at = last_failed_at - interval '20 minutes'
  `.execute(platform.database);
}
