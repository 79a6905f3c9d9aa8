import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  linkTokenIn,
  startTestMailServer,
  type TestMailServer,
} from '../mail/mail-server.test-support.js';
import { signInProgram } from '../oauth/oauth.test-support.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { hashPassword } from './passwords.js';

let mail: TestMailServer;
let platform: TestPlatform;
const oldPassword = ['correct', 'horse', 'battery'].join(' ');
const newPassword = ['seven', 'green', 'umbrellas'].join(' ');
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(oldPassword);
  mail = await startTestMailServer();
  platform = await startTestPlatform({
    env: {
      FLUXLOOP_PLATFORM_SMTP_URL: mail.url,
      FLUXLOOP_PLATFORM_MAIL_FROM: 'FluxLoop <fluxloop@platform.example>',
    },
  });
});
afterAll(async () => {
  await platform?.close();
  await mail?.close();
});
beforeEach(async () => {
  await platform.database.deleteFrom('sign_in_failures').execute();
});

/** Somebody with the old password. */
async function addPerson() {
  const person = await platform.addPerson();
  await platform.database
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('id', '=', person.id)
    .execute();
  return person;
}
const ask = (email: string) => platform.call('requestPasswordReset', { body: { email } });
const complete = (token: string, new_password = newPassword) =>
  platform.call('completePasswordReset', { body: { token, new_password } });
const signIn = (email: string, password: string) =>
  platform.call('signIn', { body: { email, password } });

