import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { platform } from '../client/platform.test-support.js';
import {
  issued,
  refused,
  type StubBehaviour,
  stubServer,
} from './authorization-server.test-support.js';
import { type BrowserSignInOptions, signInWithBrowser } from './browser-sign-in.js';
import type { TokenSet } from './token-set.js';

/** What the browser brings back; `null` leaves a parameter out. */
type Parameters = Record<string, string | null>;

/**
 * Signs in against a stub, with a browser that answers at once.
 *
 * @param answers - what the browser brings back, one request after the other
 */
async function signIn(
  answers: ((asked: URLSearchParams, issuer: string) => Parameters)[] = [good],
  behaviour: StubBehaviour = {},
  options: Partial<BrowserSignInOptions<TokenSet>> = {},
) {
  const server = await stubServer(behaviour);
  const pages: { status: number; text: string; headers: Headers }[] = [];
  let shown = new URL('about:blank');
  let visits: Promise<void> = Promise.resolve();
  const outcome = await signInWithBrowser<TokenSet>({
    endpoint: server.url,
    scope: 'read-write',
    accept: async (tokens) => tokens,
    onUrl: (url) => {
      shown = new URL(url);
      visits = (async () => {
        for (const answer of answers) {
          const back = new URL(shown.searchParams.get('redirect_uri') ?? '');
          for (const [name, value] of Object.entries(answer(shown.searchParams, server.url))) {
            if (value !== null) back.searchParams.set(name, value);
          }
          const page = await fetch(back);
          pages.push({ status: page.status, text: await page.text(), headers: page.headers });
        }
      })();
    },
    ...options,
  }).then(
    (tokens) => ({ tokens, error: null }),
    (error: unknown) => ({ tokens: null, error }),
  );
  await visits;
  return { ...outcome, asked: shown.searchParams, address: shown, pages, server };
}

const good = (asked: URLSearchParams, issuer: string): Parameters => ({
  code: 'the-code',
  state: asked.get('state'),
  iss: issuer,
});
const withChange = (changes: Parameters) => (asked: URLSearchParams, issuer: string) => ({
  ...good(asked, issuer),
  ...changes,
});

describe('the authorization request', () => {
  it('RFC 6749, 4.1.1: names response_type=code, the client, the scope and the redirect URI', async () => {
    const { asked, address, server } = await signIn();
    expect(`${address.origin}${address.pathname}`).toBe(`${server.url}/oauth/authorize`);
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'fluxloop-cli',
      scope: 'read-write',
    });
  });

  it('RFC 8252, 7.3 and 8.3: comes back to a port of 127.0.0.1, by its number and not its name', async () => {
    const { asked } = await signIn();
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,5}\/callback$/);
  });

  it('RFC 8252, 8.5: no secret of a public client is sent anywhere', async () => {
    const { server, asked } = await signIn();
    expect(asked.has('client_secret')).toBe(false);
    for (const one of server.seen) {
      expect(one.form.has('client_secret')).toBe(false);
      if (one.path.startsWith('/oauth/')) expect(one.authorization).toBeUndefined();
    }
  });

  it('RFC 6749, 10.10 and 10.12: state has at least 128 bits, and is new each time', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const states = [one.asked.get('state') ?? '', other.asked.get('state') ?? ''];
    for (const state of states)
      expect(Buffer.from(state, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(states[0]).not.toBe(states[1]);
  });

  it('RFC 7636, 4.2 and RFC 9700, 2.1.1: the challenge is S256, of a verifier that is new each time', async () => {
    const [one, other] = [await signIn(), await signIn()];
    expect(one.asked.get('code_challenge_method')).toBe('S256');
    expect(one.asked.get('code_challenge')).not.toBe(other.asked.get('code_challenge'));
  });

  it('RFC 9700, 2.1.2: nothing is asked for that would put a token into an address', async () => {
    const { asked } = await signIn();
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('response_mode')).toBeNull();
  });
});

