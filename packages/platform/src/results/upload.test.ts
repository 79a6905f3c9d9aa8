import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  chunkOf,
  rowOf,
  runOf,
  startTestPlatform,
  type TestPlatform,
} from '../platform.test-support.js';

let platform: TestPlatform;
let as: { key: string };
let runs = 0;
let params: { project: string; run_id: string };

beforeAll(async () => {
  platform = await startTestPlatform();
  const person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
  as = await platform.addKey(person);
});
afterAll(() => platform?.close());
beforeEach(async () => {
  runs += 1;
  params = { project: 'support-bot', run_id: `run_upload_${runs}` };
  await platform.call('createRun', { as, params, body: runOf(params.run_id) });
});

function upload(chunk: number, body: Buffer, headers: Record<string, string> = {}) {
  return platform.call('uploadChunk', { as, params: { ...params, chunk }, body, headers });
}

async function storedCases(): Promise<number> {
  return (await platform.call('listCases', { as, params })).value().total;
}

describe('a chunk', () => {
  it('is stored row by row, and its receipt counts them', async () => {
    const body = chunkOf([rowOf(1), rowOf(2)]);
    expect((await upload(0, body)).value()).toEqual({
      chunk: 0,
      sha256: createHash('sha256').update(body).digest('hex'),
      accepted: 2,
      duplicates: 0,
      rejected: [],
    });
    expect(await storedCases()).toBe(2);
  });

  it('gives every field of a row back as it was', async () => {
    const row = rowOf(1, {
      name: 'tab\tline\nback\\slash \\N "quoted" \u2028 😀',
      verdict: 'fail',
      score: 0.1 + 0.2,
      persona: 'in a hurry',
      weight: 2.5,
      duration_ms: 1234.5678,
      cost: 0.00012,
      attempts: 2,
      started_at: '2026-11-21T14:30:22.123Z',
      messages: [
        { role: 'user', text: '\\.\r\n\\N' },
        { role: 'agent', text: 'É', latency_ms: 1.5, metadata: { intent: { score: 1e-7 } } },
      ],
      criteria: [
        {
          type: 'contains',
          expected: 'order',
          verdict: 'fail',
          score: 0,
          reason: 'It is not there.',
          scope: 'turn',
          turn: 0,
          weight: 2,
          required: true,
        },
      ],
      error: { code: 'target_crashed', message: 'exit 1' },
      redactions: { email: 2 },
    });
    await upload(0, chunkOf([row]));
    const stored = await platform.call('getCase', {
      as,
      params: { ...params, case_id: row.case_id, iteration: 0 },
    });
    expect(stored.value()).toEqual(row);
  });

  it('sent again gives the same receipt and changes nothing', async () => {
    const body = chunkOf([rowOf(1), rowOf(2)]);
    const first = (await upload(0, body)).value();
    expect((await upload(0, body)).value()).toEqual(first);
    expect(await storedCases()).toBe(2);
  });

  it('sent eight times at once is stored once, and every answer is the same', async () => {
    const body = chunkOf(Array.from({ length: 50 }, (_, index) => rowOf(index)));
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(0, body)));
    const receipts = answers.map((answer) => answer.value());
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(receipts[0]?.accepted).toBe(50);
    expect(await storedCases()).toBe(50);
  });

  it('packed by another zlib is still the same chunk', async () => {
    const text = `${JSON.stringify(rowOf(1))}\n${JSON.stringify(rowOf(2))}\n`;
    const [thin, stored] = [gzipSync(text, { level: 9 }), gzipSync(text, { level: 0 })];
    expect(thin.equals(stored)).toBe(false);
    const first = (await upload(0, thin)).value();
    const again = (await upload(0, stored)).value();
    expect(again).toEqual({
      ...first,
      sha256: createHash('sha256').update(stored).digest('hex'),
    });
  });

  it('with other rows under the same number is refused, and the first ones stay', async () => {
    await upload(0, chunkOf([rowOf(1)]));
    const other = await upload(0, chunkOf([rowOf(2)]));
    expect(other.status).toBe(409);
    expect(other.problem().code).toBe('chunk_conflict');
    expect(await storedCases()).toBe(1);
  });

  it('counts rows that another chunk brought as duplicates', async () => {
    await upload(0, chunkOf([rowOf(1), rowOf(2)]));
    const receipt = (await upload(1, chunkOf([rowOf(2), rowOf(3), rowOf(3)]))).value();
    expect(receipt).toMatchObject({ accepted: 1, duplicates: 2 });
    expect(await storedCases()).toBe(3);
  });

  it('with the same rows in other orders does not lock another out', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => rowOf(index));
    const receipts = await Promise.all(
      [rows, rows.toReversed(), rows, rows.toReversed()].map(async (order, chunk) =>
        (await upload(chunk, chunkOf(order))).value(),
      ),
    );
    expect(receipts.reduce((sum, receipt) => sum + receipt.accepted, 0)).toBe(400);
    expect(await storedCases()).toBe(400);
  });

  it('may be empty', async () => {
    expect((await upload(0, gzipSync(''))).value()).toMatchObject({ accepted: 0, rejected: [] });
  });
});

