import { CLI_CLIENT } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hashToken } from '../identity/tokens.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { beginDevice, pollDevice, postForm, tokensOf, tryToken } from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());
beforeEach(async () => {
  await platform.database.deleteFrom('sign_in_failures').execute();
});

const decideDevice = (user_code: string, decision: 'approve' | 'deny' = 'approve', as = person) =>
  platform.call('decideDevice', { as, body: { user_code, decision } });
const lookUp = (user_code: string, as = person) =>
  platform.call('lookUpDevice', { as, body: { user_code } });

/** Lets time pass since the device last asked. */
const wait = (deviceCode: string, seconds: number) =>
  platform.database
    .updateTable('device_authorizations')
    .set({ last_polled_at: sql<Date>`last_polled_at - make_interval(secs => ${seconds})` })
    .where('device_code_sha256', '=', hashToken(deviceCode))
    .execute();

it('RFC 8628 3.1: the client names itself, and cannot do more', async () => {
  const path = '/oauth/device_authorization';
  const nobody = await postForm(platform, path, {});
  expect([nobody.status, nobody.json.error]).toEqual([400, 'invalid_request']);
  const another = await postForm(platform, path, { client_id: 'another' });
  expect([another.status, another.json.error]).toEqual([400, 'invalid_client']);
});

it('RFC 8628 3.1: a device parameter without a value counts as left out', async () => {
  const { user_code } = await beginDevice(platform, { scope: '' });
  expect((await lookUp(user_code)).value().scope).toBe('read-write');
});

it('RFC 8628 3.1: an unknown device parameter is ignored', async () => {
  expect((await beginDevice(platform, { nonsense: 'é' })).answer.status).toBe(200);
});

it('RFC 8628 3.1: a device parameter that comes twice is refused', async () => {
  const body = `client_id=${CLI_CLIENT.id}&scope=read&scope=read`;
  const answer = await postForm(platform, '/oauth/device_authorization', body);
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_request']);
});

it('RFC 8628 3.2: the answer has its members, and is kept in no cache', async () => {
  const { answer } = await beginDevice(platform);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.json).toEqual({
    device_code: expect.any(String),
    user_code: expect.stringMatching(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/),
    verification_uri: `${platform.url}/device`,
    verification_uri_complete: `${platform.url}/device#code=${answer.json.user_code}`,
    expires_in: 600,
    interval: 5,
  });
});

it('RFC 8628 3.3: the person is shown who asks, for what, and from where', async () => {
  const { user_code } = await beginDevice(platform, { scope: 'read' });
  expect((await lookUp(user_code)).value()).toMatchObject({
    client: CLI_CLIENT,
    scope: 'read',
    address: '127.0.0.1',
    same_address: true,
    user_code,
  });
});

it('RFC 8628 3.3: the person must be signed in', async () => {
  const { user_code } = await beginDevice(platform);
  for (const [name, body] of [
    ['lookUpDevice', { user_code }],
    ['decideDevice', { user_code, decision: 'approve' }],
  ] as const) {
    expect((await platform.call(name, { body })).status).toBe(401);
  }
});

it('RFC 8628 3.4: the device code becomes the tokens of who approved, once', async () => {
  const { device_code, user_code } = await beginDevice(platform, { scope: 'read' });
  expect((await decideDevice(user_code)).value()).toEqual({ decision: 'approve' });
  const tokens = tokensOf(await pollDevice(platform, device_code));
  expect(tokens.scope).toBe('read');
  const who = await platform.call('getPrincipal', { as: { key: tokens.access_token } });
  expect(who.value()).toMatchObject({ kind: 'access_token', user: { email: person.email } });
  const again = await pollDevice(platform, device_code);
  expect([again.status, again.json.error]).toEqual([400, 'invalid_grant']);
  expect((await tryToken(platform, tokens.access_token)).code).toBe('credential_revoked');
});

it('RFC 8628 3.4: of many polls at once at most one gets tokens', async () => {
  const { device_code, user_code } = await beginDevice(platform);
  await decideDevice(user_code);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => pollDevice(platform, device_code)),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});

it('RFC 8628 3.4: a device code that nobody was given is refused', async () => {
  const answer = await pollDevice(platform, 'made up');
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_grant']);
});

it('RFC 8628 3.5: a device hears authorization_pending until the person decides', async () => {
  const { device_code } = await beginDevice(platform);
  const first = await pollDevice(platform, device_code);
  expect([first.status, first.json.error]).toEqual([400, 'authorization_pending']);
  await wait(device_code, 5);
  expect((await pollDevice(platform, device_code)).json.error).toBe('authorization_pending');
});

