import { createHash } from 'node:crypto';
import { createClient } from '@fluxloop/core/client';
import { Secret } from '@fluxloop/core/secret';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  chunkOf,
  rowOf,
  runOf,
  startTestPlatform,
  type TestPlatform,
} from './platform.test-support.js';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.close());

it('serves the SDK from the first admin to a finished run', async () => {
  const people = createClient({ endpoint: platform.url, session: true, env: {} });
  expect(await people.setup.get()).toEqual({ needed: true });
  await people.setup.createFirstAdmin({
    token: platform.platform.setupUrl?.split('#token=')[1] ?? '',
    email: 'ada@example.com',
    password: new Secret(['correct', 'horse', 'battery'].join(' ')),
  });
  await people.projects.create({ slug: 'support-bot' });
  const { key, id } = await people.apiKeys.create({ name: 'ci', projects: ['support-bot'] });

  const client = createClient({ endpoint: platform.url, credential: key, env: {} });
  expect((await client.principal.get()).kind).toBe('api_key');
  const announced = runOf('run_sdk');
  await client.runs.create('support-bot', announced);
  const gzip = chunkOf([rowOf(1), rowOf(2, { verdict: 'fail' })]);
  const sha256 = createHash('sha256').update(gzip).digest('hex');
  const receipt = await client.runs.uploadChunk('support-bot', 'run_sdk', 0, { gzip, sha256 });
  expect(receipt).toEqual({ chunk: 0, sha256, accepted: 2, duplicates: 0, rejected: [] });
  const run = await client.runs.complete('support-bot', 'run_sdk', { rows: 2 });
  expect(run).toMatchObject({ status: 'complete', created_by: 'ci', totals: { cases: 2 } });
  const failed = await client.cases.list('support-bot', 'run_sdk', { verdict: ['fail'] });
  expect(failed.cases.map((one) => one.case_id)).toEqual([rowOf(2).case_id]);

  await people.apiKeys.revoke(id);
  await expect(client.principal.get()).rejects.toMatchObject({
    code: 'credential_revoked',
    exitCode: 3,
  });
  await expect(client.projects.list()).rejects.toMatchObject({ exitCode: 3 });
  await people.session.delete();
  await expect(people.session.get()).rejects.toMatchObject({ exitCode: 3 });
});
