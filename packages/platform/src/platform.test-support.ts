import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  type Problem,
  problem,
  type ResultRowInput,
  type Role,
  type Route,
  type RouteName,
  routes,
} from '@fluxloop/core/contract';
import type * as z from 'zod';
import type { PlatformSettings } from './config/settings.js';
import { type Database, openDatabase } from './database/database.js';
import { startEmbeddedDatabase } from './database/embedded/index.js';
import { createSession } from './identity/sessions.js';
import { type Platform, startPlatform } from './platform.js';

/** Who sends a request. */
export type Actor = { cookie: string } | { key: string } | null;

type Success<Name extends RouteName> = (typeof routes)[Name]['success']['body'];

/** An answer, read as the contract's success or as a problem. */
interface Answer<Name extends RouteName> {
  status: number;
  headers: Headers;
  text: string;
  /** @throws when it is not what the contract promises */
  value(): Success<Name> extends z.ZodType ? z.output<Success<Name>> : null;
  /** @throws when it is no problem */
  problem(): Problem;
}

/** What a request carries. */
export interface CallInput {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | readonly string[]>;
  body?: unknown;
  headers?: Record<string, string>;
  as?: Actor;
}

/** A platform with a database that the test can look into. */
export interface TestPlatform {
  platform: Platform;
  url: string;
  /** Where its database is, for another replica on it. */
  databaseUrl: string;
  /** Direct access, for what no route can do and for what must not be stored. */
  database: Database;
  /** Sends a request of the contract. */
  call<Name extends RouteName>(name: Name, input?: CallInput): Promise<Answer<Name>>;
  /** Makes a person and signs them in, with a role in each project. */
  addPerson(options?: { admin?: boolean; roles?: Record<string, Role> }): Promise<{
    id: string;
    email: string;
    cookie: string;
  }>;
  /** Makes an API key for who is signed in. */
  addKey(
    as: { cookie: string },
    body?: Record<string, unknown>,
  ): Promise<{ id: string; key: string }>;
  /**
   * All that the platform has logged. It is written behind the answers, so who looks for something
   * names it, and waits until it is there.
   */
  log(about?: string | RegExp): Promise<string>;
  /** Where it listens: not its public address, when it is behind a proxy. */
  listensAt(): Promise<string>;
  close(): Promise<void>;
}

/** Longer than a line takes to the file on a machine that is busy. */
const LOG_PATIENCE_MS = 30_000;

