import { CLI_CLIENT } from '@fluxloop/core/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashToken } from '../identity/tokens.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { postForm, postRefresh, signInProgram, tokensOf, tryToken } from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());

const revoke = (fields: Record<string, string | null>) =>
  postForm(platform, '/oauth/revoke', { client_id: CLI_CLIENT.id, ...fields });

it('RFC 7009 2: a refresh token is revoked', async () => {
  const { refresh_token } = await signInProgram(platform, person);
  expect((await revoke({ token: refresh_token })).status).toBe(200);
  expect((await postRefresh(platform, refresh_token)).json.error).toBe('invalid_grant');
});

it('RFC 7009 2: an access token is revoked, and its login goes on', async () => {
  const { access_token, refresh_token } = await signInProgram(platform, person);
  expect((await revoke({ token: access_token })).status).toBe(200);
  expect((await tryToken(platform, access_token)).code).toBe('credential_revoked');
  const next = tokensOf(await postRefresh(platform, refresh_token));
  expect((await tryToken(platform, next.access_token)).status).toBe(200);
});

it('RFC 7009 2.1: with a refresh token all access tokens of its login end, at once', async () => {
  const first = await signInProgram(platform, person);
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  const other = await signInProgram(platform, person);
  await revoke({ token: second.refresh_token });
  for (const { access_token } of [first, second]) {
    expect((await tryToken(platform, access_token)).code).toBe('credential_revoked');
  }
  expect((await tryToken(platform, other.access_token)).status).toBe(200);
});

it('RFC 7009 2.1: a used refresh token revokes its login too', async () => {
  const first = await signInProgram(platform, person);
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  await revoke({ token: first.refresh_token });
  expect((await tryToken(platform, second.access_token)).code).toBe('credential_revoked');
});

it('RFC 7009 2.1: a hint that is wrong or unknown misleads nobody', async () => {
  for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
    const { access_token, refresh_token } = await signInProgram(platform, person);
    expect((await revoke({ token: refresh_token, token_type_hint })).status).toBe(200);
    expect((await tryToken(platform, access_token)).code).toBe('credential_revoked');
  }
});

it('RFC 7009 2.1: a client that does not name itself is refused', async () => {
  const { access_token, refresh_token } = await signInProgram(platform, person);
  const nobody = await revoke({ client_id: null, token: refresh_token });
  expect([nobody.status, nobody.json.error]).toEqual([400, 'invalid_request']);
  const another = await revoke({ client_id: 'another', token: refresh_token });
  expect([another.status, another.json.error]).toEqual([400, 'invalid_client']);
  expect((await tryToken(platform, access_token)).status).toBe(200);
});

it('RFC 7009 2.1: a token of another client is not revoked, and the client is told', async () => {
  const { access_token, refresh_token } = await signInProgram(platform, person);
  const family = platform.database
    .selectFrom('refresh_tokens')
    .select('family_id')
    .where('sha256', '=', hashToken(refresh_token));
  await platform.database
    .updateTable('login_families')
    .set({ client_id: 'another' })
    .where('id', '=', family)
    .execute();
  for (const token of [access_token, refresh_token]) {
    const answer = await revoke({ token });
    expect([answer.status, answer.json.error]).toEqual([400, 'unauthorized_client']);
  }
  expect((await tryToken(platform, access_token)).status).toBe(200);
});

it('RFC 7009 2.1: a request without a token is invalid', async () => {
  const answer = await revoke({});
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_request']);
});

it('RFC 7009 2.2: a token that is not known, or was revoked, is answered 200', async () => {
  const { refresh_token } = await signInProgram(platform, person);
  for (const token of [refresh_token, refresh_token, 'nonsense', `${refresh_token}x`]) {
    const answer = await revoke({ token });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

it('RFC 7009 2.2.1: an API key is no token of this endpoint', async () => {
  const { key } = await platform.addKey(person);
  const answer = await revoke({ token: key });
  expect([answer.status, answer.json.error]).toEqual([400, 'unsupported_token_type']);
  expect((await tryToken(platform, key)).status).toBe(200);
});

it('RFC 7009 2.1: a revocation holds on every replica at once, also under use', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { access_token, refresh_token } = await signInProgram(platform, person);
    const uses = Array.from({ length: 4 }, () => tryToken(platform, access_token));
    expect((await revoke({ token: refresh_token })).status).toBe(200);
    const after = await Promise.all(
      Array.from({ length: 4 }, () => tryToken(platform, access_token)),
    );
    expect(after.map((one) => one.status)).toEqual([401, 401, 401, 401]);
    await Promise.all(uses);
  }
});
