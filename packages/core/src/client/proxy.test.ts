import { createServer, type Server } from 'node:http';
import { describe, expect, it } from 'vitest';
import { freshKey } from '../credentials/keys.test-support.js';
import { Secret } from '../secret.js';
import { createClient } from './create-client.js';
import { ANSWERS, json, listen, platform } from './platform.test-support.js';
import { proxyFor } from './proxy.js';

const endpoint = new URL('https://api.example.test');
const proxy = 'http://proxy.example.test:3128';

describe('the proxy of an endpoint', () => {
  it.each([
    ['HTTPS_PROXY', { HTTPS_PROXY: proxy }, proxy],
    ['https_proxy before HTTPS_PROXY', { https_proxy: proxy, HTTPS_PROXY: 'http://other' }, proxy],
    ['ALL_PROXY', { ALL_PROXY: proxy }, proxy],
    ['one without a scheme', { HTTPS_PROXY: 'proxy.example.test:3128' }, proxy],
    ['a SOCKS proxy', { ALL_PROXY: 'socks5://127.0.0.1:1080' }, 'socks5://127.0.0.1:1080'],
    ['none', {}, null],
    ['none for an empty variable', { HTTPS_PROXY: '' }, null],
    ['not HTTP_PROXY', { HTTP_PROXY: proxy }, null],
  ])('is %s', (_, env, expected) => {
    expect(proxyFor(endpoint, env)).toBe(expected);
  });

  it.each([
    '*',
    'api.example.test',
    '.example.test',
    'example.test',
    '*.example.test',
    'a.b, API.example.test:443',
    'x example.test',
  ])('is none when NO_PROXY is "%s"', (noProxy) => {
    expect(proxyFor(endpoint, { HTTPS_PROXY: proxy, NO_PROXY: noProxy })).toBeNull();
  });

  it.each(['', 'ample.test', 'api.example.test:8443', 'api.example.test.org', 'test.example'])(
    'is used when NO_PROXY is "%s"',
    (noProxy) => {
      expect(proxyFor(endpoint, { HTTPS_PROXY: proxy, NO_PROXY: noProxy })).toBe(proxy);
    },
  );
});

it('the proxy of an endpoint on loopback over http is none, whatever is set', () => {
  const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy };
  expect(proxyFor(new URL('http://127.0.0.1:4400'), env)).toBeNull();
});

/** A proxy that refuses every tunnel and remembers what it was asked. */
async function refusingProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(JSON.stringify([request.url, request.headers]));
    response.writeHead(500).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(JSON.stringify([request.method, request.url, request.headers]));
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

describe('a request through a proxy', () => {
  it('asks for a tunnel and shows the proxy no credential; a refusal names the proxy', async () => {
    const key = freshKey();
    const password = ['proxy', 'password'].join('-');
    const { url, asked } = await refusingProxy();
    const withPassword = url.replace('//', `//user:${password}@`);
    const client = createClient({
      endpoint,
      credential: new Secret(key),
      env: { HTTPS_PROXY: withPassword },
      retries: 0,
    });
    const error: unknown = await client.principal.get().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'proxy_failed',
      message: expect.stringContaining(new URL(url).host),
      hint: expect.stringContaining('NO_PROXY'),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain(password);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('CONNECT');
    expect(asked[0]).toContain('api.example.test:443');
    expect(asked.join()).not.toContain(key);
  });

  it('never happens on loopback, where the proxy would read the credential in clear', async () => {
    const { url, asked } = await refusingProxy();
    const target = await platform((response) => json(response, 200, ANSWERS.principal));
    const env = { HTTP_PROXY: url, HTTPS_PROXY: url, ALL_PROXY: url };
    const client = createClient({ endpoint: target.url, credential: new Secret(freshKey()), env });
    expect(await client.principal.get()).toEqual(ANSWERS.principal);
    expect(asked).toEqual([]);
  });
});
