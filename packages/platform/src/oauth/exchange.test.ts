import { CLI_CLIENT, GRANT_TYPES, TOKEN_TYPES } from '@fluxloop/core/contract';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { startTestIssuer, type TestIssuer } from './issuer.test-support.js';
import { postForm, postToken, type RawAnswer, tryToken } from './oauth.test-support.js';

let platform: TestPlatform;
let admin: Awaited<ReturnType<TestPlatform['addPerson']>>;
let issuer: TestIssuer;

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ roles: { 'support-bot': 'admin', billing: 'admin' } });
  issuer = await startTestIssuer();
});
afterAll(async () => {
  await issuer?.close();
  await platform?.close();
});
beforeEach(() => trust());
afterEach(async () => {
  issuer.answerWith(null);
  await platform.database.deleteFrom('trusted_issuers').execute();
  await platform.database.deleteFrom('sign_in_failures').execute();
});

/** Lets a project trust the issuer. */
async function trust(changes: Record<string, unknown> = {}, project = 'support-bot') {
  const answer = await platform.call('createTrustedIssuer', {
    as: admin,
    params: { project },
    body: {
      name: 'ci',
      issuer: issuer.url,
      claims: { repository: 'acme/app', ref: 'refs/heads/*' },
      scope: 'read-write',
      ...changes,
    },
  });
  return answer;
}

const exchange = (token: string, fields: Record<string, string | null> = {}) =>
  postToken(platform, {
    grant_type: GRANT_TYPES.tokenExchange,
    subject_token: token,
    subject_token_type: TOKEN_TYPES.idToken,
    ...fields,
  });
/** A token of the CI for this platform. */
const sign = (
  claims: Record<string, unknown> = {},
  options: Parameters<TestIssuer['sign']>[1] = {},
) => issuer.sign({ aud: platform.url, ...claims }, options);
const errorOf = (answer: RawAnswer) => [answer.status, answer.json.error];
const REFUSED = [400, 'invalid_request'];

