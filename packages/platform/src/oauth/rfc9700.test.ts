import { CLI_CLIENT } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashToken } from '../identity/tokens.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import {
  askToAuthorize,
  authorizationQuery,
  newPkce,
  obtainCode,
  postRefresh,
  postToken,
  REDIRECT_URI,
  signInProgram,
  tokensOf,
  tryToken,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
const { challenge } = newPkce();

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());

const METADATA = '/.well-known/oauth-authorization-server';

it('RFC 9700 2.1: a redirect URI is compared exactly, but for the port of loopback', async () => {
  const good = await askToAuthorize(
    platform,
    authorizationQuery(challenge, { redirect_uri: 'http://127.0.0.1:5/callback' }),
  );
  expect(good.status).toBe(303);
  for (const uri of [`${REDIRECT_URI}x`, `${REDIRECT_URI}%2f..`, 'http://127.0.0.1.x/callback']) {
    const answer = await askToAuthorize(
      platform,
      authorizationQuery(challenge, { redirect_uri: uri }),
    );
    expect([answer.status, answer.location], uri).toEqual([400, null]);
  }
});

it('RFC 9700 2.1: no address of the platform forwards a browser to where a query says', async () => {
  const target = 'https://attacker.example/';
  for (const path of ['/oauth/authorize', '/authorize', '/login', '/device', '/logout', '/']) {
    for (const name of ['redirect_uri', 'next', 'return', 'url', 'redirect_to', 'continue']) {
      const response = await fetch(`${platform.url}${path}?${name}=${encodeURIComponent(target)}`, {
        redirect: 'manual',
      });
      expect(response.headers.get('location') ?? '', path).not.toContain('attacker');
    }
  }
});

it('RFC 9700 2.1.1: PKCE is supported, and can be found out to be', async () => {
  const metadata = (await (await fetch(platform.url + METADATA)).json()) as object;
  expect(metadata).toMatchObject({ code_challenge_methods_supported: ['S256'] });
});

it('RFC 9700 2.1.1: a challenge that was sent is enforced', async () => {
  const { fields } = await obtainCode(platform, person);
  for (const code_verifier of [null, newPkce().verifier]) {
    expect((await postToken(platform, { ...fields, code_verifier })).status).toBe(400);
  }
});

it('RFC 9700 2.1.1: PKCE cannot be left out, so it cannot be downgraded', async () => {
  const { location } = await askToAuthorize(
    platform,
    authorizationQuery('', { code_challenge: null, code_challenge_method: null }),
  );
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const shown = await platform.call('getAuthorizationRequest', { as: person, params: { id } });
  expect(shown.value().failure).toMatchObject({ error: 'invalid_request' });
  const decision = await platform.call('decideAuthorizationRequest', {
    as: person,
    params: { id },
    body: { decision: 'approve' },
  });
  expect(decision.status).toBe(404);
});

it('RFC 9700 2.2.2: refresh tokens rotate', async () => {
  const first = await signInProgram(platform, person);
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
});

it('RFC 9700 2.3: a token of another platform is refused', async () => {
  const other = await startTestPlatform();
  const stranger = await other.addPerson();
  const { access_token, refresh_token } = await signInProgram(other, stranger);
  expect(await tryToken(platform, access_token)).toEqual({
    status: 401,
    code: 'credential_unknown',
  });
  expect((await postRefresh(platform, refresh_token)).json.error).toBe('invalid_grant');
  await other.close();
});

it('RFC 9700 2.4: a password is no grant', async () => {
  const answer = await postToken(platform, {
    grant_type: 'password',
    username: person.email,
    password: 'any',
  });
  expect([answer.status, answer.json.error]).toEqual([400, 'unsupported_grant_type']);
});

it('RFC 9700 2.6: a redirect by http goes to loopback only', async () => {
  for (const uri of ['http://192.168.1.2:49152/callback', 'http://app.example/callback']) {
    const answer = await askToAuthorize(
      platform,
      authorizationQuery(challenge, { redirect_uri: uri }),
    );
    expect([answer.status, answer.location], uri).toEqual([400, null]);
  }
});

