import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  type CreateRunRequest,
  createRunRequest,
  type Principal,
  type Problem,
  type Project,
  type Run,
  type RunTotals,
  resultRow,
} from '@fluxloop/core/contract';
import { fakeScenarios } from './fake-scenarios.test-support.js';

/** A request as it came over the wire. */
interface RecordedRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
}

/** A local server that answers from the contract, for tests that cannot have a platform. */
export interface FakePlatform {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** How many connections were made, requests or not. */
  readonly connections: number;
  /** The texts of a scenario's versions, oldest first; none where there is no scenario. */
  history(name: string): readonly string[];
  /** Stores a version as somebody else would. */
  putScenario(name: string, text: string): void;
  /** Answers every request with this from now on; `null` ends it. */
  refuseWith(problem: Problem | null): void;
  close(): Promise<void>;
}

const WHEN = '2026-11-22T10:00:00.000Z';

const PROJECTS: Project[] = [
  {
    id: '7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f',
    slug: 'support-bot',
    name: 'The support bot',
    role: 'admin',
    created_at: WHEN,
  },
];

export const PRINCIPAL: Principal = {
  kind: 'api_key',
  user: {
    id: '5f3a4c1e-7c1b-4b0e-9f0a-0d6a3f1c2b4d',
    email: 'ada@example.com',
    is_admin: false,
    created_at: WHEN,
  },
  api_key: {
    id: '0b9d7e6a-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
    name: 'laptop',
    scope: 'read-write',
    environment: null,
    expires_at: '2099-01-01T00:00:00.000Z',
  },
  service_account: null,
  scope: 'read-write',
  expires_at: '2099-01-01T00:00:00.000Z',
  projects: [{ slug: 'support-bot', role: 'editor' }],
};

/** A problem (RFC 9457) as the platform words it. */
export function problem(status: number, code: string, title: string, hint?: string): Problem {
  return { type: 'about:blank', title, status, code, ...(hint === undefined ? {} : { hint }) };
}

/** Starts the server on a free port. `key` is the only credential that it accepts. */
export async function startFakePlatform(key: string): Promise<FakePlatform> {
  const requests: RecordedRequest[] = [];
  const runs = new Map<string, { created: CreateRunRequest; rows: number }>();
  const scenarios = fakeScenarios();
  let refusal: Problem | null = null;
  let connections = 0;

  const answer = (request: RecordedRequest, gzip: Buffer): [number, unknown] => {
    if (refusal !== null) return [refusal.status, refusal];
    const route = `${request.method} ${request.path}`;
    if (route === 'GET /v1/setup') return [200, { needed: false }];
    if (request.authorization !== `Bearer ${key}`) {
      return [401, problem(401, 'credential_revoked', 'The API key is not accepted.')];
    }
    if (route === 'GET /v1/principal') return [200, PRINCIPAL];
    if (route === 'GET /v1/projects') return [200, { projects: PROJECTS }];
    const scenarioAnswer = scenarios.answer(request);
    if (scenarioAnswer !== null) return scenarioAnswer;
    const [, project = '', id, rest] =
      /^\/v1\/projects\/([^/]+)\/runs(?:\/([^/]+)\/(.+))?$/.exec(request.path) ?? [];
    if (request.method === 'POST' && id === undefined) {
      const created = createRunRequest.parse(JSON.parse(request.body));
      runs.set(created.run_id, runs.get(created.run_id) ?? { created, rows: 0 });
      return [200, runAnswer(url, project, created, 'uploading')];
    }
    const run = runs.get(id ?? '');
    if (run === undefined) return [404, problem(404, 'not_found', 'There is no such run.')];
    if (rest === 'complete') return [200, runAnswer(url, project, run.created, 'complete')];
    const lines = gunzipSync(gzip).toString('utf8').trimEnd().split('\n');
    for (const line of lines) resultRow.parse(JSON.parse(line));
    run.rows += lines.length;
    return [
      200,
      {
        chunk: Number(rest?.replace('chunks/', '')),
        sha256: createHash('sha256').update(gzip).digest('hex'),
        accepted: lines.length,
        duplicates: 0,
        rejected: [],
      },
    ];
  };

  const server = createServer((incoming, response) => {
    void readBody(incoming).then((bytes) => {
      const gzipped = incoming.headers['content-encoding'] === 'gzip' || bytes[0] === 0x1f;
      const request: RecordedRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        authorization: incoming.headers.authorization,
        body: gzipped ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8'),
      };
      requests.push(request);
      const [status, body] = answer(request, bytes);
      send(response, status, body);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    get connections() {
      return connections;
    },
    history: scenarios.history,
    putScenario: scenarios.put,
    refuseWith: (next) => {
      refusal = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const NO_TOTALS: RunTotals = {
  cases: 0,
  verdicts: { pass: 0, fail: 0, error: 0, unjudged: 0, skipped: 0 },
  score: null,
  latency_ms: { p50: null, p95: null, p99: null, max: null },
  redactions: {},
};

function runAnswer(
  url: string,
  project: string,
  created: CreateRunRequest,
  status: Run['status'],
): Run {
  return {
    run_id: created.run_id,
    project,
    status,
    started_at: created.started_at,
    created_at: WHEN,
    created_by: 'laptop',
    engine_version: created.engine_version,
    sanitized: created.sanitizer_digest !== null,
    scenarios: created.scenarios.map(({ name }) => name),
    totals: NO_TOTALS,
    url: `${url}/projects/${project}/runs/${created.run_id}`,
  };
}
