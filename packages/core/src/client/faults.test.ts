import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { freshKey } from '../credentials/keys.test-support.js';
import { Secret } from '../secret.js';
import { createClient } from './create-client.js';
import {
  ANSWERS,
  closedPort,
  json,
  listen,
  platform,
  problem,
  RUN_REQUEST,
} from './platform.test-support.js';
import { MAXIMUM_RESPONSE_BYTES } from './request-guard.js';

describe('a refusal', () => {
  it.each([
    [401, 'AuthenticationError', 3],
    [403, 'PermissionError', 6],
    [404, 'NotFoundError', 5],
    [409, 'ApiError', 2],
    [413, 'ApiError', 1],
    [422, 'ApiError', 2],
    [503, 'ApiError', 4],
  ])('with %i is a %s that exits with %i', async (status, name, exitCode) => {
    const { url } = await platform((response) =>
      problem(response, status, {
        code: 'stable_code',
        detail: 'What happened.',
        hint: 'What to do.',
        request_id: 'req-1',
      }),
    );
    await expect(createClient({ endpoint: url, retries: 0 }).principal.get()).rejects.toMatchObject(
      {
        name,
        exitCode,
        code: 'stable_code',
        message: 'What happened.',
        hint: 'What to do.',
        requestId: 'req-1',
      },
    );
  });

  it('for want of a scope names the scope it needs and the scope it has', async () => {
    const { url } = await platform((response) =>
      problem(response, 403, { needed_scope: 'write', granted_scope: 'read' }),
    );
    const error: unknown = await createClient({ endpoint: url })
      .principal.get()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ neededScope: 'write', grantedScope: 'read' });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      needed_scope: 'write',
      granted_scope: 'read',
    });
  });

  it('of fields names the fields', async () => {
    const errors = [{ pointer: '/slug', message: 'is taken' }];
    const { url } = await platform((response) => problem(response, 422, { errors }));
    await expect(
      createClient({ endpoint: url }).projects.create({ slug: 'support-bot' }),
    ).rejects.toMatchObject({ fields: errors });
  });

  it.each([
    [401, 'credential_rejected'],
    [403, 'permission_denied'],
    [429, 'rate_limited'],
    [502, 'platform_failed'],
    [404, 'unexpected_response'],
    [418, 'unexpected_response'],
  ])('with %i and no explanation is told apart: %s', async (status, code) => {
    const { url } = await platform((response) => {
      response.writeHead(status, { 'content-type': 'text/html', 'x-request-id': 'gw-7' });
      response.end('<html>no</html>');
    });
    await expect(createClient({ endpoint: url, retries: 0 }).principal.get()).rejects.toMatchObject(
      {
        code,
        requestId: 'gw-7',
      },
    );
  });

  it('cannot steer the terminal, nor repeat the credential, nor go on for ever', async () => {
    const key = freshKey();
    const { url } = await platform((response) =>
      problem(response, 400, {
        detail: `\u001b[2J${key}\n${'x'.repeat(5_000)}`,
        hint: `curl ${key}`,
      }),
    );
    const client = createClient({ endpoint: url, credential: new Secret(key) });
    const error: unknown = await client.principal.get().catch((thrown: unknown) => thrown);
    const text = JSON.stringify(error);
    expect(text).not.toContain(key);
    expect(text).not.toMatch(/\\u001b|\\n/);
    expect(text.length).toBeLessThan(2_000);
  });
});

