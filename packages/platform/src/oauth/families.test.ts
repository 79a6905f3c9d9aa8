import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { endFamilies, endFamily, listFamilies } from './families.js';
import {
  beginDevice,
  pollDevice,
  postRefresh,
  signInProgram,
  tokensOf,
  tryToken,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.close());
beforeEach(async () => {
  person = await platform.addPerson();
});

const list = () => listFamilies(platform.database, person.id);

describe('a login of a program', () => {
  it('is listed once, however often it was renewed', async () => {
    const first = await signInProgram(platform, person, { scope: 'read' });
    await postRefresh(
      platform,
      tokensOf(await postRefresh(platform, first.refresh_token)).refresh_token,
    );
    expect(await list()).toEqual([
      {
        id: expect.any(String),
        clientId: 'fluxloop-cli',
        grant: 'authorization_code',
        scope: 'read',
        address: '127.0.0.1',
        userAgent: expect.any(String),
        createdAt: expect.any(Date),
        lastUsedAt: expect.any(Date),
        expiresAt: expect.any(Date),
      },
    ]);
  });

  it('says how it began', async () => {
    const { device_code, user_code } = await beginDevice(platform);
    await platform.call('decideDevice', {
      as: person,
      body: { user_code, decision: 'approve' },
    });
    tokensOf(await pollDevice(platform, device_code));
    expect(await list()).toMatchObject([{ grant: 'device_code' }]);
  });

  it('ends at once, and no other with it', async () => {
    const ended = await signInProgram(platform, person);
    const [{ id } = { id: '' }] = await list();
    const other = await signInProgram(platform, person);
    expect(await endFamily(platform.database, id)).toBe(true);
    expect(await endFamily(platform.database, id)).toBe(false);
    expect((await tryToken(platform, ended.access_token)).code).toBe('credential_revoked');
    expect((await tryToken(platform, other.access_token)).status).toBe(200);
    expect(await list()).toHaveLength(1);
  });

  it('is ended by nobody else', async () => {
    await signInProgram(platform, person);
    const [{ id } = { id: '' }] = await list();
    const stranger = await platform.addPerson();
    expect(await endFamily(platform.database, id, { owner: stranger.id })).toBe(false);
    expect(await list()).toHaveLength(1);
    expect(await endFamily(platform.database, id, { owner: person.id })).toBe(true);
  });

  it('ends with all others of its person, but for one that stays', async () => {
    for (let index = 0; index < 3; index += 1) await signInProgram(platform, person);
    const stranger = await platform.addPerson();
    const theirs = await signInProgram(platform, stranger);
    const [newest] = await list();
    const options = { except: newest?.id ?? '' };
    expect(await endFamilies(platform.database, person.id, options)).toBe(2);
    expect(await list()).toMatchObject([{ id: newest?.id }]);
    expect(await endFamilies(platform.database, person.id)).toBe(1);
    expect((await tryToken(platform, theirs.access_token)).status).toBe(200);
  });

  it('ends after ninety days, however much it is used', async () => {
    const { refresh_token, access_token } = await signInProgram(platform, person);
    const [login] = await list();
    const { days } = await platform.database
      .selectFrom('login_families')
      .select(sql<number>`extract(epoch from expires_at - now())::float8 / 86400`.as('days'))
      .where('id', '=', login?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(Math.round(days)).toBe(90);
    await platform.database
      .updateTable('login_families')
      .set({ expires_at: sql<Date>`now() + interval '10 minutes'` })
      .where('id', '=', login?.id ?? '')
      .execute();
    const last = tokensOf(await postRefresh(platform, refresh_token));
    // Neither token outlives the login.
    expect(last.expires_in).toBeLessThanOrEqual(600);
    await platform.database
      .updateTable('login_families')
      .set({ expires_at: sql<Date>`now()` })
      .where('id', '=', login?.id ?? '')
      .execute();
    expect((await postRefresh(platform, last.refresh_token)).json.error).toBe('invalid_grant');
    expect(access_token).not.toBe(last.access_token);
  });

  it('is not listed once it was left alone for too long', async () => {
    await signInProgram(platform, person);
    await sql`update refresh_tokens set expires_at = now()`.execute(platform.database);
    expect(await list()).toEqual([]);
  });

  it('notes within a minute that it is used', async () => {
    const { access_token } = await signInProgram(platform, person);
    await platform.database
      .updateTable('login_families')
      .set({ last_used_at: sql<Date>`now() - interval '2 hours'` })
      .where('user_id', '=', person.id)
      .execute();
    await tryToken(platform, access_token);
    const [login] = await list();
    expect(Date.now() - (login?.lastUsedAt.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it('goes with its person', async () => {
    const { access_token } = await signInProgram(platform, person);
    await platform.database.deleteFrom('users').where('id', '=', person.id).execute();
    expect((await tryToken(platform, access_token)).code).toBe('credential_unknown');
  });
});
