import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOutcome, runCli } from './support/command.ts';
import { type OwnDatabase, startOwnDatabase } from './support/database.ts';
import {
  ENVIRONMENT_SECRETS,
  type MarkedServer,
  type MarkersByPlace,
  markedEnvironment,
  type Place,
  placeMarkers,
  startMarkedServer,
  writeCrashingProject,
  writeMarkedProject,
  writePrintingProject,
  writeServedProject,
} from './support/marked-project.ts';
import { MARKER_KINDS } from './support/marker-kinds.ts';
import { MarkerSearch } from './support/marker-search.ts';
import { type RecordingProxy, startRecordingProxy } from './support/recording-proxy.ts';
import type { Hit } from './support/search.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

const FORMATS = ['json', 'jsonl', 'junit', 'ctrf', 'sarif', 'html', 'md', 'github'];
/** What a row does not hold, whether it is sanitized or not. */
const UNSTORED: readonly Place[] = [
  ...(['rubric', 'scenario description', 'scenario file', 'persona description'] as const),
  ...(['stderr', 'generated', 'server', 'print'] as const),
  // What agents and judges say of themselves is quoted without what is sensitive in each kind of run.
  ...(['error', 'judge reason'] as const),
];
/** Those whose values are from ranges that nobody has: generated inputs may hold them. */
const RESERVED = /^(?:email|phone|IPv)/;

