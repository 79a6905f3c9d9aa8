import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  CHUNK_LIMITS,
  createRunRequest,
  type ResultRow,
  type Run,
  resultRow,
} from '@fluxloop/core/contract';
import { NetworkError } from '@fluxloop/core/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { MARKERS, makeProject, type TestProject } from '../project.test-support.js';
import { listUploads } from './pending-runs.js';
import { type UploadRunOptions, uploadRun } from './upload-run.js';

type Client = UploadRunOptions['client'];

/** A platform that keeps what it is sent, as the contract says, and can be told to fail. */
class MemoryPlatform {
  readonly rows = new Map<string, ResultRow>();
  readonly chunks: { index: number; bytes: number; raw: string }[] = [];
  readonly announced: unknown[] = [];
  completed: number | null = null;
  /** Which uploads of a chunk fail, counted from 0 over all. */
  failing = new Set<number>();
  rejecting = false;

  client(endpoint = 'https://platform.test'): Client {
    const run = (): Run => ({
      run_id: 'run_1',
      project: 'shop',
      status: this.completed === null ? 'uploading' : 'complete',
      started_at: '2026-11-21T14:30:22Z',
      created_at: '2026-11-21T14:30:22Z',
      created_by: 'ci',
      engine_version: '0.0.0',
      sanitized: true,
      scenarios: [],
      totals: {
        cases: this.rows.size,
        verdicts: { pass: 0, fail: 0, error: 0, unjudged: 0, skipped: 0 },
        score: null,
        latency_ms: { p50: null, p95: null, p99: null, max: null },
        redactions: {},
      },
      url: `${endpoint}/projects/shop/runs/run_1`,
    });
    const unused = () => Promise.reject(new Error('not part of an upload'));
    return {
      endpoint,
      runs: {
        get: unused,
        list: unused,
        distribution: unused,
        create: async (_, body) => {
          this.announced.push(createRunRequest.parse(body));
          return run();
        },
        complete: async (_project, _run, { rows }) => {
          this.completed = rows;
          return run();
        },
        uploadChunk: async (_project, _run, index, { gzip, sha256 }) => {
          const raw = gunzipSync(gzip).toString();
          const attempt = this.chunks.length;
          this.chunks.push({ index, bytes: gzip.length, raw });
          if (this.failing.has(attempt)) throw new NetworkError('connection_lost', 'gone');
          expect(createHash('sha256').update(gzip).digest('hex')).toBe(sha256);
          if (this.rejecting) {
            const rejected = [{ line: 2, reason: 'score: too large' }];
            return { chunk: index, sha256, accepted: 0, duplicates: 0, rejected };
          }
          let duplicates = 0;
          for (const line of raw.trim().split('\n')) {
            const row = resultRow.strict().parse(JSON.parse(line));
            const key = `${row.case_id} ${row.iteration}`;
            if (this.rows.has(key)) duplicates += 1;
            this.rows.set(key, row);
          }
          const accepted = raw.trim().split('\n').length - duplicates;
          return { chunk: index, sha256, accepted, duplicates, rejected: [] };
        },
      },
    };
  }
}

const AGENT = `
export const run = ({ text }) => text.startsWith('long') ? text + '.'.repeat(200_000) : 'You said: ' + text;
`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function ranProject(inputs: unknown[], sanitizeStored = true) {
  const made = await makeProject(
    { runner: { target: './agent.mjs:run' }, inputs },
    { 'agent.mjs': AGENT },
  );
  project = made;
  const run = await made.run({ sanitizeStored });
  const platform = new MemoryPlatform();
  const upload = (options: Partial<UploadRunOptions> = {}) =>
    uploadRun({
      folder: run.folder,
      client: platform.client(),
      project: 'shop',
      sanitizer: made.sanitizer,
      sanitize: true,
      ...options,
    });
  return { ...made, ...run, platform, upload, again: made.run };
}

const long = Array.from({ length: 24 }, (_, index) => `long ${index}`);

