import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPlatform } from '../../platform.js';
import { startTestPlatform, type TestPlatform, testFolder } from '../../platform.test-support.js';
import { hashPassword } from '../passwords.js';
import { issueTicket } from './tickets.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
let passwordHash: string;
const password = ['violet', 'lantern', 'gravel'].join(' ');

beforeAll(async () => {
  platform = await startTestPlatform();
  passwordHash = await hashPassword(password);
});
afterAll(() => platform?.close());
beforeEach(async () => {
  await platform.database.deleteFrom('sign_in_failures').execute();
  person = await platform.addPerson();
  await platform.database
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('id', '=', person.id)
    .execute();
});

const STEP_MS = 30_000;
/** The code that the app shows now, or showed or will show some steps away. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * STEP_MS,
  });
/** No code changes between two lines of a test. */
async function clearOfTheEdge(): Promise<void> {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < 8_000) await pause(left);
}

/** Sets an app up; its first code is the one of the step before, so that the present one is good. */
async function setUp(): Promise<{ secret: string; codes: string[] }> {
  await clearOfTheEdge();
  const { secret } = (await platform.call('beginTotp', { as: person })).value();
  const confirmed = await platform.call('confirmTotp', {
    as: person,
    body: { code: codeOf(secret, -1) },
  });
  return { secret, codes: confirmed.value().recovery_codes };
}

const signIn = () => platform.call('signIn', { body: { email: person.email, password } });
async function newTicket(): Promise<string> {
  const answer = (await signIn()).value();
  if (!('second_factor' in answer)) throw new Error('The password was enough.');
  return answer.second_factor.ticket;
}
const complete = (ticket: string, code: string) =>
  platform.call('completeSignIn', { body: { ticket, code } });
const account = async () => (await platform.call('getAccount', { as: person })).value();

