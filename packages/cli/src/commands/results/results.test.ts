import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommandRun,
  type FakeSurroundings,
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Test from '../test.js';
import ResultsDelete from './delete.js';
import ResultsExport from './export.js';
import ResultsList from './list.js';
import ResultsShow from './show.js';

/** Assembled here, so that no scanner finds it in the source. */
const EMAIL = ['jane.doe', 'example.com'].join('@');

const AGENT = `export const run = ({ text }) =>
  text.startsWith('boom') ? Promise.reject(new Error('it broke')) : 'You said: ' + text;
`;

const PROJECT = {
  'fluxloop.yaml':
    'project: support-bot\nrunner:\n  target: "./agent.mjs:run"\ntest:\n  retries: 0\n',
  'agent.mjs': AGENT,
  'scenarios/echo.yaml': `name: echo
inputs:
  - text: "write to ${EMAIL}"
    criteria: [{ contains: "You said" }]
  - text: "two words"
    criteria: [{ equals: "You said: two other words" }]
  - text: "boom"
    criteria: [{ contains: "You said" }]
`,
};

const UNJUDGED = {
  ...PROJECT,
  'scenarios/echo.yaml': 'name: echo\ninputs: ["hello", "hello again"]\n',
};

async function inProject(
  folder: TemporaryFolder,
  command: RunnableCommand,
  argv: readonly string[],
  fake: FakeSurroundings = {},
): Promise<CommandRun> {
  const { env, ...others } = fake;
  const home = join(folder.path, 'home');
  return runCommand(command, argv, {
    cwd: folder.path,
    env: { HOME: home, FLUXLOOP_HOME: home, ...env },
    ...others,
  });
}