describe('an answer that no FluxLoop platform gives', () => {
  it.each<[string, string, string]>([
    ['a web page', 'text/html', '<html>hello</html>'],
    ['another JSON', 'application/json', '{"hello":"world"}'],
    ['broken JSON', 'application/json', '{"kind":'],
    [
      'a value out of place',
      'application/json',
      JSON.stringify({ ...ANSWERS.principal, kind: 'x' }),
    ],
    ['JSON that is not UTF-8', 'application/json', '"\xff"'],
    ['nothing', 'application/json', ''],
  ])('(%s) is said to be so', async (_, type, body) => {
    const { url } = await platform((response) => {
      response.writeHead(200, { 'content-type': type }).end(Buffer.from(body, 'latin1'));
    });
    await expect(createClient({ endpoint: url }).principal.get()).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'unexpected_response',
      exitCode: 4,
      message: expect.stringContaining(url),
      hint: expect.stringContaining('fluxloop doctor'),
    });
  });

  it('that is packed though nobody asked for it is not unpacked', async () => {
    const { url } = await platform((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(ANSWERS.principal)));
    });
    await expect(createClient({ endpoint: url }).principal.get()).rejects.toMatchObject({
      code: 'unexpected_response',
    });
  });

  it.each(['announced', 'not announced'])(
    'and has no end, its length %s, is cut off',
    async (how) => {
      let sent = 0;
      const { url } = await platform((response) => {
        const piece = Buffer.alloc(1024 * 1024, ' ');
        response.writeHead(200, {
          'content-type': 'application/json',
          ...(how === 'announced' ? { 'content-length': 8 * MAXIMUM_RESPONSE_BYTES } : {}),
        });
        const pump = () => {
          while (!response.destroyed && sent < 8 * MAXIMUM_RESPONSE_BYTES) {
            sent += piece.length;
            if (!response.write(piece)) return response.once('drain', pump);
          }
          return response.end();
        };
        pump();
      });
      await expect(
        createClient({ endpoint: url, retries: 0 }).principal.get(),
      ).rejects.toMatchObject({
        code: 'response_too_large',
      });
      expect(sent).toBeLessThan(4 * MAXIMUM_RESPONSE_BYTES);
    },
  );
});

describe('no answer', () => {
  it('because nothing listens: the error names the endpoint and what to run', async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`;
    await expect(createClient({ endpoint, retries: 0 }).principal.get()).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'connection_refused',
      exitCode: 4,
      message: expect.stringContaining(endpoint),
      hint: expect.stringContaining('fluxloop doctor'),
    });
  });

  it('because the platform hangs: the error says how long was waited', async () => {
    const { url } = await platform(() => {});
    await expect(
      createClient({ endpoint: url, retries: 0 }).principal.get({ timeoutMs: 200 }),
    ).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('0.2 seconds') });
  });

  it.each<[string, string]>([
    ['before the head', ''],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"kind":'],
  ])('because the connection breaks %s', async (_, start) => {
    const server = createServer();
    server.on('connection', (socket) => {
      socket.once('data', () => socket.end(start));
    });
    const port = await listen(server);
    await expect(
      createClient({ endpoint: `http://127.0.0.1:${port}`, retries: 0 }).principal.get(),
    ).rejects.toMatchObject({ name: 'NetworkError', code: 'connection_lost' });
  });

  it('because the name is not known', async () => {
    await expect(
      createClient({ endpoint: 'https://nowhere.invalid', retries: 0, env: {} }).principal.get(),
    ).rejects.toMatchObject({ code: 'host_not_found' });
  });
});

