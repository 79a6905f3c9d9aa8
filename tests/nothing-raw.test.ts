import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOutcome, runCli } from './support/command.ts';
import { type OwnDatabase, startOwnDatabase } from './support/database.ts';
import { copyExample, exampleMarkers } from './support/example.ts';
import { type RecordingProxy, startRecordingProxy } from './support/recording-proxy.ts';
import { searchFolder, searchText } from './support/search.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

describe('after a sanitized and uploaded run of the example, with DEBUG=*', () => {
  let place: LongLivedFolder;
  let database: OwnDatabase;
  let team: Team;
  let proxy: RecordingProxy;
  let project: string;
  let home: string;
  let outcome: CommandOutcome;
  let markers: string[];

  beforeAll(async () => {
    place = longLivedFolder();
    markers = await exampleMarkers();
    database = await startOwnDatabase(join(place.path, 'database'));
    team = await startTeam(join(place.path, 'team'), { DATABASE_URL: database.url });
    proxy = await startRecordingProxy(team.url);
    project = copyExample(place.path);
    home = join(place.path, 'home');
    await team.signInAt(proxy.url, home);
    outcome = await runCli(['test', '--sanitize', '--upload', '--yes'], {
      cwd: project,
      home,
      env: { DEBUG: '*' },
    });
  });

  afterAll(async () => {
    await proxy?.close();
    await team?.close();
    await database?.stop();
    place?.remove();
  });

  it('the run came to its end, and was stored by the platform', async () => {
    expect(outcome.code, outcome.stderr).toBe(10);
    const runs = await (await team.asAdmin()).runs.list('support-bot');
    expect(runs.runs).toHaveLength(1);
    expect(runs.runs[0]).toMatchObject({ status: 'complete', sanitized: true });
    expect(runs.runs[0]?.totals.cases).toBeGreaterThanOrEqual(60);
  });

  it('no marker is in the run folder', () => {
    expect(searchFolder(join(project, '.fluxloop'), markers)).toEqual([]);
  });

  it('no marker is in what the terminal showed', () => {
    expect(searchText('stdout', outcome.stdout, markers)).toEqual([]);
    expect(searchText('stderr', outcome.stderr, markers)).toEqual([]);
  });

  it('no marker is in a request, as a proxy on the way saw it', () => {
    expect(proxy.requests.filter(({ path }) => path.includes('/chunks/')).length).toBeGreaterThan(
      0,
    );
    for (const { method, path, body } of proxy.requests) {
      expect(searchText(`${method} ${path}`, `${path}\n${body}`, markers)).toEqual([]);
    }
  });

  it('no marker is in a table, a log, or any file of the database', async () => {
    const dump = await database.dump();
    expect(dump).toContain('EMAIL_1');
    expect(searchText('the dump', dump, markers)).toEqual([]);
    expect(searchFolder(join(place.path, 'team'), markers)).toEqual([]);
    expect(searchFolder(join(place.path, 'database'), markers)).toEqual([]);
  });

  it('the API key is in the credentials file and nowhere else', async () => {
    const secrets = [team.key, team.admin.password];
    expect(searchText('stdout', outcome.stdout, secrets)).toEqual([]);
    expect(searchText('stderr', outcome.stderr, secrets)).toEqual([]);
    expect(searchText('the dump', await database.dump(), secrets)).toEqual([]);
    expect(searchFolder(project, secrets)).toEqual([]);
    expect(searchFolder(join(place.path, 'database'), secrets)).toEqual([]);
    expect(searchFolder(join(place.path, 'team/platform'), secrets)).toEqual([]);
    expect(searchFolder(home, secrets).map(({ where }) => where)).toEqual([
      join(home, 'credentials'),
    ]);
  });

  it('the same search finds every marker in the run folder of a run that is not sanitized', async () => {
    const raw = copyExample(join(place.path, 'raw'));
    await runCli(['test', '--no-sanitize', '--skip-upload'], { cwd: raw, home });
    const found = new Set(
      searchFolder(join(raw, '.fluxloop'), markers).map(({ marker }) => marker),
    );
    expect(markers.filter((marker) => !found.has(marker))).toEqual([]);
  });

  it('an upload of a run that is stored raw is sanitized on its way out', async () => {
    const before = proxy.requests.length;
    const raw = join(place.path, 'raw/support-bot');
    const upload = await runCli(['sync', 'upload', '--yes'], { cwd: raw, home });
    expect(upload.code, upload.stderr).toBe(0);
    const sent = proxy.requests.slice(before);
    expect(sent.some(({ path }) => path.includes('/chunks/'))).toBe(true);
    for (const { method, path, body } of sent) {
      expect(searchText(`${method} ${path}`, body, markers)).toEqual([]);
    }
    expect(searchText('the dump', await database.dump(), markers)).toEqual([]);
  });

  it('the run folder is for its owner alone', () => {
    const results = join(project, '.fluxloop/results');
    const run = join(results, readdirSync(results)[0] ?? '');
    expect(statSync(run).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(run)) {
      expect(statSync(join(run, name)).mode & 0o077, name).toBe(0);
    }
  });
});
