import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './support/command.ts';
import { LARGE_PROJECT_CASES, writeLargeProject } from './support/large-project.ts';
import { processesLeftIn } from './support/processes.ts';
import { KILL_ROUNDS, randomMoments } from './support/random-moments.ts';
import { type RecordingProxy, startRecordingProxy } from './support/recording-proxy.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

describe('kill -9 of the platform at random moments of an upload', () => {
  let place: LongLivedFolder;
  let team: Team;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    place = longLivedFolder();
    team = await startTeam(join(place.path, 'team'));
    proxy = await startRecordingProxy(team.url);
  });
  afterAll(async () => {
    await proxy?.close();
    await team?.close();
    place?.remove();
  });

  it('after a restart the same upload goes on, and every case is there once', async () => {
    const moments = randomMoments();
    const home = join(place.path, 'home');
    const project = writeLargeProject(join(place.path, 'project'));
    await team.signInAt(proxy.url, home);
    for (let round = 0; round < KILL_ROUNDS; round += 1) {
      const context = `round ${round}, seed ${moments.seed}`;
      const run = await runCli(['test', '--skip-upload', '--json'], { cwd: project, home });
      expect(run.code, run.stderr).toBe(0);
      const { run_id: runId } = JSON.parse(run.stdout) as { run_id: string };

      const killed = killDuring(team, proxy, moments.between(1, 5), moments.between(0, 60));
      const upload = ['sync', 'upload', runId, '--yes', '--json'];
      const interrupted = await runCli(upload, { cwd: project, home });
      await killed;
      expect([0, 4], `${context}\n${interrupted.stdout}`).toContain(interrupted.code);
      await team.restart();

      const completed = await runCli(upload, { cwd: project, home });
      expect(completed.code, `${context}\n${completed.stdout}`).toBe(0);
      const stored = await everyCase(team, runId);
      expect(stored, context).toHaveLength(LARGE_PROJECT_CASES);
      expect(new Set(stored).size, context).toBe(LARGE_PROJECT_CASES);
    }
  });

  it('leaves no process behind', async () => {
    await team.close();
    expect(await processesLeftIn(place.path)).toEqual([]);
  });
});

/** Kills the platform some milliseconds after the upload's nth request has reached it. */
async function killDuring(
  team: Team,
  proxy: RecordingProxy,
  requests: number,
  delayMs: number,
): Promise<void> {
  const target = proxy.requests.length + requests;
  while (proxy.requests.length < target) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await team.kill();
}

async function everyCase(team: Team, runId: string): Promise<string[]> {
  const client = await team.asAdmin();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.cases.list('support-bot', runId, { limit: 200, cursor });
    found.push(...page.cases.map(({ case_id, iteration }) => `${case_id} ${iteration}`));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
