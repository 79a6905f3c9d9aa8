import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  beginDevice,
  postRefresh,
  signInProgram,
  tokensOf,
  tryToken,
} from '../oauth/oauth.test-support.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { removeExpired } from './remove-expired.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.close());
beforeEach(async () => {
  await sql`truncate users, authorization_requests, device_authorizations cascade`.execute(
    platform.database,
  );
  person = await platform.addPerson();
});

const TABLES = [
  'access_tokens',
  'refresh_tokens',
  'login_families',
  'authorization_requests',
  'device_authorizations',
  'sessions',
] as const;

/** How many rows each table has. */
async function count(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await platform.database
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('rows'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(rows);
  }
  return counts;
}

/** Moves everything that expires into the past. */
async function passTime(interval: string): Promise<void> {
  for (const table of TABLES) {
    await sql`update ${sql.table(table)} set expires_at = expires_at - ${interval}::interval`.execute(
      platform.database,
    );
  }
}

it('removes nothing that is still of use', async () => {
  const first = await signInProgram(platform, person);
  const second = tokensOf(await postRefresh(platform, first.refresh_token));
  await beginDevice(platform);
  const before = await count();
  expect(await removeExpired(platform.database)).toBe(0);
  expect(await count()).toEqual(before);
  expect((await tryToken(platform, second.access_token)).status).toBe(200);
  expect((await postRefresh(platform, second.refresh_token)).status).toBe(200);
});

it('keeps for a day what was refused, so that the refusal can say why', async () => {
  const { access_token } = await signInProgram(platform, person);
  await passTime('2 hours');
  await removeExpired(platform.database);
  expect((await tryToken(platform, access_token)).code).toBe('credential_expired');
});

it('removes all of a login that is over', async () => {
  const first = await signInProgram(platform, person);
  await postRefresh(platform, first.refresh_token);
  await beginDevice(platform);
  await passTime('91 days');
  expect(await removeExpired(platform.database)).toBeGreaterThanOrEqual(7);
  expect(Object.values(await count())).toEqual([0, 0, 0, 0, 0, 0]);
});

it('removes thousands, batch by batch', async () => {
  await sql`
    insert into device_authorizations
      (device_code_sha256, user_code, client_id, scope, address, network, user_agent, expires_at,
       interval_seconds)
    select sha256(n::text::bytea), n::text, 'fluxloop-cli', 'read', '', '', '',
      now() - interval '2 days', 5
    from generate_series(1, 4500) n
  `.execute(platform.database);
  expect(await removeExpired(platform.database)).toBe(4_500);
});

it('is done by one replica at a time', async () => {
  await signInProgram(platform, person);
  await passTime('91 days');
  const removed = await Promise.all(
    Array.from({ length: 4 }, () => removeExpired(platform.database)),
  );
  expect(Object.values(await count())).toEqual([0, 0, 0, 0, 0, 0]);
  expect(removed.filter((rows) => rows > 0).length).toBeGreaterThanOrEqual(1);
});

it('stops between two statements when it is told to', async () => {
  await signInProgram(platform, person);
  await passTime('91 days');
  expect(await removeExpired(platform.database, () => true)).toBe(0);
});
