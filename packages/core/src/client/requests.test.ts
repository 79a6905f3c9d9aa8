import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseContentDigest } from '../contract/content-digest.js';
import { freshKey } from '../credentials/keys.test-support.js';
import { Secret } from '../secret.js';
import { createClient } from './create-client.js';
import { ANSWERS, json, platform, RUN_REQUEST } from './platform.test-support.js';

describe('a request', () => {
  it('carries the credential, who asks, and nothing that would pack the answer', async () => {
    const { url, seen } = await platform((response) => json(response, 200, ANSWERS.principal));
    const key = freshKey();
    const client = createClient({
      endpoint: url,
      credential: new Secret(key),
      userAgent: 'fluxloop-cli/1.2.3',
    });
    expect(await client.principal.get()).toEqual(ANSWERS.principal);
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/v1/principal' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'user-agent': expect.stringMatching(
        /^fluxloop-cli\/1\.2\.3 fluxloop-core\/\d+\.\d+\.\d+ \(node /,
      ),
      'accept-encoding': 'identity',
    });
  });

  it('goes below the path of the endpoint', async () => {
    const { url, seen } = await platform((response) => json(response, 200, { projects: [] }));
    const client = createClient({ endpoint: `${url}/fluxloop/` });
    expect(await client.projects.list()).toEqual([]);
    expect(seen[0]?.url).toBe('/fluxloop/v1/projects');
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(client.endpoint).toBe(`${url}/fluxloop`);
  });

  it('writes path parameters and a query with lists', async () => {
    const { url, seen } = await platform((response) =>
      json(response, 200, { cases: [], total: 0, next_cursor: null }),
    );
    await createClient({ endpoint: url }).cases.list('support-bot', RUN_REQUEST.run_id, {
      verdict: ['fail', 'error'],
      search: 'a & b',
    });
    const asked = new URL(seen[0]?.url ?? '', url);
    expect(asked.pathname).toBe(`/v1/projects/support-bot/runs/${RUN_REQUEST.run_id}/cases`);
    expect(asked.searchParams.getAll('verdict')).toEqual(['fail', 'error']);
    expect(asked.searchParams.get('search')).toBe('a & b');
  });

  it.each(['..', 'a/b', 'A', '', '%2e%2e'])(
    'is not sent for the project "%s", which would lead to another route',
    async (project) => {
      const { url, seen } = await platform((response) => json(response, 200, {}));
      await expect(
        createClient({ endpoint: url }).runs.get(project, RUN_REQUEST.run_id),
      ).rejects.toMatchObject({ code: 'invalid_parameter', exitCode: 2 });
      expect(seen).toEqual([]);
    },
  );

  it('sends a chunk as gzip with its digest and an idempotency key', async () => {
    const gzip = gzipSync('{"row":1}\n');
    const sha256 = createHash('sha256').update(gzip).digest('hex');
    const receipt = { chunk: 3, sha256, accepted: 1, duplicates: 0, rejected: [] };
    const { url, seen } = await platform((response) => json(response, 200, receipt));
    const answer = await createClient({ endpoint: url }).runs.uploadChunk(
      'support-bot',
      RUN_REQUEST.run_id,
      3,
      { gzip, sha256 },
    );
    expect(answer).toEqual(receipt);
    const [request] = seen;
    expect(request).toMatchObject({
      method: 'PUT',
      url: `/v1/projects/support-bot/runs/${RUN_REQUEST.run_id}/chunks/3`,
      headers: {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
        'content-length': String(gzip.length),
        'idempotency-key': sha256,
      },
    });
    expect(request?.body.equals(gzip)).toBe(true);
    expect(parseContentDigest(String(request?.headers['content-digest']))).toBe(sha256);
  });

  it('reveals a secret in a body at the socket', async () => {
    const { url, seen } = await platform((response) => json(response, 201, ANSWERS.session));
    const password = ['correct horse', 'battery staple'].join(' ');
    await createClient({ endpoint: url }).session.create({
      email: 'admin@example.com',
      password: new Secret(password),
    });
    expect(JSON.parse(String(seen[0]?.body))).toEqual({ email: 'admin@example.com', password });
  });

  it('gives a new API key as a secret', async () => {
    const key = freshKey();
    const { url } = await platform((response) =>
      json(response, 201, {
        id: ANSWERS.project.id,
        name: 'ci',
        type: 'user',
        preview: 'flx_api_9hT2…x81a',
        scope: 'read-write',
        environment: null,
        projects: null,
        allowed_addresses: [],
        service_account: null,
        created_at: '2026-11-21T14:30:22Z',
        created_by: 'ada@example.com',
        expires_at: null,
        revoked_at: null,
        rotated_at: null,
        replaces: null,
        replaced_by: null,
        last_used_at: null,
        request_count: 0,
        failed_attempts: 0,
        key,
      }),
    );
    const created = await createClient({ endpoint: url }).apiKeys.create({ name: 'ci' });
    expect(created.key.reveal()).toBe(key);
    expect(JSON.stringify(created)).not.toContain(key);
  });

  it('answers nothing where the contract promises nothing', async () => {
    const { url } = await platform((response) => response.writeHead(204).end());
    expect(await createClient({ endpoint: url }).session.delete()).toBeUndefined();
  });

  it('ends when its signal is aborted, with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('Ctrl-C');
    const { url } = await platform(() => controller.abort(reason));
    await expect(
      createClient({ endpoint: url }).principal.get({ signal: controller.signal }),
    ).rejects.toBe(reason);
  });

  it('is not sent at all when its signal was aborted before', async () => {
    const { url, seen } = await platform((response) => json(response, 200, ANSWERS.principal));
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(createClient({ endpoint: url }).principal.get({ signal })).rejects.toThrow(
      'too late',
    );
    expect(seen).toEqual([]);
  });
});

describe('a client with a session', () => {
  it('stays signed in by the cookie, and names its origin', async () => {
    const { url, seen } = await platform((response, _request, index) =>
      index === 0
        ? json(response, 201, ANSWERS.session, {
            'set-cookie': ['fluxloop_session=abc123; Path=/; HttpOnly; SameSite=Strict', 'other=1'],
          })
        : json(response, 200, ANSWERS.session),
    );
    const client = createClient({ endpoint: url, session: true });
    await client.setup.createFirstAdmin({
      token: 'one-time',
      email: 'admin@example.com',
      password: 'correct horse battery',
    });
    await client.session.get();
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[1]?.headers.cookie).toBe('fluxloop_session=abc123; other=1');
    expect(seen[1]?.headers.origin).toBe(url);
  });

  it('forgets the cookie when the platform ends it', async () => {
    const cookies = ['s=1; Path=/', 's=; Max-Age=0', 's=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT'];
    const { url, seen } = await platform((response, _request, index) =>
      json(response, 200, ANSWERS.session, { 'set-cookie': cookies[index] ?? 't=1' }),
    );
    const client = createClient({ endpoint: url, session: true });
    for (let index = 0; index < 4; index += 1) await client.session.get();
    expect(seen.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      's=1',
      undefined,
      undefined,
    ]);
  });

  it('keeps no cookie without being asked to', async () => {
    const { url, seen } = await platform((response) =>
      json(response, 200, ANSWERS.session, { 'set-cookie': 's=1' }),
    );
    const client = createClient({ endpoint: url });
    await client.session.get();
    await client.session.get();
    expect(seen[1]?.headers.cookie).toBeUndefined();
  });
});