it('RFC 9700 2.6: CORS is not offered, at the authorization endpoint least of all', async () => {
  const origin = 'https://app.example';
  for (const path of [
    `/oauth/authorize?${authorizationQuery(challenge)}`,
    '/oauth/token',
    '/oauth/revoke',
    '/oauth/device_authorization',
    METADATA,
  ]) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const { headers } = await fetch(platform.url + path, {
        method,
        redirect: 'manual',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      const cors = [...headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(cors, `${method} ${path}`).toEqual([]);
    }
  }
});

it('RFC 9700 4.2.4: a code is of no use after its first use', async () => {
  const { fields } = await obtainCode(platform, person);
  await postToken(platform, fields);
  expect((await postToken(platform, fields)).json.error).toBe('invalid_grant');
});

it('RFC 9700 4.2.4: no page around the sign-in tells its address to another', async () => {
  for (const path of ['/oauth/authorize', '/authorize', '/device', '/login']) {
    const { headers } = await fetch(platform.url + path, { redirect: 'manual' });
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
  }
});

it('RFC 9700 4.11.2: nobody is redirected to a client who has not signed in', async () => {
  const faulty = authorizationQuery(challenge, { scope: 'nonsense' });
  const browsers: Record<string, string>[] = [
    {},
    { cookie: `${person.cookie}x` },
    { authorization: 'Bearer x' },
  ];
  for (const headers of browsers) {
    const { location } = await askToAuthorize(platform, faulty, headers);
    expect(location).toMatch(new RegExp(`^${platform.url}/authorize\\?request=`));
  }
  // Once signed in, the page is told where the client hears of it.
  const { location } = await askToAuthorize(platform, faulty);
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const nobody = await platform.call('getAuthorizationRequest', { params: { id } });
  expect(nobody.status).toBe(401);
  const shown = await platform.call('getAuthorizationRequest', { as: person, params: { id } });
  expect(shown.value().failure).toMatchObject({
    error: 'invalid_scope',
    redirect_to: expect.stringContaining(`${REDIRECT_URI}?error=invalid_scope`),
  });
});

it('RFC 9700 4.12: a redirect is 303, which repeats no body', async () => {
  const query = authorizationQuery(challenge);
  expect((await askToAuthorize(platform, query)).status).toBe(303);
  const faulty = authorizationQuery(challenge, { scope: 'nonsense' });
  const signedIn = await askToAuthorize(platform, faulty, { cookie: person.cookie });
  expect(signedIn.status).toBe(303);
});

it('RFC 9700 4.14.2: a refresh token is bound to the scope and the person that were consented to', async () => {
  const { refresh_token } = await signInProgram(platform, person, { scope: 'read' });
  expect((await postRefresh(platform, refresh_token, { scope: 'read-write' })).json.error).toBe(
    'invalid_scope',
  );
  const next = tokensOf(await postRefresh(platform, refresh_token));
  const who = await platform.call('getPrincipal', { as: { key: next.access_token } });
  expect(who.value()).toMatchObject({ scope: 'read', user: { email: person.email } });
});

it('RFC 9700 4.14.2: a refresh token that is used again later ends its login', async () => {
  const first = await signInProgram(platform, person);
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  await platform.database
    .updateTable('refresh_tokens')
    .set({ rotated_at: sql<Date>`now() - interval '31 seconds'` })
    .where('sha256', '=', hashToken(first.refresh_token))
    .execute();
  expect((await postRefresh(platform, first.refresh_token)).json.error).toBe('invalid_grant');
  expect((await postRefresh(platform, second.refresh_token)).json.error).toBe('invalid_grant');
  expect((await tryToken(platform, second.access_token)).code).toBe('credential_revoked');
});

it('RFC 9700 4.14.2: a refresh token that is not used for thirty days is over', async () => {
  const { refresh_token } = await signInProgram(platform, person);
  const row = await platform.database
    .selectFrom('refresh_tokens')
    .select(sql<number>`extract(epoch from expires_at - now())::float8`.as('left'))
    .where('sha256', '=', hashToken(refresh_token))
    .executeTakeFirstOrThrow();
  expect(Math.round(row.left / 86_400)).toBe(30);
  await sql`update refresh_tokens set expires_at = now() where sha256 = ${hashToken(refresh_token)}`.execute(
    platform.database,
  );
  expect((await postRefresh(platform, refresh_token)).json.error).toBe('invalid_grant');
});

it('RFC 9700 4.15.1: a token of a machine is told apart from one of a person', async () => {
  const { access_token } = await signInProgram(platform, person);
  const who = await platform.call('getPrincipal', { as: { key: access_token } });
  expect(who.value()).toMatchObject({ kind: 'access_token', service_account: null });
  // No client chooses its name: there is one, and it is built in.
  const renamed = authorizationQuery(challenge, { client_id: person.id });
  expect((await askToAuthorize(platform, renamed)).status).toBe(400);
  expect(CLI_CLIENT.id).toBe('fluxloop-cli');
});

it('RFC 9700 4.16: no page around the sign-in can stand in a frame', async () => {
  for (const path of ['/oauth/authorize', '/authorize', '/device', '/login', '/setup']) {
    const { headers } = await fetch(platform.url + path, { redirect: 'manual' });
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
  }
});
