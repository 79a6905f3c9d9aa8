import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../client/create-client.js';
import { json } from '../client/platform.test-support.js';
import { freshKey } from '../credentials/keys.test-support.js';
import { profileStore } from '../credentials/profile-store.js';
import { Secret } from '../secret.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import {
  issued,
  refused,
  type StubBehaviour,
  stubServer,
} from './authorization-server.test-support.js';
import { type RenewOptions, renewNow, renewSession } from './renew-session.js';
import { signOut } from './sign-out.js';
import { storedSession } from './stored-session.js';

const NOW = Date.parse('2026-11-21T14:00:00Z');
const IN = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

/** A signed-in profile at a platform that behaves so. */
async function signedIn(
  behaviour: StubBehaviour = {},
  { minutesLeft = -10, renewable = true }: { minutesLeft?: number; renewable?: boolean } = {},
) {
  const server = await stubServer(behaviour);
  const home = join(await temporaryFolder(), '.fluxloop');
  const store = profileStore(home);
  const old = { access: freshKey('at'), refresh: freshKey('refresh') };
  await store.signIn(
    'default',
    {
      access_token: new Secret(old.access),
      refresh_token: renewable ? new Secret(old.refresh) : undefined,
      expires_at: IN(minutesLeft),
    },
    { api_endpoint: server.url, user_email: 'ada@example.com', scope: 'read-write', note: 'mine' },
  );
  const options: RenewOptions = {
    store,
    profile: 'default',
    endpoint: server.url,
    clock: () => NOW,
    http: { retries: 0, timeoutMs: 2_000 },
  };
  const stored = async () =>
    JSON.parse(await readFile(join(home, 'credentials'), 'utf8')).profiles.default;
  return { server, store, home, old, options, stored };
}