describe('an identity token that a project trusts', () => {
  it.each(['RS256', 'ES256'] as const)(
    'becomes a token of a quarter of an hour (%s)',
    async (algorithm) => {
      const answer = await exchange(await sign({}, { algorithm }));
      expect(answer.json).toEqual({
        access_token: expect.stringMatching(/^flx_at_/),
        issued_token_type: TOKEN_TYPES.accessToken,
        token_type: 'Bearer',
        expires_in: 900,
        scope: 'read-write',
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('acts as a service account of that project, and of no other', async () => {
    const { json } = await exchange(await sign());
    const as = { key: String(json.access_token) };
    expect((await platform.call('getPrincipal', { as })).value()).toMatchObject({
      kind: 'service_account',
      user: null,
      api_key: null,
      service_account: { name: 'repo:acme/app:ref:refs/heads/main', project: 'support-bot' },
      scope: 'read-write',
      projects: [{ slug: 'support-bot', role: 'editor' }],
    });
    const listed = (await platform.call('listProjects', { as })).value();
    expect(listed.projects.map((project) => project.slug)).toEqual(['support-bot']);
    const runs = (project: string) => platform.call('listRuns', { as, params: { project } });
    expect((await runs('support-bot')).status).toBe(200);
    expect((await runs('billing')).problem().code).toBe('project_not_found');
    const issuers = await platform.call('listTrustedIssuers', {
      as,
      params: { project: 'support-bot' },
    });
    expect(issuers.problem().code).toBe('scope_insufficient');
  });

  it('may ask for less than it could have, and not for more', async () => {
    const less = await exchange(await sign(), { scope: 'read' });
    expect(less.json.scope).toBe('read');
    expect(errorOf(await exchange(await sign(), { scope: 'admin' }))).toEqual([
      400,
      'invalid_scope',
    ]);
  });

  it('is over after a quarter of an hour', async () => {
    const { json } = await exchange(await sign());
    await sql`update access_tokens set expires_at = now()`.execute(platform.database);
    expect((await tryToken(platform, String(json.access_token))).code).toBe('credential_expired');
  });

  it('ends at once when the project no longer trusts the issuer', async () => {
    const { json } = await exchange(await sign());
    const list = await platform.call('listTrustedIssuers', {
      as: admin,
      params: { project: 'support-bot' },
    });
    const [kept] = list.value().trusted_issuers;
    expect(kept).toMatchObject({ name: 'ci', created_by: admin.email });
    expect(kept?.last_used_at).not.toBeNull();
    await platform.call('deleteTrustedIssuer', {
      as: admin,
      params: { project: 'support-bot', id: kept?.id ?? '' },
    });
    expect((await tryToken(platform, String(json.access_token))).status).toBe(401);
    expect(errorOf(await exchange(await sign()))).toEqual(REFUSED);
  });

  it('can be revoked by its bearer', async () => {
    const { json } = await exchange(await sign());
    const token = String(json.access_token);
    await postForm(platform, '/oauth/revoke', { client_id: CLI_CLIENT.id, token });
    expect((await tryToken(platform, token)).code).toBe('credential_revoked');
  });

  it('may be for several audiences, of which the platform is one', async () => {
    expect((await exchange(await sign({ aud: ['other', platform.url] }))).status).toBe(200);
  });

  it('may be named a JWT', async () => {
    expect((await exchange(await sign(), { subject_token_type: TOKEN_TYPES.jwt })).status).toBe(
      200,
    );
  });

  it('names its project where several trust it', async () => {
    await trust({}, 'billing');
    const token = await sign();
    expect(errorOf(await exchange(token))).toEqual([400, 'invalid_target']);
    const targets: Record<string, string>[] = [
      { project: 'billing' },
      { audience: 'billing' },
      { resource: `${platform.url}/projects/billing` },
      { resource: `${platform.url}/v1/projects/billing` },
      { project: 'billing', resource: `${platform.url}/projects/billing`, audience: platform.url },
    ];
    for (const target of targets) {
      const { json } = await exchange(token, target);
      const who = await platform.call('getPrincipal', { as: { key: String(json.access_token) } });
      expect(who.value().projects.map((project) => project.slug)).toEqual(['billing']);
    }
    for (const target of [
      { project: 'billing', audience: 'support-bot' },
      { resource: 'https://elsewhere.example/projects/billing' },
      { project: '../x' },
    ] as Record<string, string>[]) {
      expect(errorOf(await exchange(token, target))).toEqual([400, 'invalid_target']);
    }
  });

  it('gets what it asks for from whichever trust gives it', async () => {
    await trust({ name: 'ci of releases', scope: 'admin', claims: { repository: 'acme/*' } });
    expect((await exchange(await sign(), { scope: 'admin' })).json.scope).toBe('admin');
  });
});

describe('an identity token that nobody trusts', () => {
  it.each<[string, Record<string, unknown>]>([
    ['for another audience', { aud: 'https://elsewhere.example' }],
    ['without an audience', { aud: undefined }],
    ['of another repository', { repository: 'attacker/app' }],
    ['of a repository whose name begins the same', { repository: 'acme/app-evil' }],
    ['of another branch', { ref: 'refs/tags/v1' }],
    ['of a branch below the pattern', { ref: 'refs/heads/a/b' }],
    ['without a claim that is asked for', { repository: undefined }],
    ['with a list where a text is asked for', { repository: ['acme/app'] }],
    ['that has expired', { exp: Math.floor(Date.now() / 1_000) - 60 }],
    ['that never expires', { exp: undefined }],
    ['that is not good yet', { nbf: Math.floor(Date.now() / 1_000) + 120 }],
    ['from the future', { iat: Math.floor(Date.now() / 1_000) + 120 }],
    ['of the day before yesterday', { iat: Math.floor(Date.now() / 1_000) - 200_000 }],
    ['without a time', { iat: undefined }],
    ['of nobody', { sub: undefined }],
  ])('%s is refused', async (_name, claims) => {
    const answer = await exchange(await sign(claims));
    expect(errorOf(answer)).toEqual(REFUSED);
    expect(answer.json).not.toHaveProperty('access_token');
  });

  it('signed by another key is refused', async () => {
    expect(errorOf(await exchange(await sign({}, { wrongKey: true })))).toEqual(REFUSED);
    expect(errorOf(await exchange(await sign({}, { keyId: 'ES256 0' })))).toEqual(REFUSED);
    expect(errorOf(await exchange(await sign({}, { keyId: 'unknown' })))).toEqual(REFUSED);
  });

  it('whose claims were changed is refused', async () => {
    const [header, , signature] = (await sign({ repository: 'attacker/app' })).split('.');
    const payload = (await sign()).split('.')[1];
    expect(errorOf(await exchange(`${header}.${payload}.${signature}`))).toEqual(REFUSED);
  });

  it('without a signature, by alg none, is refused', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = (await sign()).split('.')[1];
    for (const alg of ['none', 'None', 'NONE']) {
      const token = `${encode({ alg, typ: 'JWT' })}.${payload}.`;
      expect(errorOf(await exchange(token)), alg).toEqual(REFUSED);
    }
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const keys = await (await fetch(`${issuer.url}/keys`)).text();
    const now = Math.floor(Date.now() / 1_000);
    const token = await new SignJWT({ repository: 'acme/app', ref: 'refs/heads/main', sub: 'x' })
      .setProtectedHeader({ alg: 'HS256', kid: 'RS256 0' })
      .setIssuer(issuer.url)
      .setAudience(platform.url)
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(Buffer.from(keys));
    expect(errorOf(await exchange(token))).toEqual(REFUSED);
  });

  it('of an unknown issuer is refused, and the issuer is never asked', async () => {
    const other = await startTestIssuer();
    const answer = await exchange(await other.sign({ aud: platform.url }));
    expect(errorOf(answer)).toEqual(REFUSED);
    // Nor is the issuer that is trusted, by a token that names it a little differently.
    const before = issuer.asked.length;
    expect(errorOf(await exchange(await sign({ iss: `${issuer.url}/` })))).toEqual(REFUSED);
    expect(other.asked).toEqual([]);
    expect(issuer.asked.length).toBe(before);
    await other.close();
  });

  it('that is no JWT is refused', async () => {
    for (const token of ['x', 'a.b.c', 'e30.e30.', '']) {
      expect(errorOf(await exchange(token))).toEqual(REFUSED);
    }
  });

  it('of another kind than an identity token is refused', async () => {
    const token = await sign();
    for (const fields of [
      { subject_token_type: TOKEN_TYPES.accessToken },
      { subject_token_type: null },
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      { actor_token: token },
    ] as Record<string, string | null>[]) {
      expect(errorOf(await exchange(token, fields))).toEqual(REFUSED);
    }
  });

  it('signed by somebody else is counted as a guess, and one whose claims do not fit is not', async () => {
    const guesses = async () => {
      const rows = await platform.database.selectFrom('sign_in_failures').selectAll().execute();
      return rows.map((row) => row.failures);
    };
    await exchange(await sign({ repository: 'attacker/app' }));
    expect(await guesses()).toEqual([]);
    const forged = await sign({}, { wrongKey: true });
    await exchange(forged);
    await exchange(forged);
    expect(await guesses()).toEqual([2]);
    await platform.database.updateTable('sign_in_failures').set({ failures: 110 }).execute();
    expect(errorOf(await exchange(forged))).toEqual([429, 'temporarily_unavailable']);
  });

  it('is told why in words, and not what was asked for', async () => {
    const answer = await exchange(await sign({ repository: 'attacker/app' }));
    expect(answer.json.error_description).toBe(
      'The claim repository is not one that the project trusts.',
    );
  });
});

describe('an issuer', () => {
  it('that replaced its keys is believed by the new ones only, at once', async () => {
    const old = await sign();
    expect((await exchange(old)).status).toBe(200);
    await issuer.replaceKeys();
    expect(errorOf(await exchange(old))).toEqual(REFUSED);
    expect((await exchange(await sign())).status).toBe(200);
  });

  it.each<[string, (path: string) => { status: number; body: string }]>([
    ['that is down', () => ({ status: 500, body: 'no' })],
    ['that answers with a page', () => ({ status: 200, body: '<html>' })],
    ['that redirects', () => ({ status: 302, body: 'http://127.0.0.1:9/' })],
    ['that answers without end', () => ({ status: 200, body: ' '.repeat(600_000) })],
    [
      'that calls itself another',
      () => ({
        status: 200,
        body: JSON.stringify({ issuer: 'https://else.example', jwks_uri: `${issuer.url}/keys` }),
      }),
    ],
    [
      'that keeps its keys at an address without https',
      () => ({
        status: 200,
        body: JSON.stringify({ issuer: issuer.url, jwks_uri: 'http://keys.example/' }),
      }),
    ],
    [
      'without keys',
      (path) => ({
        status: 200,
        body:
          path === '/keys'
            ? '{"keys":"none"}'
            : JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }),
      }),
    ],
  ])('%s gives nobody a token, and is to be tried again', async (_name, answer) => {
    const token = await sign();
    issuer.answerWith(answer);
    const refused = await exchange(token);
    expect(errorOf(refused)).toEqual([503, 'temporarily_unavailable']);
    expect(refused.text).not.toContain('<html>');
    issuer.answerWith(null);
    expect((await exchange(token)).status).toBe(200);
  });

  it('by http is refused, but for loopback on a platform of loopback', async () => {
    for (const address of ['http://ci.example', 'http://10.0.0.1', 'ftp://127.0.0.1']) {
      const answer = await trust({ name: address, issuer: address });
      expect([answer.status, answer.problem().code], address).toEqual([
        400,
        address.startsWith('http') ? 'issuer_insecure' : 'request_invalid',
      ]);
    }
    const served = await startTestPlatform({
      publicUrl: 'https://fluxloop.example.com',
      trustedProxies: 1,
    });
    const local = await served.listensAt();
    const { cookie } = await served.addPerson({ roles: { 'support-bot': 'admin' } });
    const answer = await fetch(`${local}/v1/projects/support-bot/trusted-issuers`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: cookie.replace(/^[^=]+/, '__Host-fluxloop'),
      },
      body: JSON.stringify({ name: 'ci', issuer: issuer.url, claims: { repository: 'acme/app' } }),
    });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'issuer_insecure' });
    await served.close();
  });

  it.each<[string, Record<string, string>]>([
    ['https://token.actions.githubusercontent.com', { ref: 'refs/heads/main' }],
    ['https://token.actions.githubusercontent.com', { repository: '*/app' }],
    ['https://token.actions.githubusercontent.com', { repository: '**' }],
    ['https://token.actions.githubusercontent.com', { sub: 'repo:*:ref:refs/heads/main' }],
    ['https://gitlab.com', { ref: 'main' }],
    ['https://ci.example', { repository: '**' }],
  ])('that signs for everybody is not trusted without a bound: %s %j', async (address, claims) => {
    const answer = await trust({ name: 'wide', issuer: address, claims });
    expect([answer.status, answer.problem().code]).toEqual([400, 'issuer_unbound']);
  });

  it.each<[string, Record<string, string>]>([
    ['https://token.actions.githubusercontent.com', { repository: 'acme/*' }],
    ['https://token.actions.githubusercontent.com', { sub: 'repo:acme/app:environment:prod' }],
    ['https://gitlab.com', { project_path: 'acme/**', ref: 'main' }],
    ['https://ci.example', { sub: 'pipeline-*' }],
  ])('that signs for everybody is trusted within a bound: %s %j', async (address, claims) => {
    expect((await trust({ name: 'bound', issuer: address, claims })).status).toBe(201);
  });

  it('needs a claim, and a name of its own', async () => {
    expect((await trust({ name: 'other', claims: {} })).status).toBe(400);
    const again = await trust();
    expect([again.status, again.problem().code]).toEqual([409, 'trusted_issuer_exists']);
  });
});