it('RFC 8628 3.5: a device that asks too often hears slow_down, and waits five seconds more', async () => {
  const { device_code } = await beginDevice(platform);
  await pollDevice(platform, device_code);
  expect((await pollDevice(platform, device_code)).json.error).toBe('slow_down');
  await wait(device_code, 6);
  expect((await pollDevice(platform, device_code)).json.error).toBe('slow_down');
  await wait(device_code, 14);
  expect((await pollDevice(platform, device_code)).json.error).toBe('slow_down');
  await wait(device_code, 20);
  expect((await pollDevice(platform, device_code)).json.error).toBe('authorization_pending');
});

it('RFC 8628 3.5: a device that was turned away hears access_denied', async () => {
  const { device_code, user_code } = await beginDevice(platform);
  await decideDevice(user_code, 'deny');
  const answer = await pollDevice(platform, device_code);
  expect([answer.status, answer.json.error]).toEqual([400, 'access_denied']);
});

it('RFC 8628 3.5: a device code that is too old hears expired_token', async () => {
  const { device_code, user_code } = await beginDevice(platform);
  await sql`update device_authorizations set expires_at = now() where user_code = ${user_code}`.execute(
    platform.database,
  );
  const answer = await pollDevice(platform, device_code);
  expect([answer.status, answer.json.error]).toEqual([400, 'expired_token']);
  expect((await decideDevice(user_code)).status).toBe(404);
});

it('RFC 8628 5.1: who guesses user codes must wait', async () => {
  const guesser = await platform.addPerson();
  const { user_code } = await beginDevice(platform);
  for (let guess = 0; guess < 5; guess += 1) {
    expect((await lookUp('BBBB-BBBB', guesser)).problem().code).toBe('user_code_unknown');
  }
  for (const answer of [await lookUp(user_code, guesser), await lookUp('CCCC-CCCC', guesser)]) {
    expect([answer.status, answer.problem().code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const decision = await platform.call('decideDevice', {
    as: guesser,
    body: { user_code, decision: 'approve' },
  });
  expect(decision.status).toBe(429);
  // The guesses of one person keep no other from the code.
  expect((await lookUp(user_code)).status).toBe(200);
});

it('RFC 8628 5.1: guesses by many accounts from one address must wait too', async () => {
  const answers: number[] = [];
  for (let account = 0; account < 6; account += 1) {
    const guesser = await platform.addPerson();
    for (let guess = 0; guess < 4; guess += 1) {
      answers.push((await lookUp('BBBB-BBBB', guesser)).status);
    }
  }
  expect(answers.slice(0, 20).every((status) => status === 404)).toBe(true);
  expect(answers.slice(20)).toContain(429);
});

it('RFC 8628 5.1: guesses that are made at once are counted one by one', async () => {
  const guesser = await platform.addPerson();
  const answers = await Promise.all(Array.from({ length: 15 }, () => lookUp('BBBB-BBBB', guesser)));
  expect(answers.filter((answer) => answer.status === 404).length).toBeLessThanOrEqual(5);
});

it('RFC 8628 5.1: a right code costs nothing, however often', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { user_code } = await beginDevice(platform);
    expect((await lookUp(user_code)).status).toBe(200);
    expect((await decideDevice(user_code)).status).toBe(200);
  }
});

it('RFC 8628 5.2: the device code is long and random, and the user code tells nothing of it', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, () => beginDevice(platform)));
  expect(new Set(made.map((one) => one.device_code)).size).toBe(10);
  for (const { device_code, user_code } of made) {
    expect(device_code).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(device_code).not.toContain(user_code);
  }
});

it('RFC 8628 6.1: a user code may be typed in small letters, with spaces and without a hyphen', async () => {
  const { user_code } = await beginDevice(platform);
  const letters = user_code.replace('-', '');
  for (const typed of [letters, letters.toLowerCase(), ` ${[...letters].join(' ')} `]) {
    expect((await lookUp(typed)).value().user_code).toBe(user_code);
  }
});

it('the codes of one address are limited, and those of others are not', async () => {
  const row = {
    client_id: CLI_CLIENT.id,
    scope: 'read' as const,
    address: '127.0.0.1',
    network: '127.0.0.1',
    user_agent: '',
    interval_seconds: 5,
  };
  await platform.database
    .insertInto('device_authorizations')
    .values(
      Array.from({ length: 100 }, (_, index) => ({
        ...row,
        device_code_sha256: hashToken(`flood ${index}`),
        user_code: `flood ${index}`,
        expires_at: sql<Date>`now() + interval '1 minute'`,
      })),
    )
    .execute();
  const { answer } = await beginDevice(platform);
  expect([answer.status, answer.json.error]).toEqual([429, 'temporarily_unavailable']);
  await platform.database
    .updateTable('device_authorizations')
    .set({ network: '203.0.113.7' })
    .where('user_code', 'like', 'flood%')
    .execute();
  expect((await beginDevice(platform)).answer.status).toBe(200);
});
