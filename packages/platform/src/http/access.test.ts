import { type Route, type RouteName, routes } from '@fluxloop/core/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  type CallInput,
  chunkOf,
  rowOf,
  runOf,
  startTestPlatform,
  type TestPlatform,
} from '../platform.test-support.js';

let platform: TestPlatform;
let actors: Record<string, Actor>;

const RUN = 'run_access';
const ROW = rowOf(1);
const ALL = {
  project: 'support-bot',
  run_id: RUN,
  chunk: 0,
  case_id: ROW.case_id,
  iteration: 0,
  id: '00000000-0000-4000-8000-000000000000',
};

/** A body that each route takes, so that only the access decides. */
const BODIES: Partial<Record<RouteName, () => unknown>> = {
  createFirstAdmin: () => ({
    token: 'x',
    email: 'a@example.com',
    password: 'long enough to be one',
  }),
  signIn: () => ({ email: 'nobody@example.com', password: 'wrong' }),
  createProject: () => ({ slug: 'another' }),
  createApiKey: () => ({ name: 'k' }),
  createRun: () => runOf(RUN),
  uploadChunk: () => chunkOf([ROW]),
  completeRun: () => ({ rows: 1 }),
};

beforeAll(async () => {
  platform = await startTestPlatform();
  const admin = await platform.addPerson({ admin: true, roles: { 'support-bot': 'admin' } });
  const viewer = await platform.addPerson({ roles: { 'support-bot': 'admin' } });
  const oldKey = await platform.addKey(viewer, { scope: 'admin' });
  await platform.database
    .updateTable('project_members')
    .set({ role: 'viewer' })
    .where('user_id', '=', viewer.id)
    .execute();
  const stranger = await platform.addPerson({ roles: { 'other-team': 'admin' } });
  const keyOf = async (person: { cookie: string }, scope: string) =>
    platform.addKey(person, { scope });
  actors = {
    nobody: null,
    admin,
    viewer,
    stranger,
    'read key': await keyOf(admin, 'read'),
    'write key': await keyOf(admin, 'write'),
    'read-write key': await keyOf(admin, 'read-write'),
    'admin key': await keyOf(admin, 'admin'),
    "viewer's admin key": oldKey,
    "stranger's key": await keyOf(stranger, 'admin'),
    'key of another project': await platform.addKey(stranger, {
      scope: 'admin',
      projects: ['other-team'],
    }),
  };
  const as = actors.admin ?? null;
  const place = { project: 'support-bot', run_id: RUN };
  await platform.call('createRun', { as, params: place, body: runOf(RUN) });
  await platform.call('uploadChunk', { as, params: { ...place, chunk: 0 }, body: chunkOf([ROW]) });
});
afterAll(() => platform?.close());

function inputFor(name: RouteName, as: Actor): CallInput {
  const body = BODIES[name]?.();
  return { as, params: ALL, ...(body === undefined ? {} : { body }) };
}

const names = Object.keys(routes) as RouteName[];
const table = names.map((name): [RouteName, Route] => [name, routes[name]]);
const guarded = table.filter(([, route]) => route.access !== 'none').map(([name]) => name);
const isAboutKeys = (name: RouteName) => routes[name].path.includes('/api-keys');
const inProject = table
  .filter(([, route]) => route.path.includes(':project'))
  .map(([name]) => name);
const forPeople = table.filter(([, route]) => route.access === 'session').map(([name]) => name);
const reading = table.filter(([, route]) => route.access === 'read').map(([name]) => name);
const writing = table
  .filter(([name, route]) => route.access === 'write' && !isAboutKeys(name))
  .map(([name]) => name);