describe('a session', () => {
  it.each([
    [6, 0],
    [5.1, 0],
    [4.9, 1],
    [0, 1],
    [-60, 1],
  ])('with %d minutes left is renewed %i times', async (minutesLeft, times) => {
    const { options, server } = await signedIn({}, { minutesLeft });
    await renewSession(options);
    expect(server.to('/oauth/token')).toHaveLength(times);
  });

  it('RFC 6749, 6: is renewed by a POST with its refresh token and the client, and no broader scope', async () => {
    const { options, server, old } = await signedIn();
    await renewSession(options);
    expect(Object.fromEntries(server.to('/oauth/token')[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: old.refresh,
      client_id: 'fluxloop-cli',
    });
  });

  it('RFC 6749, 6: replaces the old refresh token by a new one, and keeps what else the profile holds', async () => {
    const { options, stored, old } = await signedIn();
    await renewSession(options);
    const profile = await stored();
    expect(profile).toMatchObject({
      note: 'mine',
      user_email: 'ada@example.com',
      expires_at: '2026-11-21T15:00:00Z',
    });
    expect(profile.refresh_token).not.toBe(old.refresh);
    expect(profile.access_token).not.toBe(old.access);
  });

  it('RFC 6749, 6: keeps the old refresh token when the answer has none', async () => {
    const { options, stored, old } = await signedIn({
      token: () => issued({ refresh_token: undefined }),
    });
    await renewSession(options);
    expect((await stored()).refresh_token).toBe(old.refresh);
  });

  it('is renewed once for many callers at the same time', async () => {
    const { options, server } = await signedIn();
    const all = await Promise.all(Array.from({ length: 50 }, () => renewSession(options)));
    expect(server.to('/oauth/token')).toHaveLength(1);
    expect(new Set(all.map(({ access_token }) => access_token.reveal())).size).toBe(1);
  });

  it('is looked at again under the lock: what another process has renewed is taken', async () => {
    const { options, server, store } = await signedIn();
    const other = freshKey('at');
    let renewal: Promise<{ access_token: Secret }> | undefined;
    await store.lock('default', async () => {
      renewal = renewSession(options);
      await store.renew(
        'default',
        {
          access_token: new Secret(other),
          refresh_token: new Secret(freshKey('refresh')),
          expires_at: IN(60),
        },
        {},
      );
    });
    expect((await renewal)?.access_token.reveal()).toBe(other);
    expect(server.to('/oauth/token')).toEqual([]);
  });

  it('ends when the platform says invalid_grant to the token that is stored, and says so ever after', async () => {
    const { options, stored, server } = await signedIn({ token: () => refused('invalid_grant') });
    await expect(renewSession(options)).rejects.toMatchObject({
      code: 'session_ended',
      exitCode: 3,
      message: expect.stringMatching(/^Token expired/),
      hint: expect.stringContaining('fluxloop auth login'),
    });
    expect(await stored()).toEqual({
      api_endpoint: server.url,
      note: 'mine',
      scope: 'read-write',
      session_ended_at: '2026-11-21T14:00:00.000Z',
      user_email: 'ada@example.com',
    });
    await expect(renewSession(options)).rejects.toMatchObject({ code: 'session_ended' });
    expect(server.to('/oauth/token')).toHaveLength(1);
  });

  it('does not end by invalid_grant when another process has renewed it meanwhile', async () => {
    const other = { access: freshKey('at'), refresh: freshKey('refresh') };
    const situation = await signedIn({
      token: async () => {
        await situation.store.renew(
          'default',
          {
            access_token: new Secret(other.access),
            refresh_token: new Secret(other.refresh),
            expires_at: IN(60),
          },
          {},
        );
        return refused('invalid_grant');
      },
    });
    const { access_token } = await renewSession(situation.options);
    expect(access_token.reveal()).toBe(other.access);
    expect((await situation.stored()).refresh_token).toBe(other.refresh);
  });

  const faults: [string, StubBehaviour][] = [
    ['status 500', { token: () => [500, {}] }],
    ['status 503', { token: () => [503, { error: 'temporarily_unavailable' }] }],
    ['status 429', { token: () => [429, { error: 'temporarily_unavailable' }] }],
    ['status 400 without an error', { token: () => [400, {}] }],
    ['status 401 of something between', { token: () => [401, { error: 'proxy' }] }],
    ['status 404', { token: () => [404, {}] }],
    ['another error of the protocol', { token: () => refused('invalid_client') }],
    ['half an answer', { token: () => [200, { token_type: 'Bearer' }] }],
    ['a page instead of an answer', { token: () => [200, '<html>'] }],
    [
      'a broken connection',
      {
        first: (response, path) => {
          if (path !== '/oauth/token') return false;
          response.destroy();
          return true;
        },
      },
    ],
    [
      'no metadata',
      {
        first: (response, path) => {
          if (!path.startsWith('/.well-known')) return false;
          json(response, 503, {});
          return true;
        },
      },
    ],
    [
      'a redirect',
      {
        first: (response, path) => {
          if (path !== '/oauth/token') return false;
          response.writeHead(307, { location: 'https://evil.example/oauth/token' }).end();
          return true;
        },
      },
    ],
  ];
  it.each(faults)('is not ended by %s', async (_, behaviour) => {
    const { options, stored, old } = await signedIn(behaviour);
    await expect(renewSession(options)).rejects.toThrow();
    expect(await stored()).toMatchObject({
      access_token: old.access,
      refresh_token: old.refresh,
      note: 'mine',
    });
  });

  it('RFC 6749, 10.4: a refresh token goes to the platform that issued it only', async () => {
    const { options, server } = await signedIn();
    const other = await stubServer();
    await expect(renewSession({ ...options, endpoint: other.url })).rejects.toMatchObject({
      code: 'credential_wrong_origin',
    });
    expect([...server.seen, ...other.seen]).toEqual([]);
  });

  it('whose answer was lost is asked for again at once', async () => {
    const { options, server } = await signedIn({
      first: (response, path, count) => {
        if (path !== '/oauth/token' || count > 0) return false;
        response.destroy();
        return true;
      },
    });
    await renewSession({ ...options, http: { retries: 2, timeoutMs: 2_000 } });
    expect(server.to('/oauth/token')).toHaveLength(2);
  });

  it('that is a key, or a token alone, cannot be renewed', async () => {
    const { options } = await signedIn({}, { renewable: false });
    await expect(renewNow(options)).rejects.toMatchObject({ code: 'session_not_renewable' });
  });

  it('is renewed when asked, though it is good for long', async () => {
    const { options, server } = await signedIn({}, { minutesLeft: 55 });
    await Promise.all([renewNow(options), renewNow(options)]);
    expect(server.to('/oauth/token')).toHaveLength(1);
  });
});

describe('a client with a stored session', () => {
  it('sends a renewed token, once the old one has ended', async () => {
    const { options, server, old } = await signedIn();
    const client = createClient({ endpoint: server.url, credential: storedSession(options) });
    await client.principal.get();
    await client.principal.get();
    const sent = server.seen.filter(({ path }) => path === '/v1/principal');
    expect(new Set(sent.map(({ authorization }) => authorization)).size).toBe(1);
    expect(sent[0]?.authorization).not.toContain(old.access);
    expect(server.to('/oauth/token')).toHaveLength(1);
  });

  it('renews what the platform refuses with 401, and repeats the request once', async () => {
    const { options, server } = await signedIn(
      {
        first: (response, path, count) => {
          if (path !== '/v1/principal' || count > 0) return false;
          json(response, 401, {});
          return true;
        },
      },
      { minutesLeft: 55 },
    );
    const client = createClient({ endpoint: server.url, credential: storedSession(options) });
    expect((await client.principal.get()).user?.email).toBe('ada@example.com');
    expect(server.seen.filter(({ path }) => path === '/v1/principal')).toHaveLength(2);
  });

  it('does not go on for ever with a platform that refuses every token', async () => {
    const { options, server } = await signedIn(
      {
        first: (response, path) => {
          if (path !== '/v1/principal') return false;
          json(response, 401, {});
          return true;
        },
      },
      { minutesLeft: 55 },
    );
    const client = createClient({ endpoint: server.url, credential: storedSession(options) });
    await expect(client.principal.get()).rejects.toMatchObject({ name: 'AuthenticationError' });
    expect(server.seen.filter(({ path }) => path === '/v1/principal')).toHaveLength(2);
  });

  it('uses a token that is good for minutes yet when it cannot be renewed', async () => {
    const { options, server, old } = await signedIn({ token: () => [503, {}] }, { minutesLeft: 2 });
    const client = createClient({ endpoint: server.url, credential: storedSession(options) });
    await client.principal.get();
    expect(server.seen.at(-1)?.authorization).toBe(`Bearer ${old.access}`);
  });

  it('RFC 9700, 4.3.2: sends a token in a header, and in no address', async () => {
    const { options, server } = await signedIn({}, { minutesLeft: 55 });
    await createClient({
      endpoint: server.url,
      credential: storedSession(options),
    }).principal.get();
    expect(server.seen.map(({ path }) => path).join()).not.toContain('flx_');
    expect(server.seen.at(-1)?.authorization).toMatch(/^Bearer flx_at_/);
  });
});

describe('signing out', () => {
  it('RFC 7009, 2.1: posts the refresh token with its kind and the client, and forgets the profile', async () => {
    const { store, server, old } = await signedIn();
    expect(await signOut(store, ['default'])).toMatchObject([{ kind: 'session', revoked: true }]);
    expect(Object.fromEntries(server.to('/oauth/revoke')[0] ?? [])).toEqual({
      client_id: 'fluxloop-cli',
      token: old.refresh,
      token_type_hint: 'refresh_token',
    });
    expect(await store.read('default')).toBeNull();
  });

  it.each<[string, StubBehaviour]>([
    ['fails', { revoke: () => [500, {}] }],
    ['is overloaded (RFC 7009, 2.2.1)', { revoke: () => [503, {}] }],
    ['refuses (RFC 7009, 2.2.1)', { revoke: () => refused('unsupported_token_type') }],
    ['cannot revoke', { metadata: () => ({ revocation_endpoint: undefined }) }],
    [
      'would have it revoked elsewhere',
      { metadata: () => ({ revocation_endpoint: 'https://evil.example' }) },
    ],
  ])('of a platform that %s says so, and forgets the profile here', async (_, behaviour) => {
    const { store } = await signedIn(behaviour);
    const [result] = await signOut(store, ['default'], { retries: 0 });
    expect(result).toMatchObject({ revoked: false, problem: { hint: expect.anything() } });
    expect(JSON.stringify(result)).not.toContain('flx_refresh');
    expect(await store.read('default')).toBeNull();
  });

  it('leaves a key to where keys are revoked', async () => {
    const { store, server } = await signedIn();
    await store.signIn(
      'ci',
      { access_token: new Secret(freshKey()) },
      { api_endpoint: server.url },
    );
    expect(await signOut(store, ['ci', 'nobody'])).toMatchObject([
      { profile: 'ci', kind: 'key', revoked: null },
    ]);
    expect(server.seen).toEqual([]);
  });
});
