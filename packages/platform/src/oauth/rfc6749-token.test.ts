import { CLI_CLIENT, GRANT_TYPES } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hashToken } from '../identity/tokens.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import {
  beginDevice,
  obtainCode,
  postForm,
  postRefresh,
  postToken,
  type RawAnswer,
  signInProgram,
  tokensOf,
  tryToken,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'admin' } });
});
afterAll(() => platform?.close());
beforeEach(async () => {
  await platform.database.deleteFrom('sign_in_failures').execute();
});

const errorOf = (answer: RawAnswer) => [answer.status, answer.json.error];
const INVALID_REQUEST = [400, 'invalid_request'];
const INVALID_GRANT = [400, 'invalid_grant'];

it('RFC 6749 2.2: the name of the client alone gives nothing', async () => {
  for (const grant_type of Object.values(GRANT_TYPES)) {
    expect(errorOf(await postToken(platform, { grant_type })), grant_type).toEqual(INVALID_REQUEST);
  }
});

it('RFC 6749 3.1: no endpoint has a fragment', async () => {
  const metadata = (await (
    await fetch(`${platform.url}/.well-known/oauth-authorization-server`)
  ).json()) as Record<string, unknown>;
  const endpoints = Object.entries(metadata).filter(([name]) => name.endsWith('_endpoint'));
  expect(endpoints).toHaveLength(4);
  for (const [name, url] of endpoints) expect(String(url), name).not.toContain('#');
});

it('RFC 6749 3.2: the token endpoint takes POST only', async () => {
  const { fields } = await obtainCode(platform, person);
  const query = new URLSearchParams({ ...fields, client_id: CLI_CLIENT.id });
  expect((await fetch(`${platform.url}/oauth/token?${query}`)).status).toBe(404);
  // What comes in the address is not looked at either.
  expect(errorOf(await postForm(platform, `/oauth/token?${query}`, {}))).toEqual(INVALID_REQUEST);
});

it('RFC 6749 3.2: a token parameter without a value counts as left out', async () => {
  const { fields } = await obtainCode(platform, person);
  expect(errorOf(await postToken(platform, { ...fields, code: '' }))).toEqual(INVALID_REQUEST);
  expect((await postToken(platform, { ...fields, client_secret: '' })).status).toBe(200);
});

it('RFC 6749 3.2: an unknown token parameter is ignored', async () => {
  const { fields } = await obtainCode(platform, person);
  expect((await postToken(platform, { ...fields, nonsense: 'é\u0000' })).status).toBe(200);
});

it('RFC 6749 3.2: a token parameter that comes twice is refused', async () => {
  const { fields } = await obtainCode(platform, person);
  const body = new URLSearchParams({ ...fields, client_id: CLI_CLIENT.id });
  for (const repeated of ['code=x', 'grant_type=authorization_code', 'a=1&a=2']) {
    const answer = await postForm(platform, '/oauth/token', `${body}&${repeated}`);
    expect(errorOf(answer), repeated).toEqual(INVALID_REQUEST);
  }
});

it('RFC 6749 3.2.1: a client that does not name itself gets nothing', async () => {
  const { fields } = await obtainCode(platform, person);
  expect(errorOf(await postToken(platform, { ...fields, client_id: null }))).toEqual(
    INVALID_REQUEST,
  );
  expect(errorOf(await postToken(platform, { ...fields, client_id: 'another' }))).toEqual([
    400,
    'invalid_client',
  ]);
});

it('RFC 6749 3.3: the answer names the scope that was granted', async () => {
  expect((await signInProgram(platform, person, { scope: 'write read' })).scope).toBe('read-write');
  expect((await signInProgram(platform, person, { scope: null })).scope).toBe('read-write');
});

it('RFC 6749 4.1.2: a code expires after a minute', async () => {
  const { code, fields } = await obtainCode(platform, person);
  const row = await platform.database
    .selectFrom('authorization_requests')
    .select(sql<number>`extract(epoch from code_expires_at - clock_timestamp())::float8`.as('left'))
    .where('code_sha256', '=', hashToken(code))
    .executeTakeFirstOrThrow();
  expect(row.left).toBeGreaterThan(0);
  expect(row.left).toBeLessThanOrEqual(60);
  await sql`update authorization_requests set code_expires_at = now() - interval '1 second'`.execute(
    platform.database,
  );
  expect(errorOf(await postToken(platform, fields))).toEqual(INVALID_GRANT);
});

it('RFC 6749 4.1.2: a code is used once, and its second use ends the login that it made', async () => {
  const { fields } = await obtainCode(platform, person);
  const tokens = tokensOf(await postToken(platform, fields));
  const other = await signInProgram(platform, person);
  expect(errorOf(await postToken(platform, fields))).toEqual(INVALID_GRANT);
  expect(await tryToken(platform, tokens.access_token)).toEqual({
    status: 401,
    code: 'credential_revoked',
  });
  expect(errorOf(await postRefresh(platform, tokens.refresh_token))).toEqual(INVALID_GRANT);
  expect((await tryToken(platform, other.access_token)).status).toBe(200);
});

