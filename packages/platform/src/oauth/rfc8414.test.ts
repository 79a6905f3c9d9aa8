import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlatform } from '../platform.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.close());

const WELL_KNOWN = '/.well-known/oauth-authorization-server';
const get = async () => (await (await fetch(platform.url + WELL_KNOWN)).json()) as object;

it('RFC 8414 2: the metadata has what is required, and what is offered', async () => {
  expect(await get()).toEqual({
    issuer: platform.url,
    authorization_endpoint: `${platform.url}/oauth/authorize`,
    token_endpoint: `${platform.url}/oauth/token`,
    device_authorization_endpoint: `${platform.url}/oauth/device_authorization`,
    revocation_endpoint: `${platform.url}/oauth/revoke`,
    scopes_supported: ['read', 'write', 'read-write', 'admin'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  });
});

it('RFC 8414 2: the issuer is the public address, and that has neither query nor fragment', async () => {
  const proxied = await startTestPlatform({
    publicUrl: 'https://fluxloop.example.com/',
    trustedProxies: 1,
  });
  const local = await proxied.listensAt();
  const metadata = (await (await fetch(local + WELL_KNOWN)).json()) as Record<string, unknown>;
  await proxied.close();
  expect(metadata.issuer).toBe('https://fluxloop.example.com');
  expect(metadata.token_endpoint).toBe('https://fluxloop.example.com/oauth/token');
  for (const publicUrl of [
    'https://fluxloop.example.com/?a=1',
    'https://fluxloop.example.com/#a',
    'https://fluxloop.example.com/below',
    'https://user@fluxloop.example.com/',
  ]) {
    await expect(startPlatform({ publicUrl, env: {} }), publicUrl).rejects.toMatchObject({
      code: 'setting_invalid',
    });
  }
});

it('RFC 8414 3: the document is at the well-known path of the issuer, by GET', async () => {
  expect((await fetch(platform.url + WELL_KNOWN)).status).toBe(200);
  expect((await fetch(platform.url + WELL_KNOWN, { method: 'POST' })).status).toBe(404);
});

it('RFC 8414 3.2: the answer is 200 and JSON, without a member that is empty', async () => {
  const response = await fetch(platform.url + WELL_KNOWN);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  for (const [name, value] of Object.entries(await get())) {
    if (Array.isArray(value)) expect(value.length, name).toBeGreaterThan(0);
    else expect(value, name).toBeTruthy();
  }
});

it('RFC 8414 3.3: the issuer is the one whose document was asked for', async () => {
  expect(await get()).toMatchObject({ issuer: new URL(platform.url).origin });
});