describe('results', () => {
  let folder: TemporaryFolder;
  let tested: CommandRun;
  const run = (command: RunnableCommand, argv: readonly string[], fake?: FakeSurroundings) =>
    inProject(folder, command, argv, fake);
  const runId = (): string => (tested.result as { run_id: string }).run_id;

  beforeAll(async () => {
    folder = await temporaryFolder(PROJECT);
    tested = await run(Test, [
      '--no-sanitize',
      '--report',
      'junit=out/reports/junit.xml',
      '--report',
      'html',
    ]);
  });
  afterAll(() => folder.remove());

  describe('test --report', () => {
    it('writes reports into folders that it makes, or into the run where no file is named', () => {
      expect(tested).toMatchObject({ exitCode: 10 });
      const junit = join(folder.path, 'out/reports/junit.xml');
      const html = join((tested.result as { folder: string }).folder, 'report.html');
      expect(readFileSync(junit, 'utf8')).toContain(
        '<testsuite name="echo" tests="3" failures="1" errors="1"',
      );
      expect(readFileSync(html, 'utf8')).toContain('2 of 3 did not pass');
      expect(tested.stdout).toContain(`Report junit: ${junit}\n`);
      expect(tested.stdout).toContain(`Report html: ${html}\n`);
    });

    it('sanitizes reports on a run that is stored raw', () => {
      const { folder: stored } = tested.result as { folder: string };
      expect(readFileSync(join(stored, 'results.jsonl'), 'utf8')).toContain(EMAIL);
      for (const file of [
        join(folder.path, 'out/reports/junit.xml'),
        join(stored, 'report.html'),
      ]) {
        expect(readFileSync(file, 'utf8')).not.toContain(EMAIL);
      }
    });

    it('keeps the run and says what to type when a report cannot be written', async () => {
      const failing = await run(Test, [
        '--scenario',
        'echo',
        '--report',
        'md=agent.mjs/report.md',
        '--report',
        'json=good.json',
      ]);
      // The tests failed too, and that counts for more.
      expect(failing.exitCode).toBe(10);
      const { run_id: id } = failing.result as { run_id: string };
      expect(failing.stderr).toContain(
        `The report ${join(folder.path, 'agent.mjs/report.md')} cannot be written: a part of its path is a file.`,
      );
      expect(failing.stdout).toContain(`fluxloop results export ${id} --report md=FILE`);
      expect(existsSync(join(folder.path, 'good.json'))).toBe(true);
      expect((await run(ResultsShow, [id])).exitCode).toBe(0);
    });

    it.each([
      ['pdf', 'There is no report "pdf".'],
      ['htm', 'Did you mean html?'],
      ['report.html', '--report html=report.html'],
      ['html=', 'names no file'],
    ])('refuses %s before the agent is asked anything', async (value, said) => {
      const before = (await run(ResultsList, ['--json'])).json();
      const refused = await run(Test, ['--report', value]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain(said);
      expect((await run(ResultsList, ['--json'])).json()).toEqual(before);
    });

    it('refuses two reports for one file', async () => {
      const refused = await run(Test, ['--report', 'json=a', '--report', 'md=./a']);
      expect(refused.error).toMatchObject({ code: 'report_file_twice', exit_code: 2 });
    });

    it('writes workflow commands to the log and a summary for the job, with paths from the repository', async () => {
      const summary = await folder.write('step-summary.md', '# before\n');
      const env = {
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: join(folder.path, '..'),
        GITHUB_STEP_SUMMARY: summary,
      };
      const { stdout, stderr } = await run(Test, ['--report', 'github'], { env });
      const project = folder.path.split('/').at(-1);
      expect(stderr).toMatch(
        new RegExp(
          `^::error file=${project}/scenarios/echo\\.yaml,line=5,title=fail%3A echo › two words::`,
          'm',
        ),
      );
      expect(stdout).not.toContain('::error');
      expect(readFileSync(summary, 'utf8')).toMatch(/^# before\n## ❌ FluxLoop: 2 of 3/);
    });
  });

  describe('results list', () => {
    it('has a line for each run, the newest first, within 80 columns', async () => {
      await run(Test, []);
      const { stdout, exitCode } = await run(ResultsList, []);
      const [header, first = '', ...others] = stdout.trimEnd().split('\n');
      expect(exitCode).toBe(0);
      expect(header).toMatch(/^Run +When +Pass +Fail +Err +Score +Took +Scen/);
      expect(others.length).toBeGreaterThan(0);
      expect(others.at(-1)).toContain(runId());
      expect(first).toMatch(/^run_\w+ +just now +1 +1 +1 +50 % .* echo$/);
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    });

    it('lists as many as are wanted, and says how many there are', async () => {
      const { stdout } = await run(ResultsList, ['--limit', '1']);
      expect(stdout).toMatch(/… and \d+ older: fluxloop results list --limit \d+/);
      const listed = (await run(ResultsList, ['--limit', '1', '--json'])).json() as {
        runs: object[];
      };
      expect(listed.runs).toHaveLength(1);
      expect(listed.runs[0]).toMatchObject({
        state: 'complete',
        scenarios: ['echo'],
        planned: 3,
        totals: { verdicts: { pass: 1, fail: 1, error: 1 } },
        sanitized: false,
        uploads: [],
      });
    });
  });

  describe('results show', () => {
    it('tells what did not pass and why, with what to type for one conversation', async () => {
      const { stdout } = await run(ResultsShow, [runId()]);
      expect(stdout).toMatch(/Score: +50 % \(95 % interval: \d+ % to \d+ %\)/);
      expect(stdout).toMatch(/Latency: +P50 .*P95 .*P99 /);
      expect(stdout).toMatch(/c_\w{8} +fail +echo +two words +equals: /);
      expect(stdout).toContain(`fluxloop results show ${runId()} --case CASE`);
    });

    it('lists the cases that a filter lets through, and says how many are left out', async () => {
      const { stdout } = await run(ResultsShow, [runId(), '--scenario', 'echo', '--limit', '1']);
      expect(stdout).toContain('… and 2 more. To list them too: --limit 3');
    });

    it('does not take a misspelt scenario for one without cases', async () => {
      const { exitCode, error } = await run(ResultsShow, [runId(), '--scenario', 'ecco']);
      expect(exitCode).toBe(5);
      expect(error).toMatchObject({ code: 'scenario_not_found', hint: 'Did you mean "echo"?' });
    });

    it('shows what was expected and what was said side by side', async () => {
      const { cases } = (
        await run(ResultsShow, [runId(), '--verdict', 'fail', '--json'])
      ).json() as {
        cases: [{ case_id: string }];
      };
      const { stdout } = await run(ResultsShow, [runId(), '--case', cases[0].case_id]);
      expect(stdout).toContain('You said: two [-other-] words');
    });
  });

  describe('results export', () => {
    it('prints a report that can be piped on, and nothing else', async () => {
      const { stdout, stderr, exitCode } = await run(ResultsExport, [runId(), '--report', 'jsonl']);
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      const rows = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { verdict: string });
      expect(rows.map(({ verdict }) => verdict).sort()).toEqual(['error', 'fail', 'pass']);
      expect(stdout).not.toContain(EMAIL);
    });

    it('leaves raw text raw with --raw, in a file for its owner alone', async () => {
      const { exitCode } = await run(ResultsExport, [
        runId(),
        '--report',
        'json=raw.json',
        '--raw',
      ]);
      const file = join(folder.path, 'raw.json');
      expect(exitCode).toBe(0);
      expect(readFileSync(file, 'utf8')).toContain(EMAIL);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      await run(ResultsExport, [runId(), '--report', 'json=shared.json']);
      expect(statSync(join(folder.path, 'shared.json')).mode & 0o777).toBe(
        0o666 & ~process.umask(),
      );
    });

    it('gives the list of what it wrote with --json', async () => {
      const exported = await run(ResultsExport, [runId(), '--report', 'md=a.md', '--json']);
      expect(exported.json()).toEqual({
        run_id: runId(),
        reports: [
          { format: 'md', file: join(folder.path, 'a.md'), status: 'written', left_out: 0 },
        ],
      });
    });

    it.each([
      [['--report', 'md', '--report', 'json'], 'Only one report can be printed'],
      [['--report', 'md', '--json'], 'standard output has no room'],
      [['--raw'], '--report is missing.'],
    ])('refuses %j', async (argv, said) => {
      const refused = await run(ResultsExport, argv);
      expect(refused.exitCode).toBe(2);
      expect(refused.error?.message).toContain(said);
    });

    it('ends with the error of a report that cannot be written', async () => {
      const { exitCode, stderr } = await run(ResultsExport, ['--report', `md=${folder.path}`]);
      expect(stderr).toContain('cannot be written: it is a folder.');
      expect(exitCode).toBe(2);
    });
  });
});

describe('a run that nobody could judge', () => {
  it('has no score, and says what to configure', async () => {
    await using folder = await temporaryFolder(UNJUDGED);
    const { stdout } = await inProject(folder, Test, ['--sanitize']);
    expect(stdout).not.toContain('0 %');
    expect(stdout).toContain('Not judged: none of 2 answers could be judged.');
    expect(stdout).toContain('`criteria:`');
    expect(stdout).toContain('judge: { model: … }');
    expect((await inProject(folder, ResultsShow, [])).stdout).toMatch(/Score: +nothing was judged/);
  });
});

describe('results delete', () => {
  async function twoRuns(): Promise<{ folder: TemporaryFolder; ids: string[] }> {
    const folder = await temporaryFolder(PROJECT);
    const ids: string[] = [];
    for (let count = 0; count < 2; count++) {
      ids.push(((await inProject(folder, Test, [])).result as { run_id: string }).run_id);
    }
    return { folder, ids };
  }
  const exists = (folder: TemporaryFolder, id: string): boolean =>
    existsSync(join(folder.path, '.fluxloop/results', id));

  it('asks, and names what no platform has', async () => {
    const { folder, ids } = await twoRuns();
    await using _ = folder;
    const [first = '', second = ''] = ids;
    const terminal = { terminal: { columns: 80 } };
    const kept = await inProject(folder, ResultsDelete, [first], { typed: 'n\n', ...terminal });
    expect(kept.stderr).toContain(`${first}: 3 rows, which no platform has\nDelete? [y/N]`);
    expect(kept.error).toMatchObject({ code: 'not_confirmed', exit_code: 2 });
    expect(exists(folder, first)).toBe(true);
    const gone = await inProject(folder, ResultsDelete, [first], { typed: 'y\n', ...terminal });
    expect(gone.exitCode).toBe(0);
    expect([exists(folder, first), exists(folder, second)]).toEqual([false, true]);
  });

  it('does nothing without --yes where nobody can be asked', async () => {
    const { folder, ids } = await twoRuns();
    await using _ = folder;
    const refused = await inProject(folder, ResultsDelete, ids);
    expect(refused.error).toMatchObject({ code: 'confirmation_needed', exit_code: 2 });
    expect(refused.error?.message).toContain('which no platform has');
    expect(ids.every((id) => exists(folder, id))).toBe(true);
    const deleted = await inProject(folder, ResultsDelete, [...ids, '--yes']);
    expect(deleted.stdout.match(/✔ Deleted run_/g)).toHaveLength(2);
    expect(ids.some((id) => exists(folder, id))).toBe(false);
  });

  it('takes --run-id and --older-than', async () => {
    const { folder, ids } = await twoRuns();
    await using _ = folder;
    const [first = '', second = ''] = ids;
    await inProject(folder, ResultsDelete, ['--run-id', first, '--yes']);
    expect([exists(folder, first), exists(folder, second)]).toEqual([false, true]);
    const none = await inProject(folder, ResultsDelete, ['--older-than', '1h', '--yes']);
    expect(none.stdout).toContain('No run is that old');
    const plan = join(folder.path, '.fluxloop/results', second, 'plan.json');
    const old = readFileSync(plan, 'utf8').replace(/"started_at": "\d{4}/, '"started_at": "2001');
    await folder.write(`.fluxloop/results/${second}/plan.json`, old);
    await inProject(folder, ResultsDelete, ['--older-than', '90d', '--yes']);
    expect(exists(folder, second)).toBe(false);
  });

  it('refuses a run that is being written, and deletes none of the others either', async () => {
    const { folder, ids } = await twoRuns();
    await using _ = folder;
    const [first = '', second = ''] = ids;
    // The lock of a living process on another machine.
    const holder = JSON.stringify({ pid: 1, started: null, host: 'somewhere-else' });
    await folder.write(`.fluxloop/results/${second}/run.lock`, holder);
    const listed = await inProject(folder, ResultsList, ['--json']);
    expect(listed.json()).toMatchObject({
      runs: expect.arrayContaining([expect.objectContaining({ run_id: second, state: 'running' })]),
    });
    const refused = await inProject(folder, ResultsDelete, [first, second, '--yes']);
    expect(refused.error).toMatchObject({ code: 'run_in_use', exit_code: 2 });
    expect([exists(folder, first), exists(folder, second)]).toEqual([true, true]);
  });

  it('wants to be told what, and knows what there is not', async () => {
    const { folder, ids } = await twoRuns();
    await using _ = folder;
    expect((await inProject(folder, ResultsDelete, ['--yes'])).error).toMatchObject({
      code: 'run_missing',
    });
    const unknown = await inProject(folder, ResultsDelete, [ids[0] ?? '', 'run_nobody', '--yes']);
    expect(unknown.error).toMatchObject({ code: 'run_not_found', exit_code: 5 });
    expect(ids.every((id) => exists(folder, id))).toBe(true);
  });
});
