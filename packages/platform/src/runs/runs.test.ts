import type { ResultRowInput, RunDistribution, RunTotals } from '@fluxloop/core/contract';
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
const project = 'support-bot';

beforeAll(async () => {
  platform = await startTestPlatform();
  as = await platform.addKey(await platform.addPerson({ roles: { [project]: 'editor' } }), {
    name: 'laptop',
  });
});
afterAll(() => platform?.close());

async function uploadRun(id: string, rows: ResultRowInput[], changes = {}): Promise<void> {
  const params = { project, run_id: id };
  (await platform.call('createRun', { as, params, body: runOf(id, changes) })).value();
  (
    await platform.call('uploadChunk', { as, params: { ...params, chunk: 0 }, body: chunkOf(rows) })
  ).value();
}

const getRun = (id: string) => platform.call('getRun', { as, params: { project, run_id: id } });
const distribution = async (id: string): Promise<RunDistribution> =>
  (await platform.call('getRunDistribution', { as, params: { project, run_id: id } })).value();

/** Nearest rank, worked out here from the rows themselves. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

function mixedRows(count: number): ResultRowInput[] {
  const verdicts = ['pass', 'fail', 'pass', 'error', 'pass', 'unjudged', 'skipped'] as const;
  return Array.from({ length: count }, (_, index) => {
    const verdict = verdicts[index % verdicts.length] ?? 'pass';
    return rowOf(index, {
      verdict,
      scenario: index % 3 === 0 ? 'refunds' : 'orders',
      score: ((index * 7919) % 1000) / 1000,
      ...(index % 4 === 0 ? { weight: 2.5 } : {}),
      latency_ms: verdict === 'error' ? 99_999 : ((index * 104_729) % 5_000) / 7,
      redactions: index % 2 === 0 ? { email: 1, phone: index } : {},
    });
  });
}

describe('the totals of a run', () => {
  it('are a fold over its rows', async () => {
    const rows = mixedRows(211);
    await uploadRun('run_totals', rows);
    const answered = rows
      .filter((row) => row.verdict !== 'error' && row.verdict !== 'skipped')
      .map((row) => row.latency_ms);
    const judged = rows.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
    const sum = (of: (row: ResultRowInput) => number) =>
      judged.reduce((total, row) => total + of(row), 0);
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    const expected: RunTotals = {
      cases: 211,
      verdicts: {
        pass: count('pass'),
        fail: count('fail'),
        error: count('error'),
        unjudged: count('unjudged'),
        skipped: count('skipped'),
      },
      score: expect.closeTo(
        sum((row) => (row.weight ?? 1) * row.score) / sum((row) => row.weight ?? 1),
        6,
      ),
      latency_ms: {
        p50: percentile(answered, 0.5),
        p95: percentile(answered, 0.95),
        p99: percentile(answered, 0.99),
        max: Math.max(...answered),
      },
      redactions: {
        email: 106,
        phone: rows.reduce((sum, row) => sum + (row.redactions.phone ?? 0), 0),
      },
    };
    expect((await getRun('run_totals')).value().totals).toEqual(expected);
  });

  it('of a run without rows are empty, not wrong', async () => {
    const params = { project, run_id: 'run_empty' };
    const made = await platform.call('createRun', { as, params, body: runOf('run_empty') });
    expect(made.value()).toMatchObject({
      status: 'uploading',
      created_by: 'laptop',
      sanitized: true,
      scenarios: ['refunds'],
      url: `${platform.url}/projects/support-bot/runs/run_empty`,
      totals: { cases: 0, score: null, latency_ms: { p50: null, max: null }, redactions: {} },
    });
    expect(await distribution('run_empty')).toEqual({ bins: [], scenarios: [] });
  });

  it('of a run with no answer have no latency', async () => {
    await uploadRun('run_unanswered', [rowOf(1, { verdict: 'error' })]);
    expect((await getRun('run_unanswered')).value().totals.latency_ms).toEqual({
      p50: null,
      p95: null,
      p99: null,
      max: null,
    });
  });

  it('stay within what the contract holds, whatever the rows claim', async () => {
    const vast = { email: Number.MAX_SAFE_INTEGER };
    await uploadRun('run_vast', [
      rowOf(1, { redactions: vast, latency_ms: 1e308, duration_ms: 1e308 }),
      rowOf(2, { redactions: vast, latency_ms: 5e-324 }),
    ]);
    expect((await getRun('run_vast')).value().totals).toMatchObject({
      redactions: vast,
      latency_ms: { max: 1e308 },
    });
    expect((await distribution('run_vast')).bins).toHaveLength(20);
  });

  it('say when a run was uploaded without a sanitizer', async () => {
    await uploadRun('run_raw', [], { sanitizer_digest: null });
    expect((await getRun('run_raw')).value().sanitized).toBe(false);
  });
});

describe('the distribution of a run', () => {
  it('counts every row once, in bins of equal width and in its scenario', async () => {
    const rows = mixedRows(97);
    await uploadRun('run_spread', rows);
    const { bins, scenarios } = await distribution('run_spread');
    const max = Math.max(...rows.map((row) => row.latency_ms));
    expect(bins).toHaveLength(20);
    expect(bins[0]?.from).toBe(0);
    expect(bins.at(-1)?.to).toBe(max);
    for (const [index, bin] of bins.entries()) {
      const last = index === bins.length - 1;
      const inside = rows.filter(
        (row) => row.latency_ms >= bin.from && (last || row.latency_ms < bin.to),
      );
      for (const verdict of ['pass', 'fail', 'error', 'unjudged', 'skipped'] as const) {
        expect(bin[verdict]).toBe(inside.filter((row) => row.verdict === verdict).length);
      }
    }
    expect(scenarios.map(({ scenario }) => scenario)).toEqual(['orders', 'refunds']);
    expect(scenarios[1]?.pass).toBe(
      rows.filter((row) => row.scenario === 'refunds' && row.verdict === 'pass').length,
    );
  });

  it('of answers that took no time is one bin', async () => {
    await uploadRun('run_instant', [rowOf(1, { latency_ms: 0 }), rowOf(2, { latency_ms: 0 })]);
    expect((await distribution('run_instant')).bins).toEqual([
      { from: 0, to: 0, pass: 2, fail: 0, error: 0, unjudged: 0, skipped: 0 },
    ]);
  });
});

describe('the list of runs', () => {
  it('gives each run once, newest first, page by page', async () => {
    const admin = await platform.addPerson({ roles: { paged: 'admin' } });
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const id = `run_page_${index}`;
      // Pairs begin at the same moment: the name then decides.
      const started_at = `2026-11-2${Math.floor(index / 2)}T00:00:00.123Z`;
      await platform.call('createRun', {
        as: admin,
        params: { project: 'paged' },
        body: runOf(id, { started_at }),
      });
      ids.unshift(id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { runs: { run_id: string }[]; next_cursor: string | null } = (
        await platform.call('listRuns', {
          as: admin,
          params: { project: 'paged' },
          query: { limit: 2, ...(cursor === null ? {} : { cursor }) },
        })
      ).value();
      seen.push(...page.runs.map((run) => run.run_id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids);
  });

  it.each(['x', Buffer.from('[1]').toString('base64url'), Buffer.from('{').toString('base64url')])(
    'refuses the cursor %s, which it did not give',
    async (cursor) => {
      const answer = await platform.call('listRuns', {
        as,
        params: { project },
        query: { cursor },
      });
      expect([answer.status, answer.problem().code]).toEqual([400, 'cursor_invalid']);
    },
  );
});
