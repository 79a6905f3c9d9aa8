import { describe, expect, it } from 'vitest';
import {
  deviceStarted,
  issued,
  refused,
  type StubAnswer,
  type StubBehaviour,
  stubServer,
} from './authorization-server.test-support.js';
import { awaitDeviceSignIn, beginDeviceSignIn } from './device-sign-in.js';

const START = Date.parse('2026-11-21T14:00:00Z');

/** A clock that only sleeping moves, and what was slept, in seconds. */
function timeTravel() {
  const slept: number[] = [];
  let now = START;
  return {
    slept,
    clock: () => now,
    sleep: async (ms: number) => {
      slept.push(ms / 1_000);
      now += ms;
    },
  };
}

/**
 * Goes through the flow with a platform that answers the questions one after the other; the last
 * answer is repeated.
 */
async function signIn(answers: StubAnswer[], behaviour: StubBehaviour = {}) {
  const server = await stubServer({
    token: (_, count) => answers[Math.min(count, answers.length - 1)] ?? issued(),
    ...behaviour,
  });
  const time = timeTravel();
  const http = { retries: 0, timeoutMs: 1_000 };
  const outcome = await beginDeviceSignIn(server.url, 'read', { ...time, http })
    .then(async (pending) => ({
      pending,
      tokens: await awaitDeviceSignIn(pending, { ...time, http }),
      error: null,
    }))
    .catch((error: unknown) => ({ pending: null, tokens: null, error }));
  return { ...outcome, server, slept: time.slept };
}

const PENDING = refused('authorization_pending');
const SLOW_DOWN = refused('slow_down');

describe('the device authorization request', () => {
  it('RFC 8628, 3.1: is a POST of a form with the client and the scope, and no secret', async () => {
    const { server } = await signIn([issued()]);
    const [posted] = server.seen.filter(({ path }) => path === '/oauth/device_authorization');
    expect(posted).toMatchObject({ method: 'POST', authorization: undefined });
    expect(Object.fromEntries(posted?.form ?? [])).toEqual({
      client_id: 'fluxloop-cli',
      scope: 'read',
    });
  });

  it('RFC 8628, 5.4: says who asks, for the page on which a person decides', async () => {
    const server = await stubServer();
    await beginDeviceSignIn(server.url, 'read', { http: { userAgent: 'fluxloop/1.2.3' } });
    expect(server.seen.map(({ userAgent }) => userAgent)).toEqual([
      expect.stringMatching(/^fluxloop\/1\.2\.3 fluxloop-core\//),
      expect.stringMatching(/^fluxloop\/1\.2\.3 fluxloop-core\//),
    ]);
  });

  it('RFC 8628, 3.2: gives the code and the page as they came, and when they end', async () => {
    const { pending, server } = await signIn([issued()]);
    expect(pending).toMatchObject({
      userCode: 'BCDF-GHJK',
      verificationUri: `${server.url}/device`,
      verificationUriComplete: `${server.url}/device#code=BCDF-GHJK`,
      expiresAt: '2026-11-21T14:10:00.000Z',
    });
    expect(JSON.stringify(pending)).not.toContain('device-code');
  });

  it.each([
    ['another scheme', { verification_uri: 'javascript:alert(1)' }],
    ['http beyond this machine', { verification_uri: 'http://fluxloop.example/device' }],
    ['a program', { verification_uri: 'file:///bin/sh' }],
    ['a user name in it', { verification_uri: 'https://fluxloop.ai@evil.example/device' }],
    ['something else as the complete one', { verification_uri_complete: 'data:text/html,x' }],
    ['a code that steers the terminal', { user_code: '\u001b[2J' }],
  ])(
    'RFC 8628, 3.3 and 5.3: a page that cannot be opened safely is not shown: %s',
    async (_, changes) => {
      const { error, server } = await signIn([issued()], {
        device: () => deviceStarted('https://app.fluxloop.ai', changes),
      });
      expect(error).toMatchObject({ code: 'unexpected_response', exitCode: 4 });
      expect(server.to('/oauth/token')).toEqual([]);
    },
  );
});

describe('the device access token request', () => {
  it('RFC 8628, 3.4: carries the grant type, the device code and the client', async () => {
    const { server, tokens } = await signIn([issued()]);
    expect(Object.fromEntries(server.to('/oauth/token')[0] ?? [])).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'device-code',
      client_id: 'fluxloop-cli',
    });
    expect(tokens?.accessToken.reveal()).toMatch(/^flx_at_/);
  });

  it('RFC 8628, 3.5: waits for the interval before every question, the first one too', async () => {
    const { slept } = await signIn([PENDING, PENDING, issued()], {
      device: () => deviceStarted('https://app.fluxloop.ai', { interval: 7 }),
    });
    expect(slept).toEqual([7, 7, 7]);
  });

  it('RFC 8628, 3.2: the interval is 5 seconds where the platform names none', async () => {
    const { slept } = await signIn([PENDING, issued()], {
      device: () => deviceStarted('https://app.fluxloop.ai', { interval: undefined }),
    });
    expect(slept).toEqual([5, 5]);
  });

  it('RFC 8628, 3.5: slow_down lengthens this and all later intervals by 5 seconds', async () => {
    const { slept } = await signIn([SLOW_DOWN, PENDING, SLOW_DOWN, PENDING, issued()]);
    expect(slept).toEqual([5, 10, 10, 15, 15]);
  });

  it.each(['access_denied', 'expired_token', 'invalid_grant', 'invalid_client', 'made_up_error'])(
    'RFC 8628, 3.5: %s ends the questions',
    async (name) => {
      const { error, server } = await signIn([PENDING, refused(name), issued()]);
      expect(error).toMatchObject({ code: `oauth_${name}`, exitCode: 3 });
      expect(server.to('/oauth/token')).toHaveLength(2);
    },
  );

  it('RFC 8628, 3.5: after a lost connection it backs off exponentially, and goes on', async () => {
    const { slept, tokens } = await signIn([PENDING, issued()], {
      first: (response, path, count) => {
        if (path !== '/oauth/token' || count >= 3) return false;
        response.destroy();
        return true;
      },
    });
    expect(slept.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(tokens).not.toBeNull();
  });

  it('RFC 8628, 3.2: no question is asked after the code has ended', async () => {
    const { error, server, slept } = await signIn([PENDING], {
      device: () => deviceStarted('https://app.fluxloop.ai', { expires_in: 12 }),
    });
    expect(error).toMatchObject({
      code: 'oauth_expired_token',
      hint: expect.stringContaining('fluxloop auth login --device'),
    });
    expect(slept).toEqual([5, 5, 5]);
    expect(server.to('/oauth/token')).toHaveLength(2);
  });
});
