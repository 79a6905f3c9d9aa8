import { mkdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { problem } from '@fluxloop/core/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform, testFolder } from '../platform.test-support.js';

let platform: TestPlatform;
let webFolder: string;
const scriptText = 'console.log(1)';

beforeAll(async () => {
  webFolder = await testFolder();
  await mkdir(path.join(webFolder, 'assets'));
  await writeFile(path.join(webFolder, 'assets', 'main-abc.js'), scriptText);
  await writeFile(path.join(webFolder, 'favicon.svg'), '<svg/>');
  await writeFile(
    path.join(webFolder, 'index.html'),
    '<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/main-abc.js"></script>',
  );
  platform = await startTestPlatform({ webFolder });
});
afterAll(async () => {
  await platform?.close();
  await rm(webFolder, { recursive: true });
});

const get = (address: string, init: RequestInit = {}) => fetch(platform.url + address, init);

describe('a refusal', () => {
  const json = { 'content-type': 'application/json' };
  const cases: [string, () => Promise<Response>, number, string][] = [
    ['of a route that is not there', () => get('/v1/nothing'), 404, 'route_not_found'],
    [
      'of a method that is not there',
      () => get('/v1/setup', { method: 'DELETE' }),
      404,
      'route_not_found',
    ],
    ['of an address that cannot be read', () => get('/v1/%zz'), 400, 'request_invalid'],
    [
      'of a content type that the route does not take',
      () =>
        get('/v1/session', {
          method: 'POST',
          body: 'a=b',
          headers: { 'content-type': 'text/plain' },
        }),
      415,
      'content_type_unsupported',
    ],
    [
      'of a body that is not JSON',
      () => get('/v1/session', { method: 'POST', body: '{', headers: json }),
      400,
      'request_invalid',
    ],
    [
      'of a body with a poisoned prototype',
      () => get('/v1/session', { method: 'POST', body: '{"__proto__":{"x":1}}', headers: json }),
      400,
      'request_invalid',
    ],
    [
      'of a body of another form',
      () => get('/v1/session', { method: 'POST', body: '{"email":"x"}', headers: json }),
      400,
      'request_invalid',
    ],
    [
      'of a body over the limit',
      () =>
        get('/v1/session', { method: 'POST', body: `"${'x'.repeat(1024 * 1024)}"`, headers: json }),
      413,
      'body_too_large',
    ],
  ];

  it.each(cases)(
    '%s is a problem with a code, a hint and the request’s id',
    async (_name, ask, status, code) => {
      const response = await ask();
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const body = problem.parse(await response.json());
      expect(body).toMatchObject({
        status,
        code,
        hint: expect.any(String),
        request_id: expect.any(String),
      });
    },
  );

  it('names every field that was wrong', async () => {
    const response = await get('/v1/session', {
      method: 'POST',
      body: '{"email":"x"}',
      headers: json,
    });
    const body = problem.parse(await response.json());
    expect(body.errors?.map((error) => error.pointer).toSorted()).toEqual(['/email', '/password']);
  });
});

describe('every answer', () => {
  it.each([
    '/v1/setup',
    '/v1/nothing',
    '/login',
    '/assets/main-abc.js',
    '/openapi.json',
    '/healthz',
    '/%zz',
    `/v1/projects/${'a'.repeat(300)}/runs`,
  ])('of %s carries the headers that keep a browser safe', async (address) => {
    const { headers } = await get(address);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('the dashboard', () => {
  it('is one page at every address of a page, with a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (const address of ['/', '/login', '/projects/support-bot/runs/run_1', '/setup?x=1']) {
      const response = await get(address);
      const html = await response.text();
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(html).not.toContain('__CSP_NONCE__');
      expect(html.split(`nonce="${nonce}"`)).toHaveLength(3);
      expect(policy).not.toContain('unsafe');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  it('serves its files, for ever where the name is a hash', async () => {
    const script = await get('/assets/main-abc.js');
    expect(await script.text()).toBe(scriptText);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/assets/missing.js', '/../package.json', '/%2e%2e%2fpackage.json', '/index.html'])(
    'serves no other file: %s',
    async (address) => {
      const text = await rawGet(platform.url, address);
      expect(text).toMatch(/^HTTP\/1\.1 404/);
    },
  );

  it('says how to build it where it is not built', async () => {
    const bare = await startTestPlatform({ webFolder: path.join(webFolder, 'nowhere') });
    const response = await fetch(`${bare.url}/login`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('pnpm --filter @fluxloop/platform build');
    await bare.close();
  });
});

describe('a page of another site', () => {
  const attempts: [string, Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['https for http', { origin: 'https://127.0.0.1' }],
    ['no origin of its own', { origin: 'null' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
  ];

  it.each(attempts)('with %s changes nothing for who is signed in', async (_name, headers) => {
    const as = await platform.addPerson({ admin: true });
    const answer = await platform.call('createProject', { as, headers, body: { slug: 'planted' } });
    expect([answer.status, answer.problem().code]).toEqual([403, 'cross_site']);
    const signedIn = await platform.call('signIn', {
      headers,
      body: { email: 'a@example.com', password: 'x' },
    });
    expect(signedIn.problem().code).toBe('cross_site');
  });

  it('is told apart from our own, by any name of this machine', async () => {
    const as = await platform.addPerson({ admin: true });
    const { port } = new URL(platform.url);
    const origins = [platform.url, `http://localhost:${port}`, `http://[::1]:${port}`];
    for (const [index, origin] of origins.entries()) {
      const answer = await platform.call('createProject', {
        as,
        headers: { origin, 'sec-fetch-site': 'same-origin' },
        body: { slug: `own-${index}` },
      });
      expect(answer.status, origin).toBe(201);
    }
  });
});

describe('the log', () => {
  it('holds no password, token, cookie, key, address with a token or search word', async () => {
    const secrets = {
      password: ['wrong', 'horse', 'battery'].join('-'),
      token: 'tok'.repeat(12),
      search: 'jane.doe.looks.for.this',
    };
    const person = await platform.addPerson({ roles: { quiet: 'admin' } });
    const { key } = await platform.addKey(person);
    await platform.call('signIn', {
      body: { email: 'eve@example.net', password: secrets.password },
    });
    await platform.call('createFirstAdmin', {
      body: { token: secrets.token, email: 'eve@example.net', password: secrets.password },
    });
    await get(`/setup?token=${secrets.token}`);
    await get(`/v1/${secrets.token}`);
    await platform.call('listRuns', {
      as: { key },
      params: { project: 'quiet' },
      query: { cursor: secrets.token },
    });
    await platform.call('listCases', {
      as: { key },
      params: { project: 'quiet', run_id: 'run_x' },
      query: { search: secrets.search },
    });
    // A NUL that the database refuses is an error that quotes what it was given.
    await platform.call('createProject', {
      as: person,
      body: { slug: 'x1', name: `${secrets.search}\0` },
    });
    await platform.platform.close();
    const log = await platform.log();
    expect(log).toContain('"route":"/v1/session"');
    for (const secret of [
      ...Object.values(secrets),
      key,
      person.cookie.split('=')[1] ?? '',
      'eve@example.net',
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});

function rawGet(base: string, address: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      text += piece;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
    socket.write(`GET ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}
