import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseList, createdApiKey } from '@fluxloop/core/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { chunkOf, rowOf, runOf, testFolder } from '../platform.test-support.js';
import {
  launchPlatform,
  type PlatformProcess,
  processesOf,
} from '../platform-process.test-support.js';

/** More of them in the long form. */
const KILL_ROUNDS = Number(process.env.FLUXLOOP_KILL_ROUNDS ?? 4);
const CHUNKS = 30;
const ROWS = 200;
const json = { 'content-type': 'application/json' };
const chunks = Array.from({ length: CHUNKS }, (_, chunk) =>
  // Each chunk repeats the last ten rows of the one before it.
  chunkOf(
    Array.from({ length: ROWS + (chunk === 0 ? 0 : 10) }, (_, index) =>
      rowOf(chunk * ROWS + index - (chunk === 0 ? 0 : 10)),
    ),
  ),
);

let folder: string;
let platform: PlatformProcess;
let key: string;

beforeAll(async () => {
  folder = await testFolder();
  platform = await launchPlatform(folder);
  const setup = await fetch(`${platform.url}/v1/setup`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({
      token: platform.setupToken,
      email: 'ada@example.com',
      password: ['correct', 'horse', 'battery'].join(' '),
    }),
  });
  const cookie = (setup.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const post = (address: string, body: object) =>
    fetch(platform.url + address, {
      method: 'POST',
      headers: { ...json, cookie },
      body: JSON.stringify(body),
    });
  await post('/v1/projects', { slug: 'support-bot' });
  key = createdApiKey.parse(await (await post('/v1/api-keys', { name: 'ci' })).json()).key;
});
afterAll(async () => {
  await platform?.end('SIGTERM');
  await vi.waitFor(async () => expect(await processesOf(folder)).toEqual([]), 15_000);
  await rm(folder, { recursive: true });
});

function call(address: string, init: RequestInit): Promise<Response> {
  return fetch(`${platform.url}/v1/projects/support-bot${address}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${key}` },
  });
}

/** Uploads the whole run, four chunks at a time, and gives up at the first that gets no answer. */
async function upload(runId: string): Promise<void> {
  const announced = await call('/runs', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(runOf(runId)),
  });
  expect(announced.status).toBe(200);
  const waiting = chunks.entries();
  const worker = async () => {
    for (const [index, chunk] of waiting) {
      const answer = await call(`/runs/${runId}/chunks/${index}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        body: new Uint8Array(chunk),
      });
      expect(answer.status, await answer.text()).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

async function storedCases(runId: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await call(`/runs/${runId}/cases?limit=200${query}`, {});
    const page = caseList.parse(await answer.json());
    found.push(...page.cases.map((one) => one.case_id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

it(`killed at ${KILL_ROUNDS} random moments of an upload, it holds every case once after the upload is repeated`, async () => {
  let torn = 0;
  for (let round = 0; round < KILL_ROUNDS; round += 1) {
    const runId = `run_kill_${round}`;
    const delay = randomInt(0, 400);
    const interrupted = upload(runId).then(
      () => false,
      () => true,
    );
    await sleep(delay);
    await platform.end('SIGKILL');
    torn += Number(await interrupted);
    platform = await launchPlatform(folder);
    const context = `round ${round}, killed after ${delay} ms`;

    await upload(runId);
    const cases = await storedCases(runId);
    expect(cases.length, context).toBe(CHUNKS * ROWS);
    expect(new Set(cases).size, context).toBe(CHUNKS * ROWS);
    const complete = await call(`/runs/${runId}/complete`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ rows: CHUNKS * ROWS }),
    });
    expect(complete.status, context).toBe(200);
  }
  // Otherwise no upload was under way, and the rounds have shown nothing.
  expect(torn).toBeGreaterThan(0);
});
