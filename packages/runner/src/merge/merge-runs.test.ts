import { appendFile, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeProject, rowsOf, type TestProject } from '../project.test-support.js';
import { mergeRuns } from './merge-runs.js';

// An agent that answers by what it is asked, so that it says the same in every run. In its thread, where
// it is timed, time stands still too.
const AGENT = `
performance.now = () => 1000;
export function run({ text, session }) {
  const number = Number(text.split(' ')[1]);
  if (number % 11 === 0) throw new Error('no answer to ' + number);
  return number % 3 === 0 ? 'no' : 'yes, jane.doe@example' + '.com';
}
`;

let project: TestProject | undefined;

/** Time stands still, for rows say how long things took. */
beforeEach(() => {
  vi.spyOn(performance, 'now').mockReturnValue(1000);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await project?.remove();
  project = undefined;
});

const clock = () => Date.UTC(2026, 10, 21, 14, 30, 22);
const inputs = (count: number, word = 'number') =>
  Array.from({ length: count }, (_, index) => ({
    text: `${word} ${index}`,
    criteria: [{ contains: 'yes' }],
  }));

async function shop(test: object = {}) {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { retries: 0, ...test } },
    {
      'agent.mjs': AGENT,
      'scenarios/orders.yaml': { name: 'orders', inputs: inputs(40) },
      // Equal cases are told apart by their order, in every shard alike.
      'scenarios/again.yaml': { name: 'again', inputs: [...inputs(6), ...inputs(6)] },
    },
  );
  const { root, run } = project;
  return {
    root,
    run: (options: Parameters<typeof run>[0] = {}) => run({ clock, ...options }),
    merge: (folders: string[], options: Partial<Parameters<typeof mergeRuns>[0]> = {}) =>
      mergeRuns({ root, folders, clock, ...options }),
  };
}

async function shards(run: Awaited<ReturnType<typeof shop>>['run'], total: number, parallel = 4) {
  const folders: string[] = [];
  for (let index = 1; index <= total; index += 1) {
    folders.push((await run({ shard: { index, total }, parallel })).folder);
  }
  return folders;
}

const bytesOf = (folder: string, file = 'results.jsonl') => readFile(join(folder, file), 'utf8');

describe('merging shards', () => {
  it('gives the bytes of the run that was not divided, for 1 to 8 shards', async () => {
    const { run, merge } = await shop({ iterations: 2 });
    const whole = await merge([(await run({ parallel: 7 })).folder]);
    for (let total = 1; total <= 8; total += 1) {
      const folders = await shards(run, total, total);
      const merged = await merge(folders.reverse());
      for (const file of ['results.jsonl', 'events.jsonl', 'leaks.jsonl']) {
        expect(await bytesOf(merged.folder, file)).toBe(await bytesOf(whole.folder, file));
      }
      const { run_id: _, ...summary } = merged.summary;
      expect({ ...summary, run_id: whole.summary.run_id }).toEqual(whole.summary);
      expect(merged.summary).toMatchObject({ complete: true, totals: { cases: 52 * 2 } });
      expect(merged.parts.map(({ shard }) => shard?.index)).toEqual(folders.map((_, at) => at + 1));
    }
  });

  it('changes no figure of a run that was not divided, only the order of its rows', async () => {
    const { run, merge } = await shop({ iterations: 2 });
    const { folder, summary } = await run();
    const merged = await merge([folder]);
    expect({ ...merged.summary, run_id: summary.run_id }).toEqual(summary);
    expect(await rowsOf(merged.folder)).toEqual(await rowsOf(folder));
    const lines = (await bytesOf(merged.folder)).trim().split('\n');
    const keys = lines
      .map((line) => JSON.parse(line))
      .map((row) => `${row.scenario} ${row.case_id} ${row.iteration}`);
    expect(keys).toEqual([...keys].sort());
  });

  it('makes a run like any other, which --resume finds complete', async () => {
    const { run, merge } = await shop();
    const merged = await merge(await shards(run, 2));
    const resumed = await run({ resume: merged.runId });
    expect(resumed.events[0]).toMatchObject({ type: 'run-started', total: 52, resumed: 52 });
    expect(resumed.summary).toEqual(merged.summary);
  });

  it('takes a shard that has no case', async () => {
    const { run, merge } = await shop();
    const folders = await shards((options) => run({ ...options, scenarios: ['again'] }), 14);
    const merged = await merge(folders);
    expect(merged.parts.some(({ rows }) => rows === 0)).toBe(true);
    expect(merged.summary).toMatchObject({ complete: true, totals: { cases: 12 } });
  });
});