describe('uploadRun', () => {
  it('announces the run, sends every row, and closes it', async () => {
    const { upload, platform, rows, runId } = await ranProject(['one', 'two']);
    const outcome = await upload();
    expect(outcome).toMatchObject({
      chunks: 1,
      rows: 2,
      duplicates: 0,
      run: { status: 'complete' },
    });
    expect(platform.announced).toEqual([
      expect.objectContaining({
        run_id: runId,
        scenarios: [expect.objectContaining({ name: 'default' })],
      }),
    ]);
    expect(platform.completed).toBe(2);
    expect([...platform.rows.values()]).toEqual(expect.arrayContaining(rows));
  });

  it('cuts a long run into chunks within the limits, however well they pack', async () => {
    const { upload, platform } = await ranProject(long);
    expect(await upload()).toMatchObject({ chunks: 4, rows: 24 });
    for (const { bytes, raw } of platform.chunks) {
      expect(raw.length / bytes).toBeLessThan(CHUNK_LIMITS.ratio);
      expect(raw.length).toBeLessThan(CHUNK_LIMITS.rawBytes);
    }
    expect(platform.rows.size).toBe(24);
  });

  it('continues where a failed upload stopped', async () => {
    const { upload, platform } = await ranProject(long);
    platform.failing = new Set([2]);
    await expect(upload()).rejects.toMatchObject({ code: 'connection_lost', exitCode: 4 });
    expect(platform.completed).toBeNull();
    await upload();
    expect(platform.chunks.map(({ index }) => index)).toEqual([0, 1, 2, 2, 3]);
    expect(platform.chunks[3]?.raw).toBe(platform.chunks[2]?.raw);
    expect(platform.rows.size).toBe(24);
    expect(platform.completed).toBe(24);
  });

  it('sends nothing twice once all is there', async () => {
    const { upload, platform } = await ranProject(long);
    const first = await upload();
    expect(await upload()).toEqual(first);
    expect(platform.chunks).toHaveLength(4);
  });

  it('sends all to another platform or project', async () => {
    const { upload, platform } = await ranProject(['one']);
    await upload();
    await upload({ client: platform.client('https://other.test') });
    await upload({ project: 'other' });
    expect(platform.chunks).toHaveLength(3);
  });

  it('reads on in an outbox whose last line was torn', async () => {
    const { upload, platform, folder } = await ranProject(['one']);
    await upload();
    await appendFile(join(folder, 'upload.jsonl'), '{"platform":"https://pl');
    await upload();
    expect(platform.chunks).toHaveLength(1);
  });

  it('stops between chunks when it is aborted', async () => {
    const { upload, platform } = await ranProject(long);
    const controller = new AbortController();
    const stopped = upload({
      signal: controller.signal,
      onEvent: ({ type }) => type === 'chunk-uploaded' && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(platform.chunks).toHaveLength(1);
  });

  it('sends what was run later, after a resume, in chunks of its own', async () => {
    const { upload, platform, folder, runId, again, rows } = await ranProject([
      'one',
      'two',
      'three',
    ]);
    const path = join(folder, 'results.jsonl');
    const whole = await readFile(path, 'utf8');
    await writeFile(path, `${whole.split('\n').slice(0, 2).join('\n')}\n`);
    expect(await upload()).toMatchObject({ chunks: 1, rows: 2 });
    await again({ resume: runId });
    expect(await upload()).toMatchObject({ chunks: 2, rows: 3, duplicates: 0 });
    expect(platform.rows.size).toBe(rows.length);
  });

  it('notices that the results are not those that were uploaded', async () => {
    const { upload, folder, again } = await ranProject(['one', 'two']);
    const other = await again();
    await upload();
    const path = join(folder, 'results.jsonl');
    await writeFile(path, await readFile(join(other.folder, 'results.jsonl')));
    await expect(upload()).rejects.toMatchObject({ code: 'ledger_changed', exitCode: 4 });
    await writeFile(path, '');
    await expect(upload()).rejects.toMatchObject({ code: 'ledger_changed' });
  });

  it('says which row was rejected and why, and does not count the chunk as sent', async () => {
    const { upload, platform, rows } = await ranProject(['one', 'two']);
    platform.rejecting = true;
    const refusal = await upload().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rows_rejected', exitCode: 4 });
    expect(String(refusal)).toMatch(/Line 2 \(case c_[0-9a-f]{20}\): score: too large/);
    platform.rejecting = false;
    await upload();
    expect(platform.rows.size).toBe(rows.length);
  });
});

describe('what leaves the machine', () => {
  const sensitive = `I am ${MARKERS.email}, ${MARKERS.key}`;

  it('is sanitized on its way out where raw rows are stored', async () => {
    const raw = await ranProject(
      [{ text: sensitive, criteria: [{ contains: MARKERS.key }] }],
      false,
    );
    await raw.upload();
    const sent = JSON.stringify([...raw.platform.chunks, ...raw.platform.announced]);
    for (const marker of Object.values(MARKERS)) expect(sent).not.toContain(marker);
    expect(raw.platform.announced).toEqual([
      expect.objectContaining({ sanitizer_digest: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    const [row] = raw.platform.rows.values();
    expect(row?.redactions).toMatchObject({ email: expect.any(Number) });
    await raw.remove();

    const clean = await ranProject([{ text: sensitive, criteria: [{ contains: MARKERS.key }] }]);
    const [stored] = clean.rows;
    expect(row?.messages.map(({ text }) => text)).toEqual(stored?.messages.map(({ text }) => text));
    expect(row?.case_id).toBe(stored?.case_id);
    expect(row?.redactions).toEqual(stored?.redactions);
  });

  it('is raw only where a person asked for it, and says so', async () => {
    const { upload, platform } = await ranProject([sensitive], false);
    await upload({ sanitize: false });
    expect(platform.chunks[0]?.raw).toContain(MARKERS.email);
    expect(platform.announced).toEqual([expect.objectContaining({ sanitizer_digest: null })]);
  });
});

describe('listUploads', () => {
  const standings = async (root: string, platform = 'https://platform.test', project = 'shop') =>
    (await listUploads(root, { platform, project })).map(({ standing }) => standing);

  it('tells what is on this platform, in this project', async () => {
    const { root, upload } = await ranProject(['one']);
    expect(await standings(root)).toEqual(['pending']);
    await upload();
    expect(await standings(root)).toEqual(['uploaded']);
    expect(await standings(root, 'https://staging.test')).toEqual(['pending']);
    expect(await standings(root, undefined, 'other')).toEqual(['pending']);
  });

  it('takes an upload that was cut off for pending', async () => {
    const { root, upload, platform } = await ranProject(long);
    platform.failing.add(1);
    await expect(upload()).rejects.toMatchObject({ code: 'connection_lost' });
    expect(await standings(root)).toEqual(['pending']);
    await upload();
    expect(await standings(root)).toEqual(['uploaded']);
  });

  it('takes a run that went on since for pending', async () => {
    const { root, folder, upload } = await ranProject(['one']);
    await upload();
    const rows = await readFile(join(folder, 'results.jsonl'), 'utf8');
    await appendFile(join(folder, 'results.jsonl'), rows);
    expect(await standings(root)).toEqual(['pending']);
  });

  it('knows what is not finished', async () => {
    const { root, folder } = await ranProject(['one']);
    await rm(join(folder, 'summary.json'));
    expect(await standings(root)).toEqual(['unfinished']);
  });
});