it('RFC 6749 4.1.2: of many uses of a code at once at most one gets tokens', async () => {
  const { fields } = await obtainCode(platform, person);
  const answers = await Promise.all(Array.from({ length: 12 }, () => postToken(platform, fields)));
  const good = answers.filter((answer) => answer.status === 200);
  expect(good).toHaveLength(1);
  expect(await tryToken(platform, String(good[0]?.json.access_token))).toMatchObject({
    status: 401,
  });
});

it('RFC 6749 4.1.3: a code of another client is refused', async () => {
  const { code, fields } = await obtainCode(platform, person);
  await platform.database
    .updateTable('authorization_requests')
    .set({ client_id: 'another' })
    .where('code_sha256', '=', hashToken(code))
    .execute();
  expect(errorOf(await postToken(platform, fields))).toEqual(INVALID_GRANT);
});

it('RFC 6749 4.1.3: a code that nobody was given is refused', async () => {
  const { fields } = await obtainCode(platform, person);
  expect(errorOf(await postToken(platform, { ...fields, code: 'made up' }))).toEqual(INVALID_GRANT);
});

it('RFC 6749 4.1.3: the redirect URI must be there, and be the same', async () => {
  const { fields } = await obtainCode(platform, person);
  expect(errorOf(await postToken(platform, { ...fields, redirect_uri: null }))).toEqual(
    INVALID_REQUEST,
  );
  for (const redirect_uri of ['http://127.0.0.1:49153/callback', 'http://[::1]:49152/callback']) {
    expect(errorOf(await postToken(platform, { ...fields, redirect_uri })), redirect_uri).toEqual(
      INVALID_GRANT,
    );
  }
  expect((await postToken(platform, fields)).status).toBe(200);
});

it('RFC 6749 5.1: an answer with tokens has its members, and is kept in no cache', async () => {
  const { fields } = await obtainCode(platform, person);
  const answers = [await postToken(platform, fields)];
  answers.push(await postRefresh(platform, tokensOf(answers[0] as RawAnswer).refresh_token));
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^flx_at_[0-9A-Za-z]{39}$/),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      refresh_token: expect.stringMatching(/^flx_refresh_[0-9A-Za-z]{39}$/),
      scope: 'read-write',
    });
    expect(answer.json.expires_in).toBeGreaterThan(3_590);
    expect(answer.json.expires_in).toBeLessThanOrEqual(3_600);
  }
});

it('RFC 6749 5.2: an error is JSON with a code, in characters that are allowed, kept in no cache', async () => {
  const answers = [
    await postToken(platform, { grant_type: '"\\é' }),
    await postToken(platform, { grant_type: null }),
    await postToken(platform, {
      grant_type: 'authorization_code',
      code: '"',
      redirect_uri: '\\',
      code_verifier: 'é',
    }),
    await postRefresh(platform, '"\\'),
    await postForm(platform, '/oauth/token', '{}', { 'content-type': 'application/json' }),
    await postForm(platform, '/oauth/token', `a=${'x'.repeat(40_000)}`),
  ];
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect(Object.keys(answer.json)).toEqual(['error', 'error_description']);
    for (const value of Object.values(answer.json)) {
      expect(value).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }
  }
});

it('RFC 6749 5.2: a grant type that is not offered is named as such', async () => {
  for (const grant_type of ['client_credentials', 'implicit', 'Authorization_Code']) {
    expect(errorOf(await postToken(platform, { grant_type })), grant_type).toEqual([
      400,
      'unsupported_grant_type',
    ]);
  }
});

it('RFC 6749 5.2: a client that tries to authenticate is answered 401 with a scheme', async () => {
  const { fields } = await obtainCode(platform, person);
  const basic = `Basic ${Buffer.from(`${CLI_CLIENT.id}:secret`).toString('base64')}`;
  const answer = await postToken(platform, fields, { authorization: basic });
  expect(errorOf(answer)).toEqual([401, 'invalid_client']);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
});

it('RFC 6749 6: a scope may be narrower than the login, never wider', async () => {
  const { refresh_token } = await signInProgram(platform, person, { scope: 'read-write' });
  const narrow = tokensOf(await postRefresh(platform, refresh_token, { scope: 'read' }));
  expect(narrow.scope).toBe('read');
  const as = { key: narrow.access_token };
  const body = { name: 'x' };
  expect((await platform.call('createApiKey', { as, body })).problem().code).toBe(
    'scope_insufficient',
  );
  expect(errorOf(await postRefresh(platform, narrow.refresh_token, { scope: 'admin' }))).toEqual([
    400,
    'invalid_scope',
  ]);
});

it('RFC 6749 6: the next refresh token has the scope of the one before', async () => {
  const { refresh_token } = await signInProgram(platform, person, { scope: 'read-write' });
  const narrow = tokensOf(await postRefresh(platform, refresh_token, { scope: 'read' }));
  expect(tokensOf(await postRefresh(platform, narrow.refresh_token)).scope).toBe('read-write');
});

