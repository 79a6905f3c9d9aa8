import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ReportError } from './report-error.js';
import { caseId, failedRow, type RunOfRows, row, runOf } from './reported-run.test-support.js';

let run: RunOfRows;
afterEach(() => run.remove());

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('the file of a report', () => {
  it('is made with its folders, and nothing is left beside it', async () => {
    run = await runOf([row()]);
    const file = join(run.root, 'a/b/report.md');
    await run.write({ reports: [{ format: 'md', to: file }] });
    expect(await readFile(file, 'utf8')).toContain('The one case passed.');
    expect(await readdir(join(run.root, 'a/b'))).toEqual(['report.md']);
  });

  it('is for its owner alone when it holds raw text', async () => {
    run = await runOf([row()], { sanitized: false });
    const file = join(run.root, 'report.json');
    await run.write({ reports: [{ format: 'json', to: file }], raw: true });
    expect(await mode(file)).toBe(0o600);
    // Whoever has closed a file has had a reason.
    await run.write({ reports: [{ format: 'json', to: file }] });
    expect(await mode(file)).toBe(0o600);
    const other = join(run.root, 'sanitized.json');
    await run.write({ reports: [{ format: 'json', to: other }] });
    expect(await mode(other)).toBe(0o666 & ~process.umask());
  });

  it('replaces the one of before as a whole, and leaves it when it cannot be finished', async () => {
    run = await runOf([row()]);
    const file = join(run.root, 'report.md');
    await writeFile(file, 'the report of before');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const stopped = run.write({ reports: [{ format: 'md', to: file }], signal: stop.signal });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await readFile(file, 'utf8')).toBe('the report of before');
    await run.write({ reports: [{ format: 'md', to: file }] });
    expect(await readFile(file, 'utf8')).toContain('FluxLoop');
    expect((await readdir(run.root)).filter((name) => name.endsWith('.fluxloop-tmp'))).toEqual([]);
  });

  it('stays where a symbolic link leads', async () => {
    run = await runOf([row()]);
    await mkdir(join(run.root, 'elsewhere'));
    const target = join(run.root, 'elsewhere/report.md');
    await writeFile(target, '');
    await symlink(target, join(run.root, 'link.md'));
    await run.write({ reports: [{ format: 'md', to: join(run.root, 'link.md') }] });
    expect(await readFile(target, 'utf8')).toContain('FluxLoop');
  });

  it.runIf(process.platform === 'linux')(
    'may be a device, which is written to and not replaced',
    async () => {
      run = await runOf([row()]);
      const { reports } = await run.write({ reports: [{ format: 'json', to: '/dev/null' }] });
      expect(reports).toMatchObject([{ status: 'written' }]);
      expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
    },
  );

  it.each([
    ['it is a folder', (root: string) => root, 2],
    ['a part of its path is a file', (root: string) => join(root, 'file/report.md'), 2],
    ['the name is too long', (root: string) => join(root, 'n'.repeat(300)), 2],
  ])('fails with a reason: %s', async (reason, path, exitCode) => {
    run = await runOf([row()]);
    await writeFile(join(run.root, 'file'), '');
    const { reports } = await run.write({ reports: [{ format: 'md', to: path(run.root) }] });
    const [outcome] = reports;
    const error = outcome?.status === 'failed' ? outcome.error : null;
    expect(error).toBeInstanceOf(ReportError);
    expect(error).toMatchObject({
      code: 'report_not_written',
      exitCode,
      message: expect.stringContaining(reason),
    });
  });

  it.runIf(process.platform === 'linux')('fails when the disk is full', async () => {
    run = await runOf([row()]);
    const { reports } = await run.write({ reports: [{ format: 'json', to: '/dev/full' }] });
    expect(reports).toMatchObject([
      {
        status: 'failed',
        error: {
          exitCode: 1,
          message: 'The report /dev/full cannot be written: no space is left on the disk.',
        },
      },
    ]);
  });
});

describe('several reports', () => {
  it('are written in one pass, and one that fails takes no other with it', async () => {
    run = await runOf([row(), failedRow('no', { case_id: caseId(1) })]);
    const broken = {
      write(): never {
        throw new Error('the pipe is gone');
      },
    };
    const { reports, summary } = await run.write({
      reports: [
        { format: 'md', to: join(run.root, 'a.md') },
        { format: 'jsonl', to: broken },
        { format: 'junit', to: run.root },
        { format: 'json', to: join(run.root, 'b.json') },
      ],
    });
    expect(reports.map(({ status }) => status)).toEqual(['written', 'failed', 'failed', 'written']);
    expect(summary.totals.verdicts).toMatchObject({ pass: 1, fail: 1 });
    expect(JSON.parse(await readFile(join(run.root, 'b.json'), 'utf8'))).toMatchObject({
      rows: [{}, {}],
    });
  });

  it('wait for whoever takes the text', async () => {
    run = await runOf(Array.from({ length: 50 }, (_, index) => row({ case_id: caseId(index) })));
    let writing = 0;
    let most = 0;
    const slow = {
      async write() {
        writing += 1;
        most = Math.max(most, writing);
        await new Promise((resolve) => setImmediate(resolve));
        writing -= 1;
      },
    };
    await run.write({ reports: [{ format: 'jsonl', to: slow }] });
    expect(most).toBe(1);
  });
});

describe('a report on a run that was killed', () => {
  it('is of the rows that are whole', async () => {
    run = await runOf([row(), row({ case_id: caseId(1) })], { planned: 5 });
    const path = join(run.folder, 'results.jsonl');
    const rows = await readFile(path, 'utf8');
    await writeFile(path, `${rows}${rows.slice(0, 40)}`);
    await writeFile(join(run.folder, 'summary.json'), '{}');
    expect(JSON.parse(await run.text('json'))).toMatchObject({
      summary: { complete: false, totals: { cases: 2 } },
      rows: [{}, {}],
    });
  });
});
