import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { echoProject, ensureBuilt, workplace } from './built-cli.test-support.js';
import { type FakePlatform, startFakePlatform } from './fake-platform.test-support.js';
import { madeUpKey } from './made-up-keys.test-support.js';

const RAW = 'ada@example.com';
const key = madeUpKey();
let platform: FakePlatform;
let env: Record<string, string>;

beforeAll(ensureBuilt);
beforeEach(async () => {
  platform = await startFakePlatform(key);
  env = { FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: platform.url };
});
afterEach(() => platform.close());

const sent = () => platform.requests.map(({ body }) => body).join('\n');

describe('test', () => {
  it.each([
    [['--upload']],
    [['--upload', '--yes']],
    [['--no-skip-upload']],
    [['--sanitize', '--no-skip-upload']],
  ])('uploads with %j, asks nothing, and shows the page of the run', async (flags) => {
    await using here = await workplace(echoProject());
    const run = await here.run(['test', ...flags], { env });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stdout).toMatch(
      new RegExp(`Run page: ${platform.url}/projects/support-bot/runs/run_`),
    );
    expect(platform.requests.at(-1)?.path).toMatch(/\/complete$/);
    expect(sent()).toContain('You said: write to');
    expect(sent()).not.toContain(RAW);
  });

  it('uploads where it is configured', async () => {
    await using here = await workplace(
      echoProject({ configuration: 'test: { auto_upload: true }' }),
    );
    expect((await here.run(['test'], { env })).exitCode).toBe(0);
    expect(platform.requests.length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing is typed', [], ''],
    ['--skip-upload', ['--skip-upload'], 'test: { auto_upload: true }'],
    ['--no-upload', ['--no-upload'], 'test: { auto_upload: true }'],
  ])('opens no connection with %s', async (_name, flags, configuration) => {
    await using here = await workplace(echoProject({ configuration }));
    expect((await here.run(['test', ...flags], { env })).exitCode).toBe(0);
    expect(platform.connections).toBe(0);
  });

  it('sends raw text only with --no-sanitize and a yes', async () => {
    await using here = await workplace(echoProject());
    const refused = await here.run(['test', '--upload', '--no-sanitize'], { env });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--yes');
    expect(platform.connections).toBe(0);
    const meant = await here.run(['test', '--upload', '--no-sanitize', '--yes'], { env });
    expect(meant.exitCode).toBe(0);
    expect(sent()).toContain(RAW);
  });

  it('does not take a key to a platform that only the repository names', async () => {
    await using here = await workplace(
      echoProject({ configuration: `api: { endpoint: "${platform.url}" }` }),
    );
    const run = await here.run(['test', '--upload'], { env: { FLUXLOOP_API_KEY: key } });
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(`--endpoint ${platform.url}`);
    expect(platform.connections).toBe(0);
  });
});

describe('sync upload', () => {
  it('uploads every run and the scenarios, and finds that they are there the second time', async () => {
    await using here = await workplace(echoProject());
    for (const _ of [1, 2]) expect((await here.run(['test'])).exitCode).toBe(0);
    const first = await here.run(['sync', 'upload', '--json'], { env });
    expect(first.exitCode).toBe(0);
    const uploaded = { rows: 2, run: { project: 'support-bot' } };
    expect(first.json()).toMatchObject({
      runs: { uploaded: [uploaded, uploaded] },
      scenarios: { pushed: [{ name: 'echo', version: 1 }] },
    });
    const changes = () => platform.requests.filter(({ method }) => method !== 'GET').length;
    const before = changes();
    const second = await here.run(['sync', 'upload', '--yes'], { env });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain('Everything was there already');
    expect(changes()).toBe(before);
    expect(sent()).not.toContain(RAW);
  });

  it('needs a project', async () => {
    await using here = await workplace(echoProject());
    await here.run(['test']);
    await here.folder.write(
      'fluxloop.yaml',
      echoProject()['fluxloop.yaml']?.replace('project: support-bot', '') ?? '',
    );
    const run = await here.run(['sync', 'upload'], { env });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('--project');
    expect(platform.connections).toBe(0);
  });
});