describe('a bad line', () => {
  const half = '\ud83d';
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const cases: [string, string, RegExp][] = [
    ['no JSON', '{"case_id":', /not JSON/],
    ['no row', '{"case_id":"c_1"}', /case_id/],
    ['a NUL character', JSON.stringify(rowOf(9, { name: 'a\0b' })), /NUL/],
    ['a NUL in a key', JSON.stringify(rowOf(9, { redactions: { 'a\0b': 1 } })), /NUL/],
    ['half a surrogate pair', JSON.stringify(rowOf(9, { name: half })), /surrogate/],
    [
      'nesting without end',
      JSON.stringify(rowOf(9)).replace('"role":"agent"', `"role":"agent","metadata":{"x":${deep}}`),
      /nested/,
    ],
    [
      'a number beyond all',
      JSON.stringify(rowOf(9)).replace('"score":1', '"score":1e999'),
      /score/,
    ],
    ['a score over 1', JSON.stringify(rowOf(9, { score: 1.5 })), /score/],
    [
      'an iteration that no integer holds',
      JSON.stringify(rowOf(9, { iteration: 2 ** 40 })),
      /iteration/,
    ],
    ['the year 0', JSON.stringify(rowOf(9, { started_at: '0000-01-01T00:00:00Z' })), /year/],
    [
      'a number beyond all in what the agent reported',
      JSON.stringify(rowOf(9)).replace('"role":"agent"', '"role":"agent","metadata":{"x":1e999}'),
      /too large/,
    ],
    [
      'a million values',
      JSON.stringify(rowOf(9)).replace('"messages":[', `"messages":[${'{},'.repeat(300_000)}`),
      /more than 100000 values/,
    ],
    [
      'more messages than any case has',
      JSON.stringify(rowOf(9)).replace('"messages":[', `"messages":[${'{},'.repeat(10_001)}`),
      /messages: at most 10000/,
    ],
    [
      'more types of redactions than any sanitizer has',
      JSON.stringify(
        rowOf(9, {
          redactions: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`t${n}`, 1])),
        }),
      ),
      /redactions: at most 1000/,
    ],
    ['a verdict of its own', JSON.stringify(rowOf(9)).replace('"pass"', '"splendid"'), /verdict/],
  ];

  it.each(cases)(
    'with %s is rejected with its number and the reason',
    async (_name, line, reason) => {
      const text = `${JSON.stringify(rowOf(1))}\n\n${line}\n${JSON.stringify(rowOf(2))}`;
      const receipt = (await upload(0, gzipSync(text))).value();
      expect(receipt.accepted).toBe(2);
      expect(receipt.rejected).toEqual([{ line: 3, reason: expect.stringMatching(reason) }]);
    },
  );

  it('that is not UTF-8 is rejected', async () => {
    const text = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from(JSON.stringify(rowOf(1))),
    ]);
    expect((await upload(0, gzipSync(text))).value()).toMatchObject({
      accepted: 1,
      rejected: [{ line: 1, reason: expect.stringContaining('UTF-8') }],
    });
  });

  it('longer than the limit is rejected, and the next one is read', async () => {
    // Noise, so that the chunk is no bomb.
    const noise = createHash('shake256', { outputLength: 7 * 1024 * 1024 })
      .update('x')
      .digest('hex');
    const text = `${JSON.stringify(rowOf(1, { name: noise }))}\n${JSON.stringify(rowOf(2))}\n`;
    expect((await upload(0, gzipSync(text))).value()).toMatchObject({
      accepted: 1,
      rejected: [{ line: 1, reason: expect.stringContaining('longer') }],
    });
  });

  it('is not quoted in the reason', async () => {
    const secret = ['flx', 'api', 'x'.repeat(30)].join('_');
    const line = JSON.stringify({ ...rowOf(1), verdict: secret });
    const answer = await upload(0, gzipSync(line));
    expect(answer.value().rejected).toHaveLength(1);
    expect(answer.text).not.toContain(secret);
  });

  it('a thousand times over refuses the chunk, and nothing is stored', async () => {
    const text = `${JSON.stringify(rowOf(1))}\n${'x\n'.repeat(1_001)}`;
    const answer = await upload(0, gzipSync(text));
    expect(answer.status).toBe(422);
    expect(answer.problem().code).toBe('chunk_rejected');
    expect(await storedCases()).toBe(0);
  });
});

