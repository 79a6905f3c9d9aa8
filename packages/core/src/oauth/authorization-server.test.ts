import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { json, platform } from '../client/platform.test-support.js';
import { discoverServer } from './authorization-server.js';
import { stubServer } from './authorization-server.test-support.js';

const http0 = { retries: 0, timeoutMs: 2_000 };

describe('the metadata of a platform', () => {
  it('RFC 8414, 3.1: is asked for at its well-known place, before the path of the issuer', async () => {
    const server = await platform((response, { url }) =>
      json(response, 200, { issuer: `${origin}/fluxloop`, token_endpoint: `${origin}/t`, url }),
    );
    const origin = server.url;
    await discoverServer(`${origin}/fluxloop`, http0);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /.well-known/oauth-authorization-server/fluxloop',
    ]);
  });

  it.each([
    ['another host', 'https://api.fluxloop.ai'],
    ['a path more', 'PLATFORM/more'],
    ['no address', 'fluxloop'],
  ])('RFC 8414, 3.3: with an issuer that is not the endpoint is refused: %s', async (_, issuer) => {
    const server = await stubServer({
      metadata: (url) => ({ issuer: issuer.replace('PLATFORM', url) }),
    });
    await expect(discoverServer(server.url, http0)).rejects.toMatchObject({
      code: 'issuer_mismatch',
      exitCode: 4,
    });
  });

  it('says which address to use when the platform calls itself otherwise', async () => {
    const server = await stubServer();
    await expect(
      discoverServer(server.url.replace('127.0.0.1', 'localhost'), http0),
    ).rejects.toMatchObject({ hint: expect.stringContaining(`--endpoint ${server.url}`) });
  });

  it.each(['token_endpoint', 'device_authorization_endpoint', 'revocation_endpoint'])(
    'RFC 9700, 4.4: names no place elsewhere that a secret would go to: %s',
    async (name) => {
      const server = await stubServer({ metadata: () => ({ [name]: 'https://evil.example/t' }) });
      await expect(discoverServer(server.url, http0)).rejects.toMatchObject({
        code: 'metadata_foreign_endpoint',
      });
    },
  );

  it.each<[string, number, string, string]>([
    ['a page', 200, 'text/html', '<html>'],
    ['another JSON', 200, 'application/json', '[]'],
    ['half a JSON', 200, 'application/json', '{"issuer":'],
    ['nothing', 404, 'application/json', '{}'],
    ['a failure', 503, 'text/plain', 'no'],
  ])('that is none is told as such: %s', async (_, status, type, body) => {
    const server = await platform((response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await expect(discoverServer(server.url, http0)).rejects.toMatchObject({
      code: 'unexpected_response',
      exitCode: 4,
    });
  });

  it('RFC 9700, 4.12: is not fetched from where a redirect leads', async () => {
    const elsewhere = await stubServer();
    const server = await platform((response, { url }) => {
      response.writeHead(302, { location: elsewhere.url + url }).end();
    });
    await expect(discoverServer(server.url, http0)).rejects.toMatchObject({
      code: 'redirect_refused',
      message: expect.stringContaining(elsewhere.url),
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it('RFC 6749, 3.2 and RFC 8414, 3: is asked for by TLS only, but on this machine', async () => {
    await expect(discoverServer('http://fluxloop.example', http0)).rejects.toMatchObject({
      code: 'endpoint_insecure',
    });
  });

  it('is that of FluxLoop’s own platform too', async () => {
    const own = 'https://api.fluxloop.ai';
    const server = setupServer(
      http.get(`${own}/.well-known/oauth-authorization-server`, () =>
        HttpResponse.json({ issuer: own, token_endpoint: `${own}/oauth/token` }),
      ),
    );
    server.listen({ onUnhandledRequest: 'error' });
    onTestFinished(() => server.close());
    expect((await discoverServer(own, http0)).origin).toBe(own);
  });
});
