import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

/** Asks with headers that `fetch` does not let a caller choose. */
function ask(
  address: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
  });
}

describe('a platform on loopback', () => {
  let platform: TestPlatform;
  let port: string;

  beforeAll(async () => {
    platform = await startTestPlatform();
    port = new URL(platform.url).port;
  });
  afterAll(() => platform?.close());

  it.each(['127.0.0.1', 'localhost', '[::1]', '127.0.0.1:80', '10.0.0.5'])(
    'answers for %s',
    async (host) => {
      expect((await ask(`${platform.url}/v1/setup`, { host })).status).toBe(200);
    },
  );

  it.each(['rebound.example', 'localhost.rebound.example', '127.0.0.1.rebound.example', 'a b'])(
    'does not answer for %s, whose page a browser would take for its own',
    async (host) => {
      for (const address of ['/v1/setup', '/login', '/oauth/authorize', '/openapi.json']) {
        const answer = await ask(platform.url + address, { host: `${host}:${port}` });
        expect([400, 421], address).toContain(answer.status);
      }
    },
  );

  it('believes no X-Forwarded-Host, for a page can send that one', async () => {
    const headers = { host: 'rebound.example', 'x-forwarded-host': 'localhost' };
    expect((await ask(`${platform.url}/v1/setup`, headers)).status).toBe(421);
  });

  it('tells how to use another address', async () => {
    const { text } = await ask(`${platform.url}/v1/setup`, { host: 'fluxloop.internal' });
    expect(JSON.parse(text)).toMatchObject({
      code: 'host_unknown',
      hint: expect.stringContaining('--public-url'),
    });
  });

  it('answers a probe by any name', async () => {
    expect((await ask(`${platform.url}/healthz`, { host: 'fluxloop-7f9.pods' })).status).toBe(200);
  });
});

describe('a platform behind a proxy', () => {
  let platform: TestPlatform;
  let local: string;

  beforeAll(async () => {
    platform = await startTestPlatform({
      publicUrl: 'https://fluxloop.example.com',
      trustedProxies: 1,
    });
    local = await platform.listensAt();
  });
  afterAll(() => platform?.close());

  it('answers for its public name, as the proxy passes it on', async () => {
    const passed = await ask(`${local}/v1/setup`, { host: 'fluxloop.example.com' });
    const rewritten = await ask(`${local}/v1/setup`, {
      host: 'upstream',
      'x-forwarded-host': 'fluxloop.example.com',
    });
    expect([passed.status, rewritten.status]).toEqual([200, 200]);
  });

  it('answers for no other name', async () => {
    expect((await ask(`${local}/v1/setup`, { host: 'rebound.example' })).status).toBe(421);
  });
});
