import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ApiKey,
  createApiKeyRequest,
  type Problem,
  rotateApiKeyRequest,
} from '@fluxloop/core/contract';
import { formatCredential } from '@fluxloop/core/credentials';
import { problem } from '../fake-platform.test-support.js';
import { madeUpKey } from '../made-up-keys.test-support.js';

/** A local server that keeps keys in memory and answers from the contract. */
export interface FakeKeys {
  readonly url: string;
  /** The credential that it accepts; it is one of the keys, too. */
  readonly key: string;
  /** Every request as text: its line, its headers, its body. */
  readonly requests: readonly string[];
  /** Refuses every request with this from now on; `null` ends it. */
  refuseWith(problem: Problem | null): void;
  /** The projects that the caller manages. */
  projects: readonly string[];
  /** Happens once when the next request has come, before it is answered. */
  meanwhile: (() => Promise<unknown>) | null;
  close(): Promise<void>;
}

const WHEN = '2026-11-22T10:00:00.000Z';
const LATER = '2099-02-20T10:00:00.000Z';

/** Starts the server on a free port. */
export async function startFakeKeys(): Promise<FakeKeys> {
  const keys = new Map<string, ApiKey>();
  const requests: string[] = [];
  let refusal: Problem | null = null;

  const add = (secret: string, changes: Partial<ApiKey>): ApiKey & { key: string } => {
    const key: ApiKey = {
      id: randomUUID(),
      name: 'laptop',
      type: 'user',
      preview: `${secret.slice(0, 13)}…${secret.slice(-4)}`,
      scope: 'read-write',
      environment: null,
      projects: null,
      allowed_addresses: [],
      service_account: null,
      created_at: WHEN,
      created_by: 'ada@example.com',
      expires_at: LATER,
      revoked_at: null,
      rotated_at: null,
      replaces: null,
      replaced_by: null,
      last_used_at: WHEN,
      request_count: 1_234,
      failed_attempts: 2,
      ...changes,
    };
    keys.set(createHash('sha256').update(secret).digest('hex'), key);
    return { ...key, key: secret };
  };
  const own = madeUpKey();
  add(own, {});

  const find = (reference: string): ApiKey | undefined =>
    keys.get(reference) ?? [...keys.values()].find(({ id }) => id === reference);

  const create = (body: string): [number, unknown] => {
    const asked = createApiKeyRequest.parse(JSON.parse(body));
    const isAccount = asked.type === 'service_account';
    const secret = madeUpKey(asked.environment ?? (isAccount ? 'sa' : 'api'));
    const [project = ''] = asked.projects ?? [];
    return [
      201,
      add(secret, {
        name: asked.name,
        type: asked.type,
        scope: asked.scope,
        environment: asked.environment ?? null,
        projects: asked.projects ?? null,
        allowed_addresses: asked.allowed_addresses ?? [],
        expires_at: asked.expires_in_days === null ? null : LATER,
        service_account: isAccount
          ? { id: randomUUID(), name: asked.name, project, role: 'editor' }
          : null,
      }),
    ];
  };

  const answer = (line: string, body: string): [number, unknown] => {
    if (refusal !== null) return [refusal.status, refusal];
    const [, reference = '', action] =
      /^\w+ \/v1\/api-keys\/([0-9a-f-]+)(?:\/(\w+))?$/.exec(line) ?? [];
    if (line === 'GET /v1/api-keys') return [200, { api_keys: [...keys.values()] }];
    if (line === 'POST /v1/api-keys') return create(body);
    if (line === 'GET /v1/projects') {
      const [id, role, created_at] = [randomUUID(), 'admin', WHEN];
      const projects = fake.projects.map((slug) => ({ id, slug, name: slug, role, created_at }));
      return [200, { projects }];
    }
    const key = find(reference);
    if (key === undefined) return [404, problem(404, 'api_key_not_found', 'There is none.')];
    if (action === 'revoke') key.revoked_at = WHEN;
    if (action === 'rotate') {
      const { grace_seconds: grace } = rotateApiKeyRequest.parse(JSON.parse(body));
      const successor = add(formatCredential('api', Buffer.alloc(24, keys.size)), {
        name: key.name,
        replaces: key.id,
      });
      Object.assign(key, {
        rotated_at: WHEN,
        replaced_by: successor.id,
        revoked_at: grace === 0 ? WHEN : null,
      });
      return [201, { previous: key, successor }];
    }
    return [200, key];
  };

  const server = createServer((incoming, response) => {
    void read(incoming).then(async (body) => {
      const { meanwhile } = fake;
      fake.meanwhile = null;
      await meanwhile?.();
      const line = `${incoming.method} ${incoming.url}`;
      const { authorization, ...headers } = incoming.headers;
      requests.push(`${line}\n${JSON.stringify(headers)}\n${body}`);
      const [status, value] =
        authorization === `Bearer ${own}`
          ? answer(line, body)
          : [401, problem(401, 'credential_unknown', 'The key is not known.')];
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeKeys = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: own,
    requests,
    projects: [],
    meanwhile: null,
    refuseWith: (next) => {
      refusal = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