describe('a chunk that cannot be read', () => {
  it('torn in the middle stores nothing, and may be sent again whole', async () => {
    const whole = chunkOf(Array.from({ length: 200 }, (_, index) => rowOf(index)));
    for (const length of [12, Math.floor(whole.length / 2), whole.length - 1]) {
      const answer = await upload(0, whole.subarray(0, length));
      expect(answer.status, `${length} bytes`).toBe(400);
      expect(answer.problem().code).toBe('chunk_torn');
    }
    expect(await storedCases()).toBe(0);
    expect((await upload(0, whole)).value().accepted).toBe(200);
  });

  it('that is no gzip is refused', async () => {
    const answer = await upload(0, Buffer.from('hello'));
    expect(answer.status).toBe(400);
    expect(answer.problem().code).toBe('chunk_not_gzip');
  });

  it('with a damaged check sum is refused as a whole', async () => {
    const damaged = chunkOf([rowOf(1)]);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 6) ^ 0xff, damaged.length - 6);
    expect((await upload(0, damaged)).problem().code).toBe('chunk_not_gzip');
    expect(await storedCases()).toBe(0);
  });

  it('that unpacks to more than a hundred times its size is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, '\n'));
    const answer = await upload(0, bomb);
    expect(answer.status).toBe(413);
    expect(answer.problem().code).toBe('chunk_ratio');
  });

  it('that unpacks to more than 64 MiB is refused, however well it is packed', async () => {
    // A little noise and much silence: within the ratio, over the size.
    const block = Buffer.concat([
      createHash('shake256', { outputLength: 32 * 1024 })
        .update('y')
        .digest()
        .map((byte) => byte | 0x80),
      Buffer.alloc(1024 * 1024, 'x'),
    ]);
    const answer = await upload(
      0,
      gzipSync(Buffer.concat(Array.from({ length: 64 }, () => block))),
    );
    expect(answer.status).toBe(413);
    expect(answer.problem().code).toBe('chunk_too_large');
  });

  it('of more than 16 MiB is refused', async () => {
    const noise = createHash('shake256', { outputLength: 17 * 1024 * 1024 })
      .update('z')
      .digest();
    const answer = await upload(0, gzipSync(noise, { level: 0 })).catch(() => null);
    // The server may close the connection while the rest is still being sent.
    expect(answer?.status ?? 413).toBe(413);
    expect(await storedCases()).toBe(0);
  });

  it('sent as it is, without gzip, is told how to send it', async () => {
    const plain = Buffer.from(JSON.stringify(rowOf(1)));
    const answer = await upload(0, plain, { 'content-encoding': 'identity' });
    expect(answer.status).toBe(415);
    expect(answer.problem()).toMatchObject({
      code: 'content_encoding_unsupported',
      hint: expect.stringContaining('gzip'),
    });
  });

  it('sent as JSON is refused', async () => {
    const answer = await platform.call('uploadChunk', {
      as,
      params: { ...params, chunk: 0 },
      body: [rowOf(1)],
    });
    expect(answer.status).toBe(415);
  });
});

describe('a run', () => {
  it('takes no chunk before it is announced', async () => {
    const answer = await platform.call('uploadChunk', {
      as,
      params: { project: 'support-bot', run_id: 'run_unknown', chunk: 0 },
      body: chunkOf([rowOf(1)]),
    });
    expect(answer.status).toBe(404);
    expect(answer.problem().code).toBe('run_not_found');
  });

  it('is complete only when the platform holds as many rows as the ledger', async () => {
    await upload(0, chunkOf([rowOf(1), rowOf(2)]));
    const early = await platform.call('completeRun', { as, params, body: { rows: 3 } });
    expect(early.status).toBe(409);
    expect(early.problem()).toMatchObject({
      code: 'rows_missing',
      title: expect.stringMatching(/3.*2/),
    });

    await upload(1, chunkOf([rowOf(3)]));
    const done = await platform.call('completeRun', { as, params, body: { rows: 3 } });
    expect(done.value().status).toBe('complete');
    const again = await platform.call('completeRun', { as, params, body: { rows: 3 } });
    expect(again.value()).toEqual(done.value());
  });

  it('that is complete takes no new chunk, but still confirms those it has', async () => {
    const body = chunkOf([rowOf(1)]);
    const receipt = (await upload(0, body)).value();
    await platform.call('completeRun', { as, params, body: { rows: 1 } });
    expect((await upload(0, body)).value()).toEqual(receipt);
    expect((await upload(1, chunkOf([rowOf(2)]))).problem().code).toBe('run_complete');
  });

  it('announced again answers the same, and with another plan is refused', async () => {
    const again = await platform.call('createRun', { as, params, body: runOf(params.run_id) });
    expect(again.value().run_id).toBe(params.run_id);
    const other = await platform.call('createRun', {
      as,
      params,
      body: runOf(params.run_id, { plan_digest: 'd'.repeat(64) }),
    });
    expect(other.status).toBe(409);
    expect(other.problem().code).toBe('run_conflict');
  });
});

describe('a hundred uploads at once', () => {
  it('are all stored, and keep no other request waiting for its turn', async () => {
    const others: number[] = [];
    let uploading = true;
    const uploads = Promise.all(
      Array.from({ length: 100 }, async (_, chunk) => {
        const rows = Array.from({ length: 200 }, (_row, index) => rowOf(chunk * 1_000 + index));
        return (await upload(chunk, chunkOf(rows))).value().accepted;
      }),
    ).finally(() => {
      uploading = false;
    });
    while (uploading) {
      others.push((await platform.call('listRuns', { as, params })).status);
    }
    expect((await uploads).reduce((sum, accepted) => sum + accepted, 0)).toBe(20_000);
    expect(new Set(others)).toEqual(new Set([200]));
    // Behind the uploads in one queue, it would have been one or two.
    expect(others.length).toBeGreaterThan(10);
  });
});