it('RFC 6749 6: a refresh token of another client is refused', async () => {
  const { refresh_token } = await signInProgram(platform, person);
  await platform.database.updateTable('login_families').set({ client_id: 'another' }).execute();
  expect(errorOf(await postRefresh(platform, refresh_token))).toEqual(INVALID_GRANT);
});

it('RFC 6749 6: a refresh token that nobody was given is refused', async () => {
  const { access_token, refresh_token } = await signInProgram(platform, person);
  const { refresh_token: unknown } = await signInProgram(platform, person);
  await platform.database
    .deleteFrom('refresh_tokens')
    .where('sha256', '=', hashToken(unknown))
    .execute();
  for (const token of [unknown, access_token, `${refresh_token}x`, 'x']) {
    expect(errorOf(await postRefresh(platform, token))).toEqual(INVALID_GRANT);
  }
});

it('RFC 6749 7: an access token is refused once it has expired', async () => {
  const { access_token } = await signInProgram(platform, person);
  expect((await tryToken(platform, access_token)).status).toBe(200);
  await sql`update access_tokens set expires_at = now() where sha256 = ${hashToken(access_token)}`.execute(
    platform.database,
  );
  const answer = await platform.call('getPrincipal', { as: { key: access_token } });
  expect([answer.status, answer.problem().code]).toEqual([401, 'credential_expired']);
  expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
});

it('RFC 6749 7: an access token is refused where its scope does not reach', async () => {
  const { access_token } = await signInProgram(platform, person, { scope: 'read' });
  const answer = await platform.call('listTrustedIssuers', {
    as: { key: access_token },
    params: { project: 'support-bot' },
  });
  expect([answer.status, answer.problem().code]).toEqual([403, 'scope_insufficient']);
});

it('RFC 6749 10.1: the client has no secret, and none is taken', async () => {
  const { fields } = await obtainCode(platform, person);
  const answer = await postToken(platform, { ...fields, client_secret: 'a secret' });
  expect(errorOf(answer)).toEqual([400, 'invalid_client']);
});

it('RFC 6749 10.3: tokens and codes are kept as hashes only', async () => {
  const { code, fields } = await obtainCode(platform, person);
  const first = tokensOf(await postToken(platform, fields));
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  const device = await beginDevice(platform);
  const secrets = [
    code,
    fields.code_verifier,
    first.access_token,
    first.refresh_token,
    second.access_token,
    second.refresh_token,
    device.device_code,
  ];
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'
  `.execute(platform.database);
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      select to_jsonb(t)::text as text from ${sql.table(name)} t
    `.execute(platform.database);
    const text = rows.map((row) => row.text).join('\n');
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(String(secret)).toString('hex'));
    }
  }
});

it('RFC 6749 10.3: tokens and codes are in no log', async () => {
  const { code, fields } = await obtainCode(platform, person);
  const tokens = tokensOf(await postToken(platform, fields));
  await tryToken(platform, tokens.access_token);
  await postRefresh(platform, tokens.refresh_token);
  // Lines come in order: with this one, all before it are there.
  await platform.call('getSetup');
  const log = await platform.log('/v1/setup');
  expect(log).toContain('/oauth/token');
  for (const secret of [code, fields.code_verifier, tokens.access_token, tokens.refresh_token]) {
    expect(log).not.toContain(secret);
  }
});

it('RFC 6749 10.10: codes and tokens are long and random', async () => {
  const made = [];
  for (let index = 0; index < 20; index += 1) {
    const { code, fields } = await obtainCode(platform, person);
    const { access_token, refresh_token } = tokensOf(await postToken(platform, fields));
    made.push({ code, access: access_token.slice(7), refresh: refresh_token.slice(12) });
  }
  for (const kind of ['code', 'access', 'refresh'] as const) {
    const values = made.map((one) => one[kind]);
    expect(new Set(values).size).toBe(20);
    // No place has the same character in all of them; a checksum or a padding aside.
    const random = [...Array(32).keys()].filter(
      (place) => new Set(values.map((value) => value[place])).size > 5,
    );
    expect(random.length, kind).toBeGreaterThanOrEqual(30);
  }
});

it('RFC 6749 10.10: who guesses must wait, and others need not', async () => {
  const signedIn = await signInProgram(platform, person);
  const { fields } = await obtainCode(platform, person);
  const guesses = Array.from({ length: 105 }, (_, index) =>
    postToken(platform, { ...fields, code: `guess-${index}` }),
  );
  const statuses = (await Promise.all(guesses)).map((answer) => answer.status);
  expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(100);
  // Each guess after the first hundred doubles the wait; a few more, so that it is a long one.
  await sql`update sign_in_failures set failures = failures + 8`.execute(platform.database);
  const refused = await postToken(platform, fields);
  expect(errorOf(refused)).toEqual([429, 'temporarily_unavailable']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // Who is signed in stays so, also from the same address.
  expect((await postRefresh(platform, signedIn.refresh_token)).status).toBe(200);
  await sql`update sign_in_failures set last_failed_at = now() - interval '1 hour'`.execute(
    platform.database,
  );
  expect((await postToken(platform, fields)).status).toBe(200);
});
