import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPlatform } from './platform.js';

test('try', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'flx-platform-'));
  await chmod(folder, 0o711);
  const platform = await startPlatform({ data: folder, port: 0, logTo: 'stderr' });
  console.log(platform);
  const token = platform.setupUrl?.split('=')[1];
  const post = (p: string, body: unknown, headers = {}) =>
    fetch(platform.url + p, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const setup = await post('/v1/setup', {
    token,
    email: 'A@example.com',
    password: 'correct horse battery',
  });
  console.log(setup.status, await setup.json(), setup.headers);
  const cookie = setup.headers.get('set-cookie')?.split(';')[0] ?? '';
  const project = await post('/v1/projects', { slug: 'support-bot' }, { cookie });
  console.log(project.status, await project.json());
  const key = await post('/v1/api-keys', { name: 'ci' }, { cookie });
  const made = await key.json();
  console.log(key.status, made);
  const auth = { authorization: `Bearer ${(made as { key: string }).key}` };
  const me = await fetch(platform.url + '/v1/principal', { headers: auth });
  console.log(me.status, await me.json());
  const out = await fetch(platform.url + '/v1/session', { method: 'DELETE', headers: { cookie } });
  console.log(out.status, await out.text(), out.headers.get('set-cookie'));
  const openapi = await fetch(platform.url + '/openapi.json');
  console.log(openapi.status, JSON.stringify(await openapi.json()).length);
  console.log(
    (await fetch(platform.url + '/v1/nothing')).status,
    await (await fetch(platform.url + '/login')).text(),
  );
  await platform.close();
  await rm(folder, { recursive: true });
  expect(1).toBe(1);
});
