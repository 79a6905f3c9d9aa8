import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

type Person = Awaited<ReturnType<TestPlatform['addPerson']>>;

let platform: TestPlatform;
let admin: Person;
let stranger: Person;

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ admin: true, roles: { 'support-bot': 'admin' } });
  stranger = await platform.addPerson({ roles: { 'other-team': 'admin' } });
});
afterAll(() => platform?.close());

describe('without a credential', () => {
  it('a request is told how to bring one', async () => {
    const answer = await platform.call('listProjects');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.problem()).toMatchObject({
      code: 'credential_missing',
      hint: expect.stringContaining('fluxloop auth login'),
    });
  });
});

describe("another team's project", () => {
  it('is answered, word for word, like one that does not exist', async () => {
    const ask = async (project: string) => {
      const { problem } = await platform.call('listRuns', { as: stranger, params: { project } });
      const { request_id: _ofEachRequest, title, ...rest } = problem();
      return { ...rest, title: title.replace(project, 'NAME') };
    };
    expect(await ask('support-bot')).toEqual(await ask('does-not-exist'));
  });

  it('is in no list', async () => {
    const listed = await platform.call('listProjects', { as: stranger });
    expect(listed.value().projects.map((project) => project.slug)).toEqual(['other-team']);
  });

  it.each(['../..', 'A', '%00', "x' or true"])('is not reached by the name %j', async (project) => {
    const answer = await platform.call('listRuns', { as: admin, params: { project } });
    expect(answer.status).toBe(404);
  });
});

describe('a good credential', () => {
  it('says who it speaks for, what it may do, and until when', async () => {
    const key = await platform.addKey(admin, { scope: 'read', environment: 'staging' });
    const answer = await platform.call('getPrincipal', { as: key });
    expect(answer.value()).toMatchObject({
      kind: 'api_key',
      user: { email: admin.email },
      service_account: null,
      api_key: { scope: 'read', environment: 'staging', expires_at: expect.any(String) },
      scope: 'read',
      expires_at: answer.value().api_key?.expires_at,
      projects: [{ slug: 'support-bot', role: 'admin' }],
    });
    const person = await platform.call('getPrincipal', { as: stranger });
    expect(person.value()).toMatchObject({
      kind: 'session',
      api_key: null,
      scope: 'admin',
      expires_at: expect.any(String),
      projects: [{ slug: 'other-team', role: 'admin' }],
    });
  });
});

describe('a project', () => {
  it('is created by an admin of the platform, who is its first admin', async () => {
    const input = { as: admin, body: { slug: 'fresh', name: 'Fresh' } };
    const made = await platform.call('createProject', input);
    expect(made.value()).toMatchObject({ slug: 'fresh', name: 'Fresh', role: 'admin' });
    const again = await platform.call('createProject', input);
    expect([again.status, again.problem().code]).toEqual([409, 'project_exists']);
  });
});
