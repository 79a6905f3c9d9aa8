import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, startCli } from './support/command.ts';
import { copyExample } from './support/example.ts';
import { processesLeftIn } from './support/processes.ts';
import { KILL_ROUNDS, randomMoments } from './support/random-moments.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ITERATIONS = ['--iterations', '40'];
const RUN = ['test', '--sanitize', '--skip-upload', '--json'];

describe('kill -9 of fluxloop test at random moments, and --resume', () => {
  it('every case is there once, and the totals are those of an undisturbed run', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const project = copyExample(folder);
    const undisturbed = await runCli([...RUN, ...ITERATIONS], { cwd: project, home });
    expect(undisturbed.code, undisturbed.stderr).toBe(10);
    const expected = await result(project, undisturbed.stdout);

    const moments = randomMoments();
    let kills = 0;
    while (kills < KILL_ROUNDS) {
      const before = runFolders(project);
      kills += await runWithKills(project, home, KILL_ROUNDS - kills, moments.between);
      const added = runFolders(project).filter((name) => !before.includes(name));
      expect(added, `seed ${moments.seed}`).toHaveLength(1);
      const shown = await runCli(['results', 'show', added[0] ?? '', '--json'], {
        cwd: project,
        home,
      });
      const actual = await result(project, shown.stdout);
      expect(actual.rows, `seed ${moments.seed}`).toEqual(expected.rows);
      expect(actual.verdicts, `seed ${moments.seed}`).toEqual(expected.verdicts);
    }
    expect(await processesLeftIn(folder)).toEqual([]);
  });
});

/** Runs to the end through as many kills as fall into it, at most `limit`; gives how many did. */
async function runWithKills(
  project: string,
  home: string,
  limit: number,
  between: (from: number, to: number) => number,
): Promise<number> {
  let kills = 0;
  let begun = false;
  for (;;) {
    const args = begun ? [...RUN, '--resume'] : [...RUN, ...ITERATIONS];
    const folders = runFolders(project).length;
    const command = startCli(args, { cwd: project, home });
    const timer =
      kills < limit
        ? setTimeout(() => command.process.kill('SIGKILL'), between(400, 2500))
        : undefined;
    const { signal, code, stderr } = await command.outcome;
    clearTimeout(timer);
    begun ||= runFolders(project).length > folders;
    if (signal !== 'SIGKILL') {
      expect(code, stderr).toBe(10);
      return kills;
    }
    // A kill before the run had a folder hit nothing that could be resumed.
    if (begun) kills += 1;
  }
}

function runFolders(project: string): string[] {
  try {
    return readdirSync(join(project, '.fluxloop/results')).filter((name) =>
      name.startsWith('run_'),
    );
  } catch {
    return [];
  }
}

/** What a run came to: the rows of its ledger, and the totals that were reported. */
async function result(project: string, stdout: string) {
  const { run_id: id, summary } = JSON.parse(stdout) as {
    run_id: string;
    summary: { totals: { cases: number; verdicts: Record<string, number> } };
  };
  const ledger = readFileSync(join(project, '.fluxloop/results', id, 'results.jsonl'), 'utf8');
  const rows = ledger
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { case_id: string; iteration: number; verdict: string })
    .map((row) => `${row.case_id} ${row.iteration} ${row.verdict}`)
    .sort();
  expect(summary.totals.cases).toBe(rows.length);
  return { rows, verdicts: summary.totals.verdicts };
}
