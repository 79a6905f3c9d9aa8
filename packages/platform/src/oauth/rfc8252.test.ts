import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import {
  askToAuthorize,
  authorizationQuery,
  decide,
  newPkce,
  obtainCode,
  postToken,
  refusalOf,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
const { challenge } = newPkce();

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson();
});
afterAll(() => platform?.close());

const ask = (redirectUri: string) =>
  askToAuthorize(platform, authorizationQuery(challenge, { redirect_uri: redirectUri }));

it('RFC 8252 7.3: any port of the loopback redirect is taken, IPv4 and IPv6', async () => {
  for (const uri of [
    'http://127.0.0.1:1/callback',
    'http://127.0.0.1:65535/callback',
    'http://[::1]:49152/callback',
    'http://127.0.0.1/callback',
  ]) {
    const answer = await ask(uri);
    const url = await decide(platform, person, answer.location);
    expect(url.href.startsWith(`${uri}?code=`), uri).toBe(true);
  }
});

it('RFC 8252 7.3: the code is good for the port that was asked for', async () => {
  const { fields } = await obtainCode(platform, person, {
    redirect_uri: 'http://[::1]:50123/callback',
  });
  expect((await postToken(platform, fields)).status).toBe(200);
});

it('RFC 8252 8.1: a native app without PKCE is refused', async () => {
  const { error } = await refusalOf(
    platform,
    person,
    authorizationQuery('', { code_challenge: null }),
  );
  expect(error).toBe('invalid_request');
});

it('RFC 8252 8.3: only the literal addresses are loopback', async () => {
  for (const uri of [
    'http://localhost:49152/callback',
    'http://127.0.0.2:49152/callback',
    'http://0.0.0.0:49152/callback',
    'http://[::]:49152/callback',
    'http://[::ffff:127.0.0.1]:49152/callback',
    'http://2130706433:49152/callback',
    'http://127.1:49152/callback',
  ]) {
    const answer = await ask(uri);
    expect([answer.status, answer.location], uri).toEqual([400, null]);
  }
});

it('RFC 8252 8.4: but for the port the redirect URI is compared exactly', async () => {
  for (const uri of [
    'http://127.0.0.1:49152/callback/',
    'http://127.0.0.1:49152/Callback',
    'http://127.0.0.1:49152/callback?x=1',
    'http://127.0.0.1:49152/a/../callback',
    'http://127.0.0.1:49152//callback',
    'HTTP://127.0.0.1:49152/callback',
    'https://127.0.0.1:49152/callback',
    'http://user@127.0.0.1:49152/callback',
    'http://127.0.0.1:49152@attacker.example/callback',
    'http://127.0.0.1:0/callback',
    'http://127.0.0.1:049152/callback',
    'http://127.0.0.1:65536/callback',
    'http://127.0.0.1:/callback',
    ' http://127.0.0.1:49152/callback',
    'http://127.0.0.1:49152/callback\n',
  ]) {
    const answer = await ask(uri);
    expect([answer.status, answer.location], JSON.stringify(uri)).toEqual([400, null]);
  }
});

it('RFC 8252 8.4: the client is public, and so recorded', async () => {
  const metadata = (await (
    await fetch(`${platform.url}/.well-known/oauth-authorization-server`)
  ).json()) as Record<string, unknown>;
  expect(metadata.token_endpoint_auth_methods_supported).toEqual(['none']);
  const { fields } = await obtainCode(platform, person);
  expect((await postToken(platform, fields)).status).toBe(200);
});

it('RFC 8252 8.5: a secret that came with the app proves nothing', async () => {
  const { fields } = await obtainCode(platform, person);
  const answer = await postToken(platform, { ...fields, client_secret: 'shared by all copies' });
  expect(answer.json.error).toBe('invalid_client');
});

it('RFC 8252 8.6: a second request asks the person again', async () => {
  await obtainCode(platform, person);
  const again = await askToAuthorize(platform, authorizationQuery(challenge), {
    cookie: person.cookie,
  });
  expect(again.location).toContain('/authorize?request=');
});
