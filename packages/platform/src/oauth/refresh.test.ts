import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../identity/tokens.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { postRefresh, signInProgram, tokensOf, tryToken } from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());

/** Lets time pass for a refresh token that was used. */
const usedAgo = (token: string, seconds: number) =>
  platform.database
    .updateTable('refresh_tokens')
    .set({ rotated_at: sql<Date>`now() - make_interval(secs => ${seconds})` })
    .where('sha256', '=', hashToken(token))
    .execute();

describe('a refresh token', () => {
  it('is followed by another one with each use', async () => {
    const first = await signInProgram(platform, person);
    const second = tokensOf(await postRefresh(platform, first.refresh_token));
    const third = tokensOf(await postRefresh(platform, second.refresh_token));
    const all = [first, second, third];
    expect(new Set(all.map((tokens) => tokens.refresh_token)).size).toBe(3);
    expect(new Set(all.map((tokens) => tokens.access_token)).size).toBe(3);
    // What was given out before stays good for its hour.
    for (const tokens of all) {
      expect(await tryToken(platform, tokens.access_token)).toEqual({ status: 200, code: null });
    }
  });

  it('is answered with the same successor for half a minute', async () => {
    const first = await signInProgram(platform, person);
    const answers = [
      tokensOf(await postRefresh(platform, first.refresh_token)),
      tokensOf(await postRefresh(platform, first.refresh_token)),
    ];
    await usedAgo(first.refresh_token, 29);
    answers.push(tokensOf(await postRefresh(platform, first.refresh_token)));
    expect(new Set(answers.map((tokens) => tokens.refresh_token)).size).toBe(1);
    expect(new Set(answers.map((tokens) => tokens.access_token)).size).toBe(1);
  });

  it('ends its login, and no other, when it comes back later', async () => {
    const other = await signInProgram(platform, person);
    const first = await signInProgram(platform, person);
    const second = tokensOf(await postRefresh(platform, first.refresh_token));
    await usedAgo(first.refresh_token, 31);
    const reused = await postRefresh(platform, first.refresh_token);
    expect([reused.status, reused.json.error]).toEqual([400, 'invalid_grant']);
    expect(await tryToken(platform, first.access_token)).toEqual({
      status: 401,
      code: 'credential_revoked',
    });
    expect(await tryToken(platform, second.access_token)).toMatchObject({ status: 401 });
    expect((await postRefresh(platform, second.refresh_token)).json.error).toBe('invalid_grant');
    expect(await tryToken(platform, other.access_token)).toMatchObject({ status: 200 });
    expect((await postRefresh(platform, other.refresh_token)).status).toBe(200);
  });
});