describe('without a credential', () => {
  it.each(guarded)('%s answers 401 and asks for one', async (name) => {
    const answer = await platform.call(name, inputFor(name, null));
    expect(answer.status).toBe(401);
    expect(answer.problem()).toMatchObject({
      code: 'credential_missing',
      hint: expect.any(String),
    });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});

describe("another team's project", () => {
  it.each(inProject)('is answered by %s like one that does not exist', async (name) => {
    for (const who of ['stranger', "stranger's key", 'key of another project']) {
      const answer = await platform.call(name, inputFor(name, actors[who] ?? null));
      const missing = await platform.call(name, {
        ...inputFor(name, actors[who] ?? null),
        params: { ...ALL, project: 'does-not-exist' },
      });
      expect([answer.status, answer.problem().code], who).toEqual([404, 'project_not_found']);
      expect([missing.status, missing.problem().code], who).toEqual([404, 'project_not_found']);
    }
  });

  it('is in no list', async () => {
    const listed = await platform.call('listProjects', { as: actors.stranger ?? null });
    expect(listed.value().projects.map((project) => project.slug)).toEqual(['other-team']);
  });

  it.each(['../..', 'A', '%00', "x' or true"])('is not reached by the name %j', async (project) => {
    const answer = await platform.call('listRuns', {
      as: actors.admin ?? null,
      params: { project },
    });
    expect(answer.status).toBe(404);
  });
});

describe('what only a person may do', () => {
  it.each(forPeople)('%s is refused to an API key', async (name) => {
    const answer = await platform.call(name, inputFor(name, actors['admin key'] ?? null));
    expect(answer.status).toBe(403);
    expect(answer.problem().code).toBe('session_required');
  });
});

describe('a scope that does not cover the route', () => {
  it.each(reading)('%s is refused to a key that may only write', async (name) => {
    const answer = await platform.call(name, inputFor(name, actors['write key'] ?? null));
    expect(answer.status).toBe(403);
    expect(answer.problem()).toMatchObject({
      code: 'scope_insufficient',
      needed_scope: 'read',
      granted_scope: 'write',
    });
  });

  it.each(writing)('%s is refused to a key that may only read', async (name) => {
    const answer = await platform.call(name, inputFor(name, actors['read key'] ?? null));
    expect(answer.status).toBe(403);
    expect(answer.problem()).toMatchObject({
      code: 'scope_insufficient',
      needed_scope: 'write',
      granted_scope: 'read',
      hint: expect.stringContaining('write'),
    });
  });

  it('a key that reads and writes creates no project', async () => {
    const input = inputFor('createProject', actors['read-write key'] ?? null);
    expect((await platform.call('createProject', input)).problem()).toMatchObject({
      needed_scope: 'admin',
      granted_scope: 'read-write',
    });
  });
});

describe('a role that does not cover the route', () => {
  it.each(writing)(
    '%s is refused to a viewer, and to a viewer’s key of any scope',
    async (name) => {
      for (const who of ['viewer', "viewer's admin key"]) {
        const answer = await platform.call(name, inputFor(name, actors[who] ?? null));
        expect(answer.status, who).toBe(403);
        expect(answer.problem(), who).toMatchObject({
          code: 'role_insufficient',
          needed_scope: 'write',
          granted_scope: 'read',
        });
      }
    },
  );

  it.each(reading)('%s is open to a viewer', async (name) => {
    const answer = await platform.call(name, inputFor(name, actors.viewer ?? null));
    expect(answer.status).toBe(200);
  });
});

describe('a good credential', () => {
  it.each([...reading, ...writing])('is let through by %s', async (name) => {
    for (const who of ['admin', 'read-write key', 'admin key']) {
      const answer = await platform.call(name, inputFor(name, actors[who] ?? null));
      expect(answer.status, `${who}: ${answer.text}`).toBe(200);
      answer.value();
    }
  });

  it('says who it speaks for', async () => {
    const key = await platform.call('getPrincipal', { as: actors['read key'] ?? null });
    expect(key.value()).toMatchObject({
      kind: 'api_key',
      api_key: { scope: 'read' },
      projects: [{ slug: 'support-bot', role: 'admin' }],
    });
    const person = await platform.call('getPrincipal', { as: actors.viewer ?? null });
    expect(person.value()).toMatchObject({
      kind: 'session',
      api_key: null,
      projects: [{ slug: 'support-bot', role: 'viewer' }],
    });
  });
});

describe('a project', () => {
  it('is created by an admin of the platform, who is its first admin', async () => {
    const input = { as: actors.admin ?? null, body: { slug: 'fresh', name: 'Fresh' } };
    const made = await platform.call('createProject', input);
    expect(made.value()).toMatchObject({ slug: 'fresh', name: 'Fresh', role: 'admin' });
    const again = await platform.call('createProject', input);
    expect([again.status, again.problem().code]).toEqual([409, 'project_exists']);
  });

  it('is not created by another person, nor by a key that is limited to projects', async () => {
    const viewer = await platform.call('createProject', {
      as: actors.viewer ?? null,
      body: { slug: 'mine' },
    });
    expect([viewer.status, viewer.problem().code]).toEqual([403, 'platform_admin_required']);
    const admin = await platform.addPerson({ admin: true, roles: { 'third-team': 'admin' } });
    const limited = await platform.addKey(admin, { scope: 'admin', projects: ['third-team'] });
    const key = await platform.call('createProject', { as: limited, body: { slug: 'mine' } });
    expect([key.status, key.problem().code]).toEqual([403, 'key_limited_to_projects']);
  });
});