describe('the token request', () => {
  it('RFC 6749, 3.2 and 4.1.3: is a POST of a form with the code, the same redirect URI and the client', async () => {
    const { server, asked } = await signIn();
    const [posted] = server.seen.filter(({ path }) => path === '/oauth/token');
    expect(posted).toMatchObject({
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    expect(Object.fromEntries(posted?.form ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: asked.get('redirect_uri'),
      client_id: 'fluxloop-cli',
    });
  });

  it('RFC 7636, 4.1 and 4.5: carries the verifier of the challenge: 43 to 128 unreserved characters', async () => {
    const { server, asked } = await signIn();
    const verifier = server.to('/oauth/token')[0]?.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(
      asked.get('code_challenge'),
    );
  });

  it.each([
    ['the platform fails', { first: failing(500) }],
    ['the connection breaks', { first: failing(0) }],
    ['the answer is a redirect', { first: failing(307) }],
  ])('RFC 6749, 4.1.2: is sent once for one code, when %s too', async (_, behaviour) => {
    const { error, server } = await signIn([good], behaviour);
    expect(error).toMatchObject({ exitCode: 4 });
    expect(server.to('/oauth/token')).toHaveLength(1);
  });

  it('RFC 6749, 10.6 and RFC 9700, 4.12: a redirect does not take the code to another host', async () => {
    const elsewhere = await platform((response) => response.end());
    const { error } = await signIn([good], { first: failing(307, elsewhere.url) });
    expect(error).toMatchObject({ code: 'redirect_refused' });
    expect(elsewhere.seen).toEqual([]);
  });
});

/** @param status - 0 breaks the connection */
function failing(status: number, to = '/elsewhere'): NonNullable<StubBehaviour['first']> {
  return (response, path) => {
    if (path !== '/oauth/token') return false;
    if (status === 0) response.destroy();
    else response.writeHead(status, { location: `${to}/token` }).end();
    return true;
  };
}

describe('the token answer', () => {
  it('RFC 6749, 5.1: unknown members are ignored; tokens come out as secrets with their end', async () => {
    const { tokens } = await signIn(
      [good],
      { token: () => issued({ color: 'blue', expires_in: 60 }) },
      { clock: () => Date.parse('2026-11-21T14:00:00Z') },
    );
    expect(tokens?.accessToken.reveal()).toMatch(/^flx_at_/);
    expect(tokens?.expiresAt).toBe('2026-11-21T14:01:00Z');
    expect(JSON.stringify(tokens)).not.toContain('flx_at_');
  });

  it('RFC 6749, 3.3: the scope that was granted is the one that counts', async () => {
    const { tokens } = await signIn([good], { token: () => issued({ scope: 'read' }) });
    expect(tokens?.scope).toBe('read');
  });

  it('RFC 6749, 7.1: a token of a type that is not understood is not used', async () => {
    const { tokens, error } = await signIn([good], { token: () => issued({ token_type: 'mac' }) });
    expect(tokens).toBeNull();
    expect(error).toMatchObject({ code: 'unexpected_response' });
  });

  it('RFC 6749, 5.2: an error answer is told with its description, and no parameter of the request', async () => {
    const { error, pages } = await signIn([good], {
      token: () => refused('invalid_grant', 'The code has been used.'),
    });
    expect(error).toMatchObject({
      code: 'oauth_invalid_grant',
      exitCode: 3,
      message: expect.stringMatching(/^Authentication failed: .*\(The code has been used\)\.$/),
    });
    expect(pages[0]?.text).toContain('Signing in has failed');
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(
      'the-code',
    );
  });
});

describe('the authorization response', () => {
  it('RFC 6749, 4.1.2: unknown parameters are ignored', async () => {
    expect((await signIn([withChange({ color: 'blue', session_state: 'x' })])).error).toBeNull();
  });

  it.each<[string, Parameters]>([
    ['another state', { state: 'not-this-one' }],
    ['a state that is a part of it', { state: '' }],
    ['no state', { state: null }],
  ])(
    'RFC 6749, 10.12 and RFC 9700, 4.7: with %s is refused, and the wait for the right one goes on',
    async (_, changes) => {
      const { error, pages, server } = await signIn([withChange(changes), good]);
      expect(error).toBeNull();
      expect(pages.map(({ status }) => status)).toEqual([400, 200]);
      expect(server.to('/oauth/token')).toHaveLength(1);
    },
  );

  it('RFC 6749, 10.12: a forged denial without the state does not end a sign-in', async () => {
    const forged = () => ({ error: 'access_denied', state: 'guess' });
    expect((await signIn([forged, good])).error).toBeNull();
  });

  it.each<[string, Parameters]>([
    ['that is missing', { iss: null }],
    ['of another platform', { iss: 'https://honest.example' }],
    ['with a slash too many', { iss: 'http://127.0.0.1/' }],
  ])(
    'RFC 9207, 2.4 and RFC 9700, 4.4.2: with an issuer %s is refused, and no code is sent',
    async (_, changes) => {
      const { error, server, pages } = await signIn([withChange(changes)]);
      expect(error).toMatchObject({ exitCode: 4, code: 'unexpected_response' });
      expect(server.to('/oauth/token')).toEqual([]);
      expect(pages[0]?.text).toContain('Signing in has failed');
    },
  );

  it('RFC 9207, 2.4: the issuer of an error answer is compared too', async () => {
    const { error } = await signIn([
      withChange({ code: null, error: 'access_denied', iss: 'https://other.example' }),
    ]);
    expect(error).toMatchObject({ code: 'unexpected_response' });
  });

  it('RFC 6749, 4.1.2.1: a denial is told in the terminal and in the browser', async () => {
    const { error, pages } = await signIn([
      withChange({ code: null, error: 'access_denied', error_description: 'No.' }),
    ]);
    expect(error).toMatchObject({
      code: 'oauth_access_denied',
      exitCode: 3,
      hint: expect.stringContaining('1. Browser opened?\n2. Network connection?'),
    });
    expect(pages[0]?.text).toContain('Access was denied');
  });

  it('RFC 6749, 4.1.2: is taken once: a page that is loaded again starts nothing', async () => {
    let again: Response | null = null;
    let back = new URL('about:blank');
    const { error, server } = await signIn(
      [
        (asked, issuer) => {
          const parameters = good(asked, issuer);
          back = new URL(asked.get('redirect_uri') ?? '');
          back.search = new URLSearchParams(parameters as Record<string, string>).toString();
          return parameters;
        },
      ],
      {},
      {
        accept: async (tokens) => {
          again = await fetch(back);
          return tokens;
        },
      },
    );
    expect(error).toBeNull();
    expect(again).toMatchObject({ status: 400 });
    expect(server.to('/oauth/token')).toHaveLength(1);
  });
});

describe('the loopback receiver', () => {
  it('RFC 8252, 8.3: listens only while a sign-in waits', async () => {
    const { asked } = await signIn();
    await expect(fetch(asked.get('redirect_uri') ?? '')).rejects.toThrow('fetch failed');
  });

  it.each([
    ['another name for loopback', { host: 'evil.example' }, 'GET', '/callback', 421],
    ['another path', {}, 'GET', '/favicon.ico', 404],
    ['another method', {}, 'POST', '/callback', 405],
  ])('answers %s with a refusal and goes on', async (_, headers, method, path, status) => {
    let answered = 0;
    const { error } = await signIn(
      [],
      {},
      {
        timeLimitMs: 300,
        onUrl: (url) => {
          const redirect = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
          request(
            { host: '127.0.0.1', port: redirect.port, path, method, headers: { ...headers } },
            (response) => {
              answered = response.statusCode ?? 0;
              response.resume();
            },
          ).end();
        },
      },
    );
    expect(answered).toBe(status);
    expect(error).toMatchObject({ code: 'sign_in_timed_out' });
  });

  it('RFC 9700, 4.2.4 and RFC 6749, 3.1.2.5: its page loads nothing, runs nothing and tells nobody its address', async () => {
    const { pages } = await signIn();
    const [page] = pages;
    expect(page?.text).not.toMatch(/<script|src=|href=|url\(|@import|the-code|flx_/i);
    const policy = page?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const style = /<style>([\s\S]*)<\/style>/.exec(page?.text ?? '')?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page?.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page?.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the wait for the browser', () => {
  it('ends after its limit, with what to look at', async () => {
    const { error } = await signIn([], {}, { timeLimitMs: 20 });
    expect(error).toMatchObject({
      code: 'sign_in_timed_out',
      exitCode: 3,
      hint: expect.stringContaining('3. Ad blockers disabled?'),
    });
  });

  it('ends when the caller ends it', async () => {
    const controller = new AbortController();
    const { error } = await signIn(
      [],
      {},
      {
        signal: controller.signal,
        onUrl: () => controller.abort(new Error('enough')),
      },
    );
    expect(error).toMatchObject({ message: 'enough' });
  });

  it('is over only when what was issued is stored: the browser is told of a failure there', async () => {
    const { error, pages } = await signIn(
      [good],
      {},
      {
        accept: async () => {
          throw new Error('the disk is full');
        },
      },
    );
    expect(error).toMatchObject({ message: 'the disk is full' });
    expect(pages[0]?.text).toContain('Signing in has failed');
  });
});