describe('setting an authenticator app up', () => {
  it('shows a secret of 160 bits once, as text and as an address for the QR code', async () => {
    const { secret, uri } = (await platform.call('beginTotp', { as: person })).value();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const url = new URL(uri);
    expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(url.pathname)).toContain(person.email);
    expect(url.searchParams.get('secret')).toBe(secret);
    expect(url.searchParams.get('issuer')).toMatch(/^FluxLoop \(127\.0\.0\.1:\d+\)$/);
  });

  it('asks for nothing before the first code', async () => {
    await platform.call('beginTotp', { as: person });
    expect((await account()).second_factor).toBeNull();
    expect((await signIn()).value()).toHaveProperty('user');
  });

  it('takes only the secret that was shown last', async () => {
    await clearOfTheEdge();
    const first = (await platform.call('beginTotp', { as: person })).value();
    await platform.call('beginTotp', { as: person });
    const answer = await platform.call('confirmTotp', {
      as: person,
      body: { code: codeOf(first.secret) },
    });
    expect([answer.status, answer.problem().code]).toEqual([403, 'code_wrong']);
  });

  it('gives ten recovery codes, of which the database holds none', async () => {
    const { codes } = await setUp();
    expect(new Set(codes).size).toBe(10);
    expect(codes.join()).toMatch(/^(?:[2-9a-hjkmnp-z]{4}(?:-[2-9a-hjkmnp-z]{4}){3},?){10}$/);
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(r)::text as row from recovery_codes r where user_id = ${person.id}
    `.execute(platform.database);
    expect(rows).toHaveLength(10);
    for (const code of codes) {
      expect(rows.map(({ row }) => row).join()).not.toContain(code.replaceAll('-', ''));
    }
    expect((await account()).second_factor).toMatchObject({ recovery_codes_left: 10 });
  });

  it('is not done twice', async () => {
    await setUp();
    const again = await platform.call('beginTotp', { as: person });
    expect([again.status, again.problem().code]).toEqual([409, 'totp_on']);
  });

  it('must be finished within the hour', async () => {
    const { secret } = (await platform.call('beginTotp', { as: person })).value();
    await sql`update totp_factors set created_at = now() - interval '61 minutes'
      where user_id = ${person.id}`.execute(platform.database);
    const body = { code: codeOf(secret) };
    const late = await platform.call('confirmTotp', { as: person, body });
    expect([late.status, late.problem().code]).toEqual([409, 'totp_not_begun']);
  });
});

describe('signing in with a second factor', () => {
  it('gives no session for the password alone', async () => {
    await setUp();
    const answer = await signIn();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.value()).toEqual({
      second_factor: {
        ticket: expect.stringMatching(/^[\w-]{43}$/),
        methods: ['totp', 'recovery_code'],
        expires_at: expect.any(String),
      },
    });
  });

  it('gives one for the password and the code, typed with a space', async () => {
    const { secret } = await setUp();
    const code = codeOf(secret);
    const answer = await complete(await newTicket(), `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(answer.value().user.email).toBe(person.email);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await platform.call('getSession', { as: { cookie } })).status).toBe(200);
  });

  it('takes the code of a clock that is one step off, and of none further', async () => {
    const { secret } = await setUp();
    expect((await complete(await newTicket(), codeOf(secret, 2))).status).toBe(401);
    expect((await complete(await newTicket(), codeOf(secret, -2))).status).toBe(401);
    expect((await complete(await newTicket(), codeOf(secret, 1))).status).toBe(201);
  });

  it('RFC 6238, section 5.2: takes a code once, also of many at once', async () => {
    const { secret } = await setUp();
    const code = codeOf(secret);
    const tickets = await Promise.all([newTicket(), newTicket(), newTicket(), newTicket()]);
    const answers = await Promise.all(tickets.map((ticket) => complete(ticket, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
    const again = await complete(await newTicket(), code);
    expect([again.status, again.problem().code]).toEqual([401, 'code_wrong']);
  });

  it('does not take the code that set the app up', async () => {
    const { secret } = await setUp();
    expect((await complete(await newTicket(), codeOf(secret, -1))).status).toBe(401);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { codes } = await setUp();
    const [code = ''] = codes;
    expect(
      (await complete(await newTicket(), code.toUpperCase().replaceAll('-', ' '))).status,
    ).toBe(201);
    expect((await complete(await newTicket(), code)).status).toBe(401);
    expect((await account()).second_factor?.recovery_codes_left).toBe(9);
  });

  it("does not take somebody else's codes", async () => {
    const { secret, codes } = await setUp();
    person = await platform.addPerson();
    await platform.database
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where('id', '=', person.id)
      .execute();
    await setUp();
    expect((await complete(await newTicket(), codeOf(secret))).status).toBe(401);
    expect((await complete(await newTicket(), codes[0] ?? '')).status).toBe(401);
  });

  it('says so when the recovery codes are used up', async () => {
    await setUp();
    await platform.database.deleteFrom('recovery_codes').where('user_id', '=', person.id).execute();
    expect((await signIn()).value()).toMatchObject({ second_factor: { methods: ['totp'] } });
  });

  it('works when the password is given to one replica and the code to another', async () => {
    const { secret } = await setUp();
    const folder = await testFolder();
    const replica = await startPlatform({
      data: folder,
      port: 0,
      databaseUrl: platform.databaseUrl,
      env: {},
    });
    const answer = await fetch(`${replica.url}/v1/session/second-factor`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: await newTicket(), code: codeOf(secret) }),
    });
    await replica.close();
    expect(answer.status).toBe(201);
  });
});