describe('a merge is refused', () => {
  it('with the names of the shards that are missing, unless it may be short', async () => {
    const { run, merge } = await shop();
    const folders = await shards(run, 4);
    const there = [folders[0] ?? '', folders[2] ?? ''];
    await expect(merge(there)).rejects.toMatchObject({
      code: 'shards_missing',
      exitCode: 2,
      reasons: ['shard 2/4', 'shard 4/4'],
    });
    const short = await merge(there, { allowMissing: true });
    expect(short.missing).toEqual([
      { index: 2, total: 4 },
      { index: 4, total: 4 },
    ]);
    expect(short.summary.complete).toBe(false);
    expect((await run({ resume: short.runId })).summary.complete).toBe(true);
  });

  it('where plans differ, and says in what', async () => {
    const { run, merge, root } = await shop();
    const [first = '', second = ''] = await shards(run, 2);
    const third = (await run({ shard: { index: 3, total: 3 } })).folder;
    const twice = (await run({ shard: { index: 2, total: 2 }, iterations: 2 })).folder;
    await expect(merge([first, twice])).rejects.toMatchObject({
      code: 'plans_differ',
      message: expect.stringContaining('The number of iterations was 1 and is 2.'),
    });
    await expect(merge([first, second, third])).rejects.toMatchObject({
      message: expect.stringContaining('The number of shards was 2 and is 3.'),
    });
    await project?.write('scenarios/orders.yaml', 'name: orders\ninputs: [number 1]\n');
    const changed = (await run({ shard: { index: 2, total: 2 } })).folder;
    await expect(mergeRuns({ root, folders: [first, changed] })).rejects.toMatchObject({
      message: expect.stringContaining(
        'The scenario "orders" has changed (40 cases before, 1 now).',
      ),
    });
  });

  it('where a run lacks rows, be it interrupted, cut off or damaged', async () => {
    const { run, merge } = await shop();
    const [first = '', second = ''] = await shards(run, 2);
    const path = join(second, 'results.jsonl');
    const whole = await readFile(path);
    await truncate(path, whole.length - 7);
    await expect(merge([first, second])).rejects.toMatchObject({
      code: 'run_unfinished',
      message: expect.stringMatching(/run_\w+ \(shard 2\/2\) has \d+ of \d+ rows that are whole/),
    });
    await rm(path);
    await expect(merge([first, second])).rejects.toMatchObject({ code: 'run_unfinished' });
  });

  it('where a case has two results, and takes a row once that came twice', async () => {
    const { run, merge } = await shop();
    const [first = '', second = ''] = await shards(run, 2);
    const again = (await run({ shard: { index: 2, total: 2 } })).folder;
    const same = await merge([first, second, again, first]);
    expect(same.duplicates).toBe(same.parts.find(({ shard }) => shard?.index === 2)?.rows);
    expect(same.summary.totals.cases).toBe(52);
    const later = (await run({ shard: { index: 2, total: 2 }, clock: () => clock() + 1 })).folder;
    await expect(merge([first, second, later])).rejects.toMatchObject({
      code: 'rows_conflict',
      message: expect.stringMatching(/is in run_\w+ \(shard 2\/2\) and in run_\w+ \(shard 2\/2\)/),
    });
  });

  it('where the folder to write is not empty, and leaves it as it is', async () => {
    const { run, merge, root } = await shop();
    const { folder } = await run();
    await expect(merge([folder], { out: root })).rejects.toMatchObject({
      code: 'folder_not_empty',
    });
    const out = join(root, 'merged');
    const merged = await merge([folder], { out });
    expect(merged.folder).toBe(out);
    await appendFile(join(folder, 'results.jsonl'), 'not a row\n');
    await expect(merge([join(root, 'nowhere')])).rejects.toMatchObject({ code: 'run_not_found' });
  });
});
