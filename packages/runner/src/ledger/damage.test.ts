import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { afterEach, describe, expect, it } from 'vitest';
import { openFolder } from '../compare/open-rows.js';
import { mergeRuns } from '../merge/merge-runs.js';
import { makeProject, rowsOf, type TestProject } from '../project.test-support.js';
import { writeReports } from '../reports/write-reports.js';
import { ledgerChunks } from '../upload/ledger-chunks.js';
import { summarizeRun } from './read-run.js';
import { recover } from './recover.js';
import { readPlan } from './run-folder.js';

const CASES = 6;
const LINE_FEED = 0x0a;
/** Reading is tried at every byte; putting the folder in order, which waits for the disk, at some. */
const STRIDE = process.env.FLUXLOOP_KILL_ROUNDS === undefined ? 41 : 1;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

/** A finished run, and its ledger byte by byte. */
async function finishedRun() {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { retries: 0 } },
    {
      'agent.mjs': 'export const run = ({ text }) => text;',
      'scenarios/first.yaml': { inputs: Array.from({ length: CASES }, (_, n) => `case ${n} é`) },
    },
  );
  const { folder, runId } = await project.run();
  const path = join(folder, 'results.jsonl');
  const bytes = await readFile(path);
  const ends = [...bytes.keys()].filter((at) => bytes[at] === LINE_FEED).map((at) => at + 1);
  return { ...project, folder, runId, path, bytes, ends, plan: await readPlan(folder) };
}

/** The bytes with one bit turned round. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x04;
  return copy;
}

describe('a ledger that ends early', () => {
  it('at any byte of its last two lines is cut behind its last whole row, and says what it lost', async () => {
    const { folder, path, bytes, ends, plan } = await finishedRun();
    for (let size = ends.at(-3) ?? 0; size <= bytes.length; size += 1) {
      const whole = ends.filter((end) => end <= size);
      await writeFile(path, bytes.subarray(0, size));
      const read = await summarizeRun(folder);
      expect(read.totals.cases, `${size} bytes`).toBe(whole.length);
      expect(read.complete, `${size} bytes`).toBe(whole.length === CASES);
      if (size % STRIDE > 0) continue;
      const { fold, lost } = await recover(folder, plan);
      expect(fold.rows, `${size} bytes`).toBe(whole.length);
      expect(lost, `${size} bytes`).toBe(size - (whole.at(-1) ?? 0));
      expect((await stat(path)).size, `${size} bytes`).toBe(whole.at(-1));
    }
  });

  it('is never said to be complete, and is made so by --resume', async () => {
    const { folder, path, bytes, ends, run, runId } = await finishedRun();
    for (const size of [ends[3] ?? 0, (ends[3] ?? 0) - 1, (ends[3] ?? 0) + 1, 0]) {
      await writeFile(path, bytes.subarray(0, size));
      const rows = ends.filter((end) => end <= size).length;
      expect(await summarizeRun(folder)).toMatchObject({
        complete: false,
        totals: { cases: rows },
      });
      const { summary } = await run({ resume: runId });
      expect(summary).toMatchObject({ complete: true, totals: { cases: CASES } });
      expect(await rowsOf(folder)).toHaveLength(CASES);
    }
  });
});

describe('a byte that was altered', () => {
  it('anywhere in the last line makes its case run again', async () => {
    const { folder, path, bytes, ends, plan } = await finishedRun();
    for (let at = ends.at(-2) ?? 0; at < bytes.length; at += 1) {
      await writeFile(path, flipped(bytes, at));
      expect((await summarizeRun(folder)).totals.cases, `byte ${at}`).toBe(CASES - 1);
      if (at % STRIDE > 0) continue;
      const { fold } = await recover(folder, plan);
      expect(fold.rows, `byte ${at}`).toBe(CASES - 1);
    }
  });

  it('anywhere in a line before is refused, by its number, and nothing is changed', async () => {
    const { folder, path, bytes, ends, plan } = await finishedRun();
    for (let at = ends[1] ?? 0; at < (ends[2] ?? 0); at += 1) {
      const altered = flipped(bytes, at);
      await writeFile(path, altered);
      const refusal = {
        code: 'ledger_damaged',
        message: expect.stringContaining(`Line 3 of ${path}`),
      };
      await expect(summarizeRun(folder), `byte ${at}`).rejects.toMatchObject(refusal);
      if (at % STRIDE > 0) continue;
      await expect(recover(folder, plan), `byte ${at}`).rejects.toMatchObject(refusal);
      expect(await readFile(path), `byte ${at}`).toEqual(altered);
    }
  });

  it('is refused by whatever reads the rows', async () => {
    const { root, sanitizer, folder, path, bytes, ends, run, runId } = await finishedRun();
    const { configuration } = await loadProjectConfiguration({ cwd: root });
    await writeFile(path, flipped(bytes, (ends[0] ?? 0) + 40));
    const all = async (rows: AsyncIterable<unknown>) => {
      for await (const _ of rows);
    };
    const readers: Record<string, () => Promise<unknown>> = {
      resume: () => run({ resume: runId }),
      show: () => summarizeRun(folder),
      compare: async () => all((await openFolder(folder)).rows()),
      merge: () => mergeRuns({ root, folders: [folder] }),
      upload: () => all(ledgerChunks(folder, () => undefined)),
      export: () =>
        writeReports({
          folder,
          root,
          configuration,
          sanitizer,
          env: {},
          reports: [{ format: 'json', to: join(root, 'report.json') }],
        }),
    };
    for (const [name, read] of Object.entries(readers)) {
      await expect(read(), name).rejects.toMatchObject({
        code: 'ledger_damaged',
        message: expect.stringContaining('Line 2 of'),
      });
    }
    await expect(stat(join(root, 'report.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('in a line that is then deleted costs the case of that line and no other', async () => {
    const { folder, path, bytes, ends, run, runId, plan } = await finishedRun();
    await writeFile(path, Buffer.concat([bytes.subarray(0, ends[0]), bytes.subarray(ends[1])]));
    const { summary, events } = await run({ resume: runId });
    expect(events.find(({ type }) => type === 'run-started')).toMatchObject({ resumed: CASES - 1 });
    expect(summary).toMatchObject({ complete: true, totals: { cases: plan.rows } });
    expect(await rowsOf(folder)).toHaveLength(CASES);
  });
});
