import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLine } from '../ledger/ledger-line.js';
import { makeProject, type TestProject } from '../project.test-support.js';
import { compareRuns } from './compare-runs.js';
import { openRows } from './open-rows.js';

let folder = '';
let project: TestProject | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-runner-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await project?.remove();
  project = undefined;
});

/** Rows of inputs, each of which has these verdicts one after the other. */
function rowsOf(inputs: readonly (readonly Verdict[])[], from = 0): ResultRow[] {
  return inputs.flatMap((verdicts, input) =>
    verdicts.map((verdict, iteration) => ({
      case_id: `c_${String(from + input).padStart(20, '0')}`,
      iteration,
      scenario: 'shop',
      name: `input ${from + input}`,
      verdict,
      score: verdict === 'pass' ? 1 : 0,
      started_at: '2026-11-21T14:30:22.000Z',
      duration_ms: 1,
      latency_ms: 1,
      attempts: 1,
      messages: [],
      criteria: [],
      redactions: {},
    })),
  );
}

async function fileOf(name: string, rows: readonly ResultRow[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

const open = (word: string) => openRows(word, { root: folder, cwd: folder });

async function compare(before: readonly ResultRow[], after: readonly ResultRow[]) {
  return compareRuns({
    before: await open(await fileOf('before.jsonl', before)),
    after: await open(await fileOf('after.jsonl', after)),
    smallestChange: 0.1,
    folder,
  });
}

const times = (count: number, ...verdicts: Verdict[]) =>
  Array.from({ length: count }, () => verdicts);

describe('comparing two runs', () => {
  it('finds what became worse, case by case', async () => {
    const before = rowsOf(times(30, 'pass'));
    const after = rowsOf([...times(6, 'fail'), ...times(24, 'pass')]);
    const comparison = await compare(before, after.reverse());
    expect(comparison.change).toMatchObject({
      verdict: 'regression',
      inputs: 30,
      before: 1,
      after: 0.8,
      difference: -0.2,
      p_value: 0.015625,
      p_value_two_sided: 0.03125,
      method: 'mcnemar-exact',
    });
    expect(comparison.worse).toMatchObject({ count: 6 });
    expect(comparison.worse.first.map(({ name }) => name).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map((input) => `input ${input}`),
    );
    expect(comparison.better).toEqual({ count: 0, first: [] });
    const back = await compare(after, before);
    expect(back.change?.verdict).toBe('improvement');
  });

  it('takes repeats of an input together', async () => {
    const comparison = await compare(
      rowsOf([...times(20, 'pass', 'pass', 'pass'), ...times(10, 'pass', 'fail', 'pass')]),
      rowsOf([...times(20, 'pass', 'fail', 'pass'), ...times(10, 'pass', 'pass', 'pass')]),
    );
    expect(comparison.change).toMatchObject({ method: 'sign-flip-exact', inputs: 30 });
    expect(comparison.worse).toMatchObject({
      count: 20,
      first: expect.arrayContaining([
        expect.objectContaining({ before: { pass: 3, fail: 0 }, after: { pass: 2, fail: 1 } }),
      ]),
    });
    expect(comparison.better.count).toBe(10);
  });

  it('leaves out what one of the runs did not judge', async () => {
    const comparison = await compare(rowsOf([['pass'], ['pass'], ['error'], ['unjudged']]), [
      ...rowsOf([['pass'], ['error'], ['pass']]),
      ...rowsOf([['pass'], ['pass']], 100),
    ]);
    expect(comparison).toMatchObject({ change: { inputs: 1 }, only_before: 1, only_after: 3 });
  });

  it('says insufficient data where there are few inputs, and no evidence where there are many', async () => {
    const few = await compare(rowsOf(times(8, 'pass')), rowsOf(times(8, 'pass')));
    expect(few.change).toMatchObject({ verdict: 'insufficient_data' });
    expect(few.change?.more_inputs).toBe((few.change?.inputs_needed ?? 0) - 8);
    const many = await compare(rowsOf(times(200, 'pass')), rowsOf(times(200, 'pass')));
    expect(many.change).toMatchObject({ verdict: 'no_evidence', more_inputs: 0 });
    const none = await compare(rowsOf([['error']]), rowsOf([['pass']]));
    expect(none.change).toBeNull();
  });

  it('gives the same bytes whatever the order of rows', async () => {
    const before = rowsOf([...times(40, 'pass', 'fail'), ...times(40, 'pass', 'pass')]);
    const after = rowsOf([...times(50, 'fail', 'fail'), ...times(30, 'fail', 'pass')]);
    const straight = await compare(before, after);
    const turned = await compare([...before].reverse(), [...after].reverse());
    expect(JSON.stringify(turned)).toBe(JSON.stringify(straight));
  });
});

describe('what is compared', () => {
  async function ran() {
    project = await makeProject(
      {
        runner: { target: './agent.mjs:run' },
        inputs: [{ text: 'hi', criteria: [{ contains: 'hi' }] }],
      },
      { 'agent.mjs': 'export const run = ({ text }) => text;' },
    );
    const first = await project.run({ clock: () => 1e12 });
    const second = await project.run({ clock: () => 2e12 });
    return { first, second, root: project.root };
  }

  it('is named by id, latest, previous, folder or file', async () => {
    const { first, second, root } = await ran();
    const nameOf = async (word: string) => (await openRows(word, { root, cwd: root })).name;
    expect(await nameOf('latest')).toBe(second.runId);
    expect(await nameOf('previous')).toBe(first.runId);
    expect(await nameOf(first.runId)).toBe(first.runId);
    expect(await nameOf(`.fluxloop/results/${first.runId}`)).toBe(first.runId);
    expect(await nameOf(join(first.folder, 'results.jsonl'))).toBe('results.jsonl');
    for (const word of ['nowhere', './nowhere', 'run_nowhere', '.']) {
      await expect(nameOf(word)).rejects.toMatchObject({ code: 'run_not_found', exitCode: 5 });
    }
  });

  it('is said to be incomplete where rows are missing', async () => {
    const { first, second, root } = await ran();
    await truncate(join(first.folder, 'results.jsonl'), 20);
    const comparison = await compareRuns({
      before: await openRows('previous', { root, cwd: root }),
      after: await openRows(second.runId, { root, cwd: root }),
      smallestChange: 0.1,
      folder,
    });
    expect(comparison).toMatchObject({ before: { complete: false }, after: { complete: true } });
  });

  it('is refused with the line where a file holds something else', async () => {
    const [row] = rowsOf([['pass']]);
    if (row === undefined) throw new Error('no row');
    const path = await fileOf('rows.jsonl', [row]);
    const read = async () => {
      for await (const _ of (await open(path)).rows());
    };
    await read();
    await writeFile(path, encodeLine(row).replace('"pass"', '"fail"'));
    await expect(read()).rejects.toMatchObject({ code: 'rows_unreadable', location: { line: 1 } });
    await writeFile(
      path,
      `${JSON.stringify(row)}\n${JSON.stringify({ ...row, verdict: 'maybe' })}\n`,
    );
    await expect(read()).rejects.toMatchObject({ code: 'rows_unreadable', location: { line: 2 } });
    expect(await readFile(path, 'utf8')).toContain('maybe');
  });
});
