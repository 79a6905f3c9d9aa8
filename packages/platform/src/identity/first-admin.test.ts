import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { issueSetupToken } from './first-admin.js';

let platform: TestPlatform;
const password = ['correct', 'horse', 'battery'].join(' ');

beforeEach(async () => {
  platform = await startTestPlatform();
});
afterEach(() => platform?.close());

const linkToken = () => platform.platform.setupUrl?.split('#token=')[1] ?? '';
const create = (token: string, email = 'ada@example.com') =>
  platform.call('createFirstAdmin', { body: { token, email, password } });

describe('the first-admin link', () => {
  it('creates the first admin and signs them in', async () => {
    expect((await platform.call('getSetup')).value()).toEqual({ needed: true });
    const answer = await create(linkToken());
    expect(answer.value().user.email).toBe('ada@example.com');
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const project = await platform.call('createProject', {
      as: { cookie },
      body: { slug: 'support-bot' },
    });
    expect(project.value().role).toBe('admin');
    expect((await platform.call('getSetup')).value()).toEqual({ needed: false });
    expect(await issueSetupToken(platform.database)).toBeNull();
  });

  it('works once, also when twenty people open it at once', async () => {
    const token = linkToken();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => create(token, `person${index}@example.com`)),
    );
    const statuses = answers.map((answer) => answer.status).toSorted();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    const users = await platform.database.selectFrom('users').select('email').execute();
    expect(users).toHaveLength(1);
    expect((await create(token)).problem().code).toBe('setup_done');
  });

  it('is kept as a hash only, and dies after a day', async () => {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from setup_tokens t
    `.execute(platform.database);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(linkToken());
    await sql`update setup_tokens set expires_at = now() - interval '1 second'`.execute(
      platform.database,
    );
    const late = await create(linkToken());
    expect([late.status, late.problem().code]).toEqual([403, 'setup_token_invalid']);
  });

  it('is not guessed, and nothing else creates an account', async () => {
    const answer = await create('guess');
    expect([answer.status, answer.problem().code]).toEqual([403, 'setup_token_invalid']);
    expect(await platform.database.selectFrom('users').select('id').execute()).toEqual([]);
  });

  it('of another replica stays good', async () => {
    const other = await issueSetupToken(platform.database);
    expect((await create(linkToken())).status).toBe(201);
    expect((await create(other ?? '')).status).toBe(409);
  });

  it.each([
    ['short', 'eleven char'],
    ['empty', ''],
  ])('refuses a password that is too %s and names the field', async (_name, weak) => {
    const answer = await platform.call('createFirstAdmin', {
      body: { token: linkToken(), email: 'ada@example.com', password: weak },
    });
    expect(answer.status).toBe(400);
    expect(answer.problem().errors).toEqual([
      { pointer: '/password', message: expect.stringContaining('12') },
    ]);
  });
});