/** Starts a platform on a PostgreSQL of its own, in a folder that goes when it closes. */
export async function startTestPlatform(settings: PlatformSettings = {}): Promise<TestPlatform> {
  const folder = await testFolder();
  const embedded = await startEmbeddedDatabase({
    dataFolder: folder,
    logFile: path.join(folder, 'postgresql.log'),
  });
  const { host, port, user, database: name } = embedded.connection;
  const store = openDatabase(embedded.connection);
  const remove = async () => {
    await store.close();
    await embedded.stop();
    await rm(folder, { recursive: true });
  };
  const databaseUrl = `postgres://${user}@/${name}?host=${encodeURIComponent(String(host))}&port=${port}`;
  const platform = await startPlatform({
    data: path.join(folder, 'data'),
    port: 0,
    databaseUrl,
    env: {},
    ...settings,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const url = platform.url;
  let people = 0;
  const log: TestPlatform['log'] = async (about = '') => {
    const deadline = Date.now() + LOG_PATIENCE_MS;
    for (;;) {
      const text = await readFile(path.join(folder, 'data', 'logs', 'platform.log'), 'utf8');
      if (typeof about === 'string' ? text.includes(about) : about.test(text)) return text;
      if (Date.now() > deadline) throw new Error(`The log says nothing of ${about}:\n${text}`);
      await setTimeout(20);
    }
  };
  const call: TestPlatform['call'] = async (route, input = {}) =>
    readAnswer(route, await send(url, routes[route], input));
  return {
    platform,
    url,
    databaseUrl,
    database: store.database,
    call,
    addPerson: async ({ admin = false, roles = {} } = {}) => {
      people += 1;
      const email = `person-${people}@example.com`;
      const { id } = await store.database
        .insertInto('users')
        .values({ email, password_hash: 'not a password', is_admin: admin })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const [slug, role] of Object.entries(roles)) {
        const project = await store.database
          .insertInto('projects')
          .values({ slug, name: slug })
          .onConflict((conflict) => conflict.column('slug').doUpdateSet({ name: slug }))
          .returning('id')
          .executeTakeFirstOrThrow();
        await store.database
          .insertInto('project_members')
          .values({ project_id: project.id, user_id: id, role })
          .execute();
      }
      const { token } = await createSession(store.database, id);
      return { id, email, cookie: `fluxloop-${new URL(url).port}=${token}` };
    },
    addKey: async (as, body = {}) => {
      const made = await call('createApiKey', { as, body: { name: 'test', ...body } });
      const { id, key } = made.value();
      return { id, key };
    },
    log,
    listensAt: async () => {
      const address = /listening at (https?:\/\/[^"]+)/;
      return address.exec(await log(address))?.[1] ?? '';
    },
    close: async () => {
      await platform.close();
      await remove();
    },
  };
}

/** A temporary folder that the database's user may enter when the tests run as root. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'flx-test-'));
  await chmod(folder, 0o711);
  return folder;
}

/** Rows as a chunk carries them. */
export function chunkOf(rows: readonly unknown[]): Buffer {
  return gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** A row that is good; `index` makes its case. */
export function rowOf(index: number, changes: Partial<ResultRowInput> = {}): ResultRowInput {
  return {
    case_id: `c_${index.toString(16).padStart(20, '0')}`,
    iteration: 0,
    scenario: 'refunds',
    name: `Case ${index}`,
    verdict: 'pass',
    score: 1,
    started_at: '2026-11-21T14:30:22.000Z',
    duration_ms: 30,
    latency_ms: 20,
    messages: [
      { role: 'user', text: 'Where is my order?' },
      { role: 'agent', text: 'On its way.', latency_ms: 20 },
    ],
    criteria: [],
    redactions: {},
    ...changes,
  };
}

/** Announces a run. */
export function runOf(id: string, changes: Record<string, unknown> = {}) {
  return {
    run_id: id,
    started_at: '2026-11-21T14:30:22.000Z',
    engine_version: '1.0.0',
    plan_digest: 'a'.repeat(64),
    sanitizer_digest: 'b'.repeat(64),
    scenarios: [{ name: 'refunds', digest: 'c'.repeat(64) }],
    ...changes,
  };
}

async function send(base: string, route: Route, input: CallInput): Promise<Response> {
  const filled = Object.entries(input.params ?? {}).reduce(
    (address, [name, value]) => address.replace(`:${name}`, encodeURIComponent(value)),
    route.path as string,
  );
  const url = new URL(filled, base);
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of typeof value === 'object' ? value : [value]) {
      url.searchParams.append(name, String(one));
    }
  }
  const actor = input.as ?? null;
  return fetch(url, {
    method: route.method,
    headers: {
      ...(actor === null
        ? {}
        : 'cookie' in actor
          ? { cookie: actor.cookie }
          : { authorization: `Bearer ${actor.key}` }),
      ...(input.body === undefined
        ? {}
        : Buffer.isBuffer(input.body)
          ? { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }
          : { 'content-type': 'application/json' }),
      ...input.headers,
    },
    ...(input.body === undefined
      ? {}
      : {
          body: Buffer.isBuffer(input.body)
            ? new Uint8Array(input.body)
            : JSON.stringify(input.body),
        }),
  });
}

async function readAnswer<Name extends RouteName>(
  name: Name,
  response: Response,
): Promise<Answer<Name>> {
  const text = await response.text();
  const { success } = routes[name] as Route;
  return {
    status: response.status,
    headers: response.headers,
    text,
    value: () => {
      if (response.status !== success.status) {
        throw new Error(`${name} answered ${response.status}: ${text}`);
      }
      return (success.body === null ? null : success.body.parse(JSON.parse(text))) as ReturnType<
        Answer<Name>['value']
      >;
    },
    problem: () => problem.parse(JSON.parse(text)),
  };
}
