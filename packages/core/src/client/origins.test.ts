import { globalAgent } from 'node:https';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshKey } from '../credentials/keys.test-support.js';
import { FluxLoopError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { certificate } from './certificates.test-support.js';
import { createClient } from './create-client.js';
import {
  ANSWERS,
  closedPort,
  json,
  platform,
  problem,
  RUN_REQUEST,
} from './platform.test-support.js';

/** Everything that an error shows, whatever is done with it. */
function everything(error: unknown): string {
  const causes: unknown[] = [];
  for (let one = error; one instanceof Error; one = one.cause) causes.push(one, one.stack);
  return [
    inspect(causes, { showHidden: true, depth: null, getters: true, maxStringLength: null }),
    JSON.stringify(causes),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    String(error),
  ].join('\n');
}

const caught = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('a credential', () => {
  it('that belongs to another origin is refused before anything is sent', async () => {
    const { url, seen } = await platform((response) => json(response, 200, ANSWERS.principal));
    const credential = new Secret(freshKey());
    for (const credentialOrigin of [
      'https://api.fluxloop.ai',
      url.replace('http:', 'https:'),
      'x',
    ]) {
      expect(() => createClient({ endpoint: url, credential, credentialOrigin })).toThrow(
        expect.objectContaining({ code: 'credential_wrong_origin', exitCode: 3 }),
      );
    }
    expect(seen).toEqual([]);
    const client = createClient({ endpoint: url, credential, credentialOrigin: url });
    expect(await client.principal.get()).toEqual(ANSWERS.principal);
  });

  it('is not sent in clear: an http endpoint beyond loopback is refused', () => {
    expect(() => createClient({ endpoint: 'http://api.fluxloop.ai' })).toThrow(
      expect.objectContaining({ code: 'endpoint_insecure', exitCode: 2 }),
    );
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a redirect (%i) to another origin',
    async (status) => {
      const other = await platform((response) => json(response, 200, ANSWERS.run));
      const { url } = await platform((response) => {
        response.writeHead(status, { location: `${other.url}/v1/elsewhere` }).end();
      });
      const client = createClient({
        endpoint: url,
        credential: new Secret(freshKey()),
        retries: 0,
      });
      for (const call of [client.principal.get(), client.runs.create('support-bot', RUN_REQUEST)]) {
        expect(await caught(call)).toMatchObject({
          code: 'redirect_refused',
          message: expect.stringContaining(other.url),
        });
      }
      expect(other.seen).toEqual([]);
    },
  );

  it('does not follow a redirect from https to http on the same host', async () => {
    const tls = await certificate();
    globalAgent.options.ca = tls.cert;
    onTestFinished(() => {
      delete globalAgent.options.ca;
    });
    const plain = await platform((response) => json(response, 200, ANSWERS.principal));
    const { url, seen } = await platform(
      (response) => response.writeHead(302, { location: `${plain.url}/v1/principal` }).end(),
      { tls },
    );
    const client = createClient({ endpoint: url, credential: new Secret(freshKey()), env: {} });
    expect(await caught(client.principal.get())).toMatchObject({ code: 'redirect_refused' });
    expect(seen).toHaveLength(1);
    expect(plain.seen).toEqual([]);
  });

  it('follows a redirect within the origin', async () => {
    const key = freshKey();
    const { url, seen } = await platform((response, request) =>
      request.url === '/v1/principal'
        ? response.writeHead(308, { location: '/moved' }).end()
        : json(response, 200, ANSWERS.principal),
    );
    const client = createClient({ endpoint: url, credential: new Secret(key) });
    expect(await client.principal.get()).toEqual(ANSWERS.principal);
    expect(seen[1]?.headers.authorization).toBe(`Bearer ${key}`);
  });

  it('is not sent round and round', async () => {
    const { url, seen } = await platform((response) =>
      response.writeHead(302, { location: '/v1/principal' }).end(),
    );
    const error = await caught(createClient({ endpoint: url }).principal.get());
    expect(error).toMatchObject({ name: 'NetworkError' });
    expect(seen.length).toBeLessThan(8);
  });

  it('is not sent to a platform whose certificate is not trusted', async () => {
    const { url, seen } = await platform((response) => json(response, 200, ANSWERS.principal), {
      tls: await certificate(),
    });
    const client = createClient({ endpoint: url, credential: new Secret(freshKey()), env: {} });
    expect(await caught(client.principal.get())).toMatchObject({
      code: 'tls_untrusted',
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(seen).toEqual([]);
  });
});

describe('an error', () => {
  const key = freshKey();
  const password = ['correct horse', 'battery staple'].join(' ');

  it.each<[string, () => Promise<string>]>([
    ['of a refused connection', async () => `http://127.0.0.1:${await closedPort()}`],
    ['of a refusal', async () => (await platform((response) => problem(response, 401))).url],
    [
      'of a refusal without an explanation',
      async () => (await platform((response) => response.writeHead(500).end())).url,
    ],
    [
      'of an answer of another shape',
      async () => (await platform((response) => json(response, 200, { a: 1 }))).url,
    ],
    [
      'of a lost connection',
      async () => (await platform((response) => response.socket?.destroy())).url,
    ],
    [
      'of a refused redirect',
      async () =>
        (
          await platform((response) =>
            response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(),
          )
        ).url,
    ],
    [
      'of a server that repeats what it got',
      async () =>
        (
          await platform((response, request) =>
            problem(response, 400, {
              detail: `${request.headers.authorization}`,
              hint: key,
              code: key,
            }),
          )
        ).url,
    ],
  ])('%s shows no secret, whatever is done with it', async (_, start) => {
    const client = createClient({
      endpoint: await start(),
      credential: new Secret(key),
      retries: 0,
    });
    for (const call of [
      client.principal.get(),
      client.session.create({ email: 'admin@example.com', password: new Secret(password) }),
    ]) {
      const error = await caught(call);
      expect(error).toBeInstanceOf(FluxLoopError);
      expect(everything(error)).not.toContain(key);
      expect(everything(error)).not.toContain(password);
      expect(error).not.toHaveProperty('cause');
    }
  });

  it('is not the only thing that keeps quiet: the client does too', async () => {
    const { url } = await platform((response) => json(response, 200, ANSWERS.principal));
    const client = createClient({ endpoint: url, credential: new Secret(key) });
    await client.principal.get();
    expect(inspect(client, { showHidden: true, depth: null })).not.toContain(key);
  });
});