describe(`${MARKER_KINDS.length} kinds of marker at every place, after sanitized runs with DEBUG=*`, () => {
  let place: LongLivedFolder;
  let database: OwnDatabase;
  let team: Team;
  let proxy: RecordingProxy;
  let server: MarkedServer;
  let markers: MarkersByPlace;
  let search: MarkerSearch;
  /** Where a value was placed, and which kind it is. */
  const origins = new Map<string, string>();
  /** What was written by hand, and what it was then. */
  const written = new Map<string, string>();
  const outcomes: [string, CommandOutcome][] = [];
  const project = () => join(place.path, 'project');
  const shared = () => join(place.path, 'shared');
  const served = () => join(place.path, 'served');
  const crashing = () => join(place.path, 'crashing');
  const printing = () => join(place.path, 'printing');

  beforeAll(async () => {
    place = longLivedFolder();
    markers = placeMarkers();
    for (const [at, all] of Object.entries(markers)) {
      for (const { kind, value } of all) {
        if (at === 'generated' && RESERVED.test(kind)) continue;
        origins.set(value, `${kind} in ${at}`);
      }
    }
    for (const [name, value] of Object.entries(ENVIRONMENT_SECRETS)) origins.set(value, name);
    search = new MarkerSearch([...origins.keys()]);
    server = await startMarkedServer(markers);
    const baseUrl = `${server.url}/v1`;
    writeMarkedProject(project(), markers, { baseUrl });
    writeMarkedProject(shared(), markers, { baseUrl, shared: true });
    writeServedProject(served(), markers, `${server.url}/chat`);
    writeCrashingProject(crashing(), markers);
    writePrintingProject(printing(), markers);
    cpSync(project(), join(place.path, 'raw'), { recursive: true });
    mkdirSync(join(place.path, 'tmp'));
    for (const path of [project(), shared(), served(), crashing(), printing()].flatMap(
      filesBelow,
    )) {
      written.set(path, readFileSync(path, 'utf8'));
    }
    database = await startOwnDatabase(join(place.path, 'database'));
    team = await startTeam(join(place.path, 'team'), { DATABASE_URL: database.url });
    proxy = await startRecordingProxy(team.url);
    await team.signInAt(proxy.url, join(place.path, 'home'));
    await useEverything();
  });

  afterAll(async () => {
    await proxy?.close();
    await server?.close();
    await team?.close();
    await database?.stop();
    place?.remove();
  });

  async function run(cwd: string, ...args: string[]): Promise<CommandOutcome> {
    const outcome = await runCli(args, {
      cwd,
      home: join(place.path, 'home'),
      env: { ...markedEnvironment(markers), DEBUG: '*', TMPDIR: join(place.path, 'tmp') },
    });
    outcomes.push([`fluxloop ${args.join(' ')}`, outcome]);
    return outcome;
  }

  async function useEverything(): Promise<void> {
    const reports = FORMATS.flatMap((format) => ['--report', `${format}=reports/run.${format}`]);
    await run(project(), 'test', '--sanitize', '--upload', '--yes', ...reports);
    await run(project(), 'test', '--sanitize', '--skip-upload', '--json', '--baseline', 'latest');
    await run(served(), 'test', '--sanitize', '--upload', '--yes', '--report', 'github');
    await run(crashing(), 'test', '--sanitize', '--upload', '--yes', '--report', 'github');
    await run(printing(), 'test', '--sanitize', '--upload', '--yes');
    await run(project(), 'results', 'list');
    await run(project(), 'results', 'show');
    await run(project(), 'results', 'show', '--json', '--verdict', 'fail', '--verdict', 'error');
    await run(project(), 'results', 'export', '--report', 'jsonl');
    await run(project(), 'results', 'compare', 'previous', 'latest');
    await run(project(), 'results', 'merge', 'latest');
    await run(project(), 'inputs', 'generate', '--llm', '--persona', 'insider', '--count', '45');
    await run(shared(), 'sync', '--yes');
    await run(shared(), 'sync', 'status');
    await run(project(), 'doctor');
  }

  /** Hits in words; none of a value that the user's own file must hold. */
  function told(hits: readonly Hit[]): string[] {
    return [
      ...new Set(hits.map(({ where, marker }) => `${origins.get(marker) ?? marker}: ${where}`)),
    ];
  }

  function isOwn(path: string): boolean {
    const content = written.get(path);
    return content !== undefined && content === readFileSync(path, 'utf8');
  }

  it('the runs and commands did what they are for', async () => {
    const codes = outcomes.map(([command, { code }]) => `${command.slice(0, 40)} ${code}`);
    expect(outcomes[0]?.[1].code, outcomes[0]?.[1].stderr.slice(-2000)).toBe(10);
    // No case passes, so 10 is what a run ends with.
    expect(codes.filter((code) => !/ (?:0|10)$/.test(code))).toEqual([]);
    const { runs } = await (await team.asAdmin()).runs.list('support-bot');
    expect(runs.length).toBeGreaterThanOrEqual(2);
    expect(runs.every(({ status, sanitized }) => status === 'complete' && sanitized)).toBe(true);
    expect(readdirSync(join(project(), 'reports')).length).toBe(FORMATS.length);
    expect(server.requests.filter((request) => request.includes('judge-1')).length).toBeGreaterThan(
      30,
    );
    expect(server.requests.some((request) => request.includes('writer-1'))).toBe(true);
    expect(proxy.requests.some(({ path }) => path.includes('/chunks/'))).toBe(true);
    const shared = proxy.requests.filter(({ body }) => body.includes('please throw'));
    expect(shared.length).toBeGreaterThan(0);
  });

  it('none is in what the runs and reports left in the projects', () => {
    const hits = [project(), shared(), served(), crashing(), printing()].flatMap((folder) =>
      told(search.folder(folder, isOwn)),
    );
    // It says which of the user's files is which scenario, and goes nowhere.
    expect(
      hits.filter((hit) => !/ in scenario file: .*\/\.fluxloop\/sync\.json$/.test(hit)),
    ).toEqual([]);
  });

  it('none is in the home folder or the folder for temporary files', () => {
    expect(told(search.folder(join(place.path, 'home')))).toEqual([]);
    expect(told(search.folder(join(place.path, 'tmp')))).toEqual([]);
  });

  it('none is in what the terminal showed', () => {
    const hits = outcomes.flatMap(([command, { stdout, stderr }]) =>
      told([
        ...search.text(`${command}, stdout`, stdout),
        ...search.text(`${command}, stderr`, stderr),
      ]),
    );
    // It lists the user's own files, under the names by which he finds them.
    expect(hits.filter((hit) => !/ in scenario file: fluxloop sync status,/.test(hit))).toEqual([]);
  });

  it('none is in a request to the platform, as a proxy on the way saw it', () => {
    expect(
      proxy.requests.flatMap(({ method, path, body }) =>
        told(search.text(`${method} ${path}`, `${path}\n${body}`)),
      ),
    ).toEqual([]);
  });

  it('none is in a request to the models that judge and word inputs', () => {
    expect(told(server.requests.flatMap((request) => search.text('a model', request)))).toEqual([]);
  });

  it('none is in the database or the logs of the platform', async () => {
    const dump = await database.dump();
    expect(dump).toContain('EMAIL_1');
    expect(told(search.text('the dump', dump))).toEqual([]);
    expect(told(search.folder(join(place.path, 'team')))).toEqual([]);
  });

  it('the same search finds each of them in the folder of a run that is not sanitized', async () => {
    const raw = join(place.path, 'raw');
    await run(raw, 'test', '--no-sanitize', '--skip-upload');
    expect(existsSync(join(raw, '.fluxloop'))).toBe(true);
    const found = new Set(search.folder(join(raw, '.fluxloop')).map(({ marker }) => marker));
    const missing = Object.entries(markers)
      .filter(([at]) => !UNSTORED.includes(at as Place))
      .flatMap(([at, all]) =>
        all.filter(({ value }) => !found.has(value)).map(({ kind }) => `${kind} in ${at}`),
      );
    expect(missing).toEqual([]);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