describe('a forgotten password', () => {
  it('is replaced by a link that is mailed, and everything is signed out', async () => {
    const person = await addPerson();
    const program = await signInProgram(platform, person);
    const { key } = await platform.addKey(person);
    expect((await ask(person.email.toUpperCase())).value()).toEqual({ mail: true });
    const letter = await mail.letterTo(person.email);
    expect(letter).toContain('From: FluxLoop <fluxloop@platform.example>');
    expect(letter).toContain(`${platform.url}/reset#token=`);

    expect((await complete(linkTokenIn(letter))).status).toBe(204);
    expect((await signIn(person.email, oldPassword)).status).toBe(401);
    expect((await signIn(person.email, newPassword)).status).toBe(201);
    const who = async (as: { cookie: string } | { key: string }) =>
      (await platform.call('getPrincipal', { as })).status;
    expect(await who(person)).toBe(401);
    expect(await who({ key: program.access_token })).toBe(401);
    // A key is not a password, and whoever lost one has not lost the other.
    expect(await who({ key })).toBe(200);
    expect(await mail.letterTo(person.email)).toContain('was changed');
  });

  it('is replaced once by a link, also when twenty use it at once', async () => {
    const person = await addPerson();
    await ask(person.email);
    const token = linkTokenIn(await mail.letterTo(person.email));
    const answers = await Promise.all(Array.from({ length: 20 }, () => complete(token)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const late = await complete(token);
    expect([late.status, late.problem().code]).toEqual([403, 'reset_link_invalid']);
  });

  it('ends every other link of the account', async () => {
    const person = await addPerson();
    await ask(person.email);
    const first = linkTokenIn(await mail.letterTo(person.email));
    await ask(person.email);
    const second = linkTokenIn(await mail.letterTo(person.email));
    expect((await complete(second)).status).toBe(204);
    expect((await complete(first)).status).toBe(403);
  });

  it('is kept under a hash only, and its link dies after an hour', async () => {
    const person = await addPerson();
    await ask(person.email);
    const token = linkTokenIn(await mail.letterTo(person.email));
    const { rows } = await sql<{ row: string; minutes: number }>`
      select to_jsonb(r)::text as row,
        round(extract(epoch from expires_at - now()) / 60)::int as minutes
      from password_resets r
    `.execute(platform.database);
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    expect(rows.every(({ minutes }) => minutes <= 60)).toBe(true);
    await sql`update password_resets set expires_at = now()`.execute(platform.database);
    expect((await complete(token)).problem().code).toBe('reset_link_invalid');
  });

  it('stays away from a bad link, and a bad password does not use a good one up', async () => {
    const person = await addPerson();
    expect((await complete('guess')).problem().code).toBe('reset_link_invalid');
    await ask(person.email);
    const token = linkTokenIn(await mail.letterTo(person.email));
    const common = await complete(token, 'qwertyuiop123');
    expect([common.status, common.problem().code]).toEqual([400, 'password_common']);
    expect(common.problem().errors?.[0]?.pointer).toBe('/new_password');
    expect((await complete(token)).status).toBe(204);
  });

  it('does not sign in while a sign-in with the old one is under way', async () => {
    const person = await addPerson();
    await ask(person.email);
    const token = linkTokenIn(await mail.letterTo(person.email));
    const [reset, ...signIns] = await Promise.all([
      complete(token),
      ...Array.from({ length: 5 }, () => signIn(person.email, oldPassword)),
    ]);
    expect(reset?.status).toBe(204);
    for (const answer of signIns) {
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      expect((await platform.call('getSession', { as: { cookie } })).status).toBe(401);
    }
  });

  it('says the same of an address without an account, and writes to nobody', async () => {
    const person = await addPerson();
    const nobody = 'nobody-at-all@example.com';
    const unknown = await ask(nobody);
    const known = await ask(person.email);
    expect(unknown.text).toBe(known.text);
    expect(unknown.status).toBe(known.status);
    // Letters go out in their order: one to nobody would have come before this one.
    await mail.letterTo(person.email);
    expect(mail.letters.flatMap(({ to }) => to)).not.toContain(nobody);
  });

  it('is written of three times in a row, and then as slowly as guesses', async () => {
    const person = await addPerson();
    for (let letter = 0; letter < 3; letter += 1) {
      await ask(person.email);
      await mail.letterTo(person.email);
    }
    const lettersSoFar = () => mail.letters.filter(({ to }) => to.includes(person.email)).length;
    const before = lettersSoFar();
    expect((await ask(person.email)).value()).toEqual({ mail: true });
    // Letters go out in their order: this one would come after the one that must not come.
    const other = await addPerson();
    await ask(other.email);
    await mail.letterTo(other.email);
    expect(lettersSoFar()).toBe(before);
  });

  it('is asked for twenty times from one network, and then must wait', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await ask(`nobody-${count}@example.com`)).status).toBe(200);
    }
    const refused = await ask('nobody-20@example.com');
    expect([refused.status, refused.problem().code]).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('leaves no link, no password and nothing of the mail server in the log', async () => {
    const person = await addPerson();
    await ask(person.email);
    const token = linkTokenIn(await mail.letterTo(person.email));
    await complete(token);
    const log = await platform.log();
    expect(log).toContain('/v1/password-resets/complete');
    for (const secret of [token, newPassword, mail.password, encodeURIComponent(mail.password)]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('without a mail server', () => {
  let silent: TestPlatform;
  beforeAll(async () => {
    silent = await startTestPlatform();
  });
  afterAll(() => silent?.close());

  it('says so, and an admin makes the link', async () => {
    const admin = await silent.addPerson({ admin: true });
    const person = await silent.addPerson();
    const asked = await silent.call('requestPasswordReset', { body: { email: person.email } });
    expect(asked.value()).toEqual({ mail: false });
    expect(await silent.database.selectFrom('password_resets').selectAll().execute()).toEqual([]);

    const params = { id: person.id };
    const { url } = (await silent.call('createResetLink', { as: admin, params })).value();
    const token = linkTokenIn(url);
    const done = await silent.call('completePasswordReset', {
      body: { token, new_password: newPassword },
    });
    expect(done.status).toBe(204);
    const signedIn = await silent.call('signIn', {
      body: { email: person.email, password: newPassword },
    });
    expect(signedIn.status).toBe(201);
  });
});

describe('a mail server that is down', () => {
  it('keeps no answer waiting, and the log says so without the link', async () => {
    const down = await startTestPlatform({
      env: {
        FLUXLOOP_PLATFORM_SMTP_URL: 'smtp://127.0.0.1:1',
        FLUXLOOP_PLATFORM_MAIL_FROM: 'fluxloop@platform.example',
      },
    });
    const { email } = await down.addPerson();
    expect((await down.call('requestPasswordReset', { body: { email } })).status).toBe(200);
    await expect
      .poll(() => down.log(), { timeout: 10_000 })
      .toContain('a letter could not be sent');
    expect(await down.log()).not.toContain('#token=');
    await down.close();
  });
});
