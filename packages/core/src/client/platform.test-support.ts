import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as a server saw it. */
interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A real server on loopback that answers as a test wants it and remembers what it was asked. */
export interface TestPlatform {
  url: string;
  port: number;
  seen: SeenRequest[];
}

/** What a server does with its nth request (from 0). */
export type Behaviour = (response: ServerResponse, request: SeenRequest, index: number) => unknown;

/**
 * Starts a server that ends with the running test.
 *
 * @param options.tls - its certificate and key; without them it speaks plain http
 */
export async function platform(
  behave: Behaviour,
  options: { tls?: ServerOptions; host?: string } = {},
): Promise<TestPlatform> {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = async (request, response) => {
    const body = await bodyOf(request);
    const entry = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
    };
    seen.push(entry);
    await behave(response, entry, seen.length - 1);
  };
  const server =
    options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  const port = await listen(server, options.host);
  const scheme = options.tls === undefined ? 'http' : 'https';
  return { url: `${scheme}://127.0.0.1:${port}`, port, seen };
}

/** Listens on a free port of loopback until the running test ends. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers with a problem document (RFC 9457). */
export function problem(
  response: ServerResponse,
  status: number,
  members: Record<string, unknown> = {},
  headers = {},
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  response.end(
    JSON.stringify({ type: 'about:blank', title: 'Refused', status, code: 'refused', ...members }),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const EMPTY_TOTALS = {
  cases: 0,
  verdicts: { pass: 0, fail: 0, error: 0, unjudged: 0, skipped: 0 },
  score: null,
  latency_ms: { p50: null, p95: null, p99: null, max: null },
  redactions: {},
};

/** Answers that a platform gives. */
export const ANSWERS = {
  principal: {
    kind: 'api_key',
    user: null,
    service_account: null,
    api_key: null,
    scope: 'read-write',
    expires_at: null,
    projects: [],
  },
  project: {
    id: '5f2b0a4e-3c1d-4e8f-9a6b-7c8d9e0f1a2b',
    slug: 'support-bot',
    name: 'Support bot',
    role: 'admin',
    created_at: '2026-11-21T14:30:22Z',
  },
  run: {
    run_id: 'run_20261121_143022_k3f9',
    project: 'support-bot',
    status: 'uploading',
    started_at: '2026-11-21T14:30:22Z',
    created_at: '2026-11-21T14:30:23Z',
    created_by: 'ci',
    engine_version: '0.0.0',
    sanitized: true,
    scenarios: ['refunds'],
    totals: EMPTY_TOTALS,
    url: 'http://127.0.0.1:4400/projects/support-bot/runs/run_20261121_143022_k3f9',
  },
  session: {
    user: {
      id: '5f2b0a4e-3c1d-4e8f-9a6b-7c8d9e0f1a2b',
      email: 'admin@example.com',
      is_admin: false,
      created_at: '2026-11-21T14:30:22Z',
    },
    expires_at: '2026-11-22T14:30:22Z',
  },
} as const;

/** What announces a run. */
export const RUN_REQUEST = {
  run_id: 'run_20261121_143022_k3f9',
  started_at: '2026-11-21T14:30:22Z',
  engine_version: '0.0.0',
  plan_digest: '0'.repeat(64),
  sanitizer_digest: null,
  scenarios: [],
};