describe('repetition', () => {
  const once = (status: number, headers = {}) =>
    platform((response, _request, index) =>
      index === 0 ? problem(response, status, {}, headers) : json(response, 200, ANSWERS.run),
    );
  const read = { runId: RUN_REQUEST.run_id, project: 'support-bot' };

  it.each([408, 429, 500, 502, 503, 504])('of a GET after %i', async (status) => {
    const { url, seen } = await once(status);
    const reasons: string[] = [];
    const client = createClient({
      endpoint: url,
      random: () => 0,
      onRetry: ({ reason }) => reasons.push(reason),
    });
    expect(await client.runs.get(read.project, read.runId)).toEqual(ANSWERS.run);
    expect(seen).toHaveLength(2);
    expect(reasons).toEqual([String(status)]);
  });

  it.each([400, 401, 403, 404, 409, 413, 501])('never after %i', async (status) => {
    const { url, seen } = await once(status);
    await expect(
      createClient({ endpoint: url, random: () => 0 }).runs.get(read.project, read.runId),
    ).rejects.toThrow();
    expect(seen).toHaveLength(1);
  });

  it('ends, and gives the last refusal', async () => {
    const { url, seen } = await platform((response) => problem(response, 503, { code: 'busy' }));
    await expect(
      createClient({ endpoint: url, retries: 2, random: () => 0 }).principal.get(),
    ).rejects.toMatchObject({ code: 'busy' });
    expect(seen).toHaveLength(3);
  });

  it('waits as many seconds as Retry-After says', async () => {
    const { url } = await once(429, { 'retry-after': '1' });
    const delays: number[] = [];
    await createClient({
      endpoint: url,
      onRetry: ({ delayMs }) => delays.push(delayMs),
    }).runs.get(read.project, read.runId);
    expect(delays).toEqual([1_000]);
  });

  it('waits until the date that Retry-After says', async () => {
    const date = new Date(Date.now() + 2_000).toUTCString();
    const { url } = await once(503, { 'retry-after': date });
    const delays: number[] = [];
    await createClient({
      endpoint: url,
      onRetry: ({ delayMs }) => delays.push(delayMs),
    }).runs.get(read.project, read.runId);
    expect(delays).toHaveLength(1);
    expect(delays[0]).toBeGreaterThan(0);
    expect(delays[0]).toBeLessThanOrEqual(2_000);
  });

  it('does not wait for longer than a minute; the error says how long the platform asked for', async () => {
    const { url, seen } = await once(429, { 'retry-after': '3600' });
    await expect(
      createClient({ endpoint: url }).runs.get(read.project, read.runId),
    ).rejects.toMatchObject({ hint: 'Try again in 3600 seconds.' });
    expect(seen).toHaveLength(1);
  });

  it('waits longer from time to time, with full jitter', async () => {
    const { url } = await platform((response) => problem(response, 503));
    const delays: number[] = [];
    const numbers = [0.2, 0.4, 0.1];
    await createClient({
      endpoint: url,
      retries: 3,
      random: () => numbers.shift() ?? 0,
      onRetry: ({ delayMs }) => delays.push(delayMs),
    })
      .principal.get()
      .catch(() => {});
    expect(delays).toEqual([100, 400, 200]);
  });

  it('never of a POST without an idempotency key', async () => {
    const { url, seen } = await once(503);
    await expect(
      createClient({ endpoint: url, random: () => 0 }).projects.create({ slug: 'support-bot' }),
    ).rejects.toMatchObject({ name: 'ApiError' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined();
  });

  it('of a POST with an idempotency key, the same body and the same key again', async () => {
    const { url, seen } = await platform((response, _request, index) =>
      index === 0 ? response.socket?.destroy() : json(response, 201, ANSWERS.project),
    );
    await createClient({ endpoint: url, random: () => 0 }).projects.create(
      { slug: 'support-bot' },
      { idempotencyKey: 'once-and-only-once' },
    );
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'once-and-only-once',
      'once-and-only-once',
    ]);
    expect(seen[1]?.body.equals(seen[0]?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it('of what the contract promises to be repeatable, without being asked', async () => {
    const { url, seen } = await once(503);
    await createClient({ endpoint: url, random: () => 0 }).runs.create('support-bot', RUN_REQUEST);
    expect(seen).toHaveLength(2);
  });

  it('ends at once when the signal is aborted while waiting', async () => {
    const { url, seen } = await once(429, { 'retry-after': '50' });
    const controller = new AbortController();
    await expect(
      createClient({
        endpoint: url,
        onRetry: () => setImmediate(() => controller.abort(new Error('Ctrl-C'))),
      }).runs.get(read.project, read.runId, { signal: controller.signal }),
    ).rejects.toThrow('Ctrl-C');
    expect(seen).toHaveLength(1);
  });
});
