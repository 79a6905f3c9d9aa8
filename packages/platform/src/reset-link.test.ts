import { rm } from 'node:fs/promises';
import { UsageError } from '@fluxloop/core/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './database/database.js';
import { connectionOfRunning } from './database/embedded/find-running.js';
import { type Platform, startPlatform } from './platform.js';
import { testFolder } from './platform.test-support.js';
import { makeResetLink } from './reset-link.js';

let folder: string;
let data: string;
let platform: Platform;
const email = 'ada@example.com';

beforeAll(async () => {
  folder = await testFolder();
  data = `${folder}/data`;
  platform = await startPlatform({ data, port: 0, env: {} });
  const store = openDatabase(await connectionOfRunning(data));
  await store.database
    .insertInto('users')
    .values({ email, password_hash: 'forgotten', is_admin: true })
    .execute();
  await store.close();
}, 60_000);
afterAll(async () => {
  await platform?.close();
  await rm(folder, { recursive: true });
});

const codeOf = async (typed: string, options: Parameters<typeof makeResetLink>[1]) =>
  makeResetLink(typed, options).then(
    () => null,
    (error: unknown) => (error instanceof UsageError ? error.code : error),
  );

describe('a link for a new password, made on the machine of the platform', () => {
  it('works with the embedded database of the running platform', async () => {
    const link = await makeResetLink('Ada@Example.com', { data, env: {} });
    expect(link).toMatchObject({ email, url: expect.stringContaining(`${platform.url}/reset#`) });
    const answer = await fetch(`${platform.url}/v1/password-resets/complete`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: link.url.split('#token=')[1],
        new_password: ['seven', 'green', 'umbrellas'].join(' '),
      }),
    });
    expect(answer.status).toBe(204);
  });

  it('names the address that browsers use, where that is said', async () => {
    const publicUrl = 'https://fluxloop.example.com/';
    const { url } = await makeResetLink(email, { data, env: {}, publicUrl });
    expect(url).toMatch(/^https:\/\/fluxloop\.example\.com\/reset#token=/);
  });

  it.each([
    ['nobody@example.com', 'account_not_found'],
    ['ada', 'email_invalid'],
  ])('is refused for %s: %s', async (typed, code) => {
    expect(await codeOf(typed, { data, env: {} })).toBe(code);
  });

  it('needs a platform that runs, or its database', async () => {
    expect(await codeOf(email, { data: `${folder}/elsewhere`, env: {} })).toBe(
      'platform_not_running',
    );
  });
});