describe('the ticket between the two steps', () => {
  it('is over after five minutes', async () => {
    const { secret } = await setUp();
    const ticket = await newTicket();
    await sql`update sign_in_tickets set expires_at = expires_at - interval '5 minutes'`.execute(
      platform.database,
    );
    const late = await complete(ticket, codeOf(secret));
    expect([late.status, late.problem().code]).toEqual([401, 'sign_in_expired']);
  });

  it('is good for one session', async () => {
    const { secret } = await setUp();
    const ticket = await newTicket();
    expect((await complete(ticket, codeOf(secret))).status).toBe(201);
    const again = await complete(ticket, codeOf(secret, 1));
    expect([again.status, again.problem().code]).toEqual([401, 'sign_in_expired']);
  });

  it('is good for five tries, also when forty come at once', async () => {
    const { secret } = await setUp();
    const ticket = await newTicket();
    const answers = await Promise.all(Array.from({ length: 40 }, () => complete(ticket, '000000')));
    const looked = answers.filter((answer) => answer.problem().code !== 'sign_in_expired');
    expect(looked).toHaveLength(5);
    expect((await complete(ticket, codeOf(secret))).problem().code).toBe('sign_in_expired');
  });

  it('is kept under a hash only', async () => {
    await setUp();
    const ticket = await newTicket();
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from sign_in_tickets t
    `.execute(platform.database);
    const kept = rows.map(({ row }) => row).join();
    expect(kept).not.toContain(ticket);
    expect(kept).not.toContain(Buffer.from(ticket, 'base64url').toString('hex'));
  });

  it('is worth nothing once the password was changed', async () => {
    const { secret } = await setUp();
    const ticket = await newTicket();
    const body = { current_password: password, new_password: `${password} anew` };
    expect((await platform.call('changePassword', { as: person, body })).status).toBe(204);
    expect((await complete(ticket, codeOf(secret))).problem().code).toBe('sign_in_expired');
  });
});

describe('guessing codes', () => {
  const guess = async () => complete(await newTicket(), '000000');

  it('must wait after five that were wrong, whatever the number of tickets', async () => {
    await setUp();
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect([refused.status, refused.problem().code]).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('leaves the owner a way in: a recovery code', async () => {
    const { codes } = await setUp();
    for (let wrong = 0; wrong < 6; wrong += 1) await guess();
    expect((await complete(await newTicket(), codes[0] ?? '')).status).toBe(201);
  });

  it('is counted over all networks', async () => {
    const proxied = await startTestPlatform({ trustedProxies: 1 });
    try {
      const { id, cookie } = await proxied.addPerson();
      await proxied.database
        .updateTable('users')
        .set({ password_hash: passwordHash })
        .where('id', '=', id)
        .execute();
      const { secret } = (await proxied.call('beginTotp', { as: { cookie } })).value();
      await clearOfTheEdge();
      const body = { code: codeOf(secret, -1) };
      await proxied.call('confirmTotp', { as: { cookie }, body });
      const statuses: number[] = [];
      for (let host = 1; host <= 32; host += 1) {
        // What a right password gives, without the work of its hash.
        const needed = await issueTicket(proxied.database, id, passwordHash);
        const tried = await proxied.call('completeSignIn', {
          body: { ticket: needed?.second_factor.ticket, code: '000000' },
          headers: { 'x-forwarded-for': `203.0.113.${host}` },
        });
        statuses.push(tried.status);
      }
      expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401));
      expect(statuses).toContain(429);
    } finally {
      await proxied.close();
    }
  });
});

describe('turning the second factor off', () => {
  it('ends the recovery codes and the sign-ins that wait for a code with it', async () => {
    const { codes } = await setUp();
    const ticket = await newTicket();
    expect((await platform.call('removeTotp', { as: person })).status).toBe(204);
    expect((await account()).second_factor).toBeNull();
    expect((await complete(ticket, codes[0] ?? '')).problem().code).toBe('sign_in_expired');
    expect((await signIn()).value()).toHaveProperty('user');
  });
});

describe('new recovery codes', () => {
  it('take the place of the old ones', async () => {
    const { codes } = await setUp();
    const renewed = (await platform.call('renewRecoveryCodes', { as: person })).value();
    expect(renewed.recovery_codes).toHaveLength(10);
    expect((await complete(await newTicket(), codes[1] ?? '')).status).toBe(401);
    expect((await complete(await newTicket(), renewed.recovery_codes[1] ?? '')).status).toBe(201);
  });
});
