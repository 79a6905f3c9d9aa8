import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, startCli } from './support/command.ts';
import { type CountedProject, countedProject, TARGET_KINDS } from './support/counting-agent.ts';
import { processesLeftIn } from './support/processes.ts';
import { KILL_ROUNDS, randomMoments } from './support/random-moments.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const RUN = ['test', '--skip-upload', '--json'];
const KILLS = Math.ceil(KILL_ROUNDS / TARGET_KINDS.length);
/** The longest that a command takes to its first case on a busy machine, in milliseconds. */
const START_MS = 700;
/** What a clock on the wall has a part in: all else is the same in each run, to the byte. */
const BY_THE_CLOCK = new Set([
  ...['run_id', 'started_at', 'finished_at', 'crc32'],
  ...['duration_ms', 'latency_ms', 'p95_ms'],
]);

describe(`kill -9 of fluxloop test at random moments, and --resume`, () => {
  it.each(TARGET_KINDS)(
    '%s: the rows, what is reported of them and the statistics are those of an undisturbed run',
    async (kind) => {
      const folder = temporaryFolder();
      const home = join(folder, 'home');
      const project = await countedProject(folder, kind);
      const moments = randomMoments();
      const context = `${kind}, FLUXLOOP_KILL_SEED=${moments.seed}`;
      try {
        const undisturbed = await runCli(RUN, { cwd: project.root, home });
        expect(undisturbed.code, undisturbed.stderr).toBe(10);
        expect(project.calls()).toBe(project.rows);
        const expected = resultOf(project, undisturbed.stdout);
        const repeated: number[] = [];
        while (repeated.length < KILLS) {
          const { stdout, again } = await runThroughKills(project, home, KILLS - repeated.length, {
            between: moments.between,
            context,
          });
          repeated.push(...again);
          const actual = resultOf(project, stdout);
          expect(actual.rows, context).toEqual(expected.rows);
          expect(actual.summary, context).toBe(expected.summary);
        }
        expect(Math.max(...repeated), context).toBeLessThanOrEqual(project.parallel);
        expect(await processesLeftIn(folder)).toEqual([]);
        if (process.env.FLUXLOOP_KILL_ROUNDS !== undefined) {
          const sum = repeated.reduce((one, other) => one + other, 0);
          console.info(
            `${context}: ${repeated.length} kills, ${sum} cases run again, at most ${Math.max(...repeated)} after one`,
          );
        }
      } finally {
        await project.close();
      }
    },
  );
});

/**
 * Runs to the end through as many kills as fall into it, at most `limit`: some within the first moments
 * of the command, the others within a moment of a random call of the agent.
 * @returns what the last command printed, and how many cases each kill cost
 */
async function runThroughKills(
  project: CountedProject,
  home: string,
  limit: number,
  { between, context }: { between: (from: number, to: number) => number; context: string },
): Promise<{ stdout: string; again: number[] }> {
  const known = runFolders(project.root);
  const again: number[] = [];
  let counted = project.calls();
  let done = 0;
  for (;;) {
    const [run] = runFolders(project.root).filter((name) => !known.includes(name));
    const before = project.calls();
    const command = startCli([...RUN, ...(run === undefined ? [] : ['--resume', run])], {
      cwd: project.root,
      home,
    });
    const kill = () => command.process.kill('SIGKILL');
    if (again.length < limit) {
      const calls = between(0, 5) === 0 ? null : before + between(1, project.rows / 4);
      const delayMs = calls === null ? between(0, START_MS) : between(0, 8);
      void atCall(project, calls, command.outcome).then(() => setTimeout(kill, delayMs));
    }
    const { signal, code, stdout, stderr } = await command.outcome;
    if (signal !== 'SIGKILL') {
      expect(code, `${context}\n${stderr}`).toBe(10);
      return { stdout, again };
    }
    // A process that has lost its parent reads what is in its pipe before it ends.
    await processesLeftIn(project.root);
    const rows = rowsOf(
      project.root,
      runFolders(project.root).find((name) => !known.includes(name)),
    );
    again.push(project.calls() - counted - (rows - done));
    counted = project.calls();
    done = rows;
  }
}

/** Resolves at the agent's nth call, at once without a number, and when there will be none. */
async function atCall(
  project: CountedProject,
  call: number | null,
  outcome: Promise<unknown>,
): Promise<void> {
  let ended = false;
  void outcome.then(() => {
    ended = true;
  });
  while (call !== null && !ended && project.calls() < call) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Those that can be resumed; one that was killed before it had a plan has nothing to go on with. */
function runFolders(root: string): string[] {
  const results = join(root, '.fluxloop/results');
  if (!existsSync(results)) return [];
  return readdirSync(results).filter((name) => existsSync(join(results, name, 'plan.json')));
}

function ledgerOf(root: string, run: string): string[] {
  const text = readFileSync(join(root, '.fluxloop/results', run, 'results.jsonl'), 'utf8');
  return text.split('\n').slice(0, -1);
}

function rowsOf(root: string, run: string | undefined): number {
  if (run === undefined || !existsSync(join(root, '.fluxloop/results', run, 'results.jsonl'))) {
    return 0;
  }
  return ledgerOf(root, run).length;
}

/** What a run came to, without what the clock on the wall has a part in. */
function resultOf(project: CountedProject, stdout: string): { rows: string[]; summary: string } {
  const { run_id: id, summary } = JSON.parse(stdout) as { run_id: string; summary: Summary };
  const rows = ledgerOf(project.root, id).map((line) => JSON.parse(line) as Row);
  expect(rows).toHaveLength(project.rows);
  expect(summary).toMatchObject({ complete: true, totals: totalsOf(rows) });
  const stored = readFileSync(join(project.root, '.fluxloop/results', id, 'summary.json'), 'utf8');
  expect(JSON.parse(stored)).toEqual(summary);
  return { rows: rows.map(timeless).sort(), summary: timeless(summary) };
}

interface Row {
  case_id: string;
  iteration: number;
  verdict: 'pass' | 'fail' | 'error';
  score: number;
  redactions: Record<string, number>;
}

interface Summary {
  totals: object;
}

/** Counted here, by other means than the command's. */
function totalsOf(rows: readonly Row[]): object {
  expect(new Set(rows.map((row) => `${row.case_id} ${row.iteration}`)).size).toBe(rows.length);
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  const judged = rows.filter(({ verdict }) => verdict !== 'error');
  const sum = judged.reduce((total, { score }) => total + score, 0);
  return {
    cases: rows.length,
    verdicts: { pass: count('pass'), fail: count('fail'), error: count('error') },
    score: expect.closeTo(sum / judged.length, 5),
    redactions: { email: rows.reduce((total, row) => total + (row.redactions.email ?? 0), 0) },
  };
}

function timeless(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (BY_THE_CLOCK.has(key) ? undefined : inner));
}
