import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chunkOf,
  rowOf,
  runOf,
  startTestPlatform,
  type TestPlatform,
} from '../platform.test-support.js';

let platform: TestPlatform;
let as: { key: string };
const params = { project: 'support-bot', run_id: 'run_interrupted' };

beforeAll(async () => {
  platform = await startTestPlatform();
  const person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
  as = await platform.addKey(person);
  await platform.call('createRun', { as, params, body: runOf(params.run_id) });
});
afterAll(() => platform?.close());

const upload = (chunk: number, body: Buffer) =>
  platform.call('uploadChunk', { as, params: { ...params, chunk }, body });

/** Ends every connection of the platform that `which` picks, as a server does that restarts. */
async function endConnections(which = sql`true`): Promise<number> {
  const { rows } = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid() and ${which}
  `.execute(platform.database);
  return rows.length;
}

async function eventually(step: () => Promise<number>): Promise<void> {
  while ((await step()) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a database that goes away', () => {
  it('in the middle of an upload ends that upload, not the platform', async () => {
    const noise = randomBytes(200).toString('hex');
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      rowOf(index, { name: `${noise.slice(index % 100, 300)} ${index}` }),
    );
    const body = chunkOf(rows);
    const interrupted = upload(0, body);
    await eventually(() => endConnections(sql`query like 'copy incoming%'`));
    const answer = await interrupted;
    expect([answer.status, answer.problem().code]).toEqual([503, 'database_unavailable']);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);

    // Nothing of it was stored, so that the same chunk may come again.
    expect((await upload(0, body)).value()).toMatchObject({ accepted: 20_000, duplicates: 0 });
  });

  it('between two requests is found again by itself', async () => {
    expect(await endConnections()).toBeGreaterThan(0);
    const statuses: number[] = [];
    // Until the sockets close, the pool does not know.
    await eventually(async () => {
      const { status } = await platform.call('listRuns', { as, params });
      statuses.push(status);
      return status === 503 ? 0 : 1;
    });
    expect(statuses.at(-1)).toBe(200);
  });
});
