import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { echoProject, ensureBuilt, workplace } from './built-cli.test-support.js';
import { startFakePlatform } from './fake-platform.test-support.js';
import { madeUpKey } from './made-up-keys.test-support.js';

beforeAll(ensureBuilt);

describe('a secret on the command line', () => {
  const key = madeUpKey();
  const foreign = ['sk', 'live', 'x9'.repeat(12)].join('_');
  const commands: [name: string, argv: string[], secret: string][] = [
    ['after --api-key', ['auth', 'status', '--api-key', key], key],
    ['after --api-key=', ['auth', 'status', `--api-key=${key}`], key],
    ["another vendor's after --api-key", ['auth', 'status', '--api-key', foreign], foreign],
    ['where no argument belongs', ['auth', 'login', key], key],
    ['as a setting', ['config', 'set', 'project', key], key],
    ['as a command', [key], key],
    ['behind a flag that does not exist', ['test', `--token=${key}`], key],
    ['before the command', ['--api-key', key, 'auth', 'status'], key],
  ];

  it.each(commands)('is in no output, %s', async (_name, argv, secret) => {
    await using here = await workplace();
    for (const flags of [[], ['--json'], ['--verbose']]) {
      const { stdout, stderr } = await here.run([...argv, ...flags], { env: { DEBUG: '*' } });
      // oclif prints its arguments: without that the test would prove nothing.
      expect(stderr).toContain('oclif');
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('still is the credential that is used', async () => {
    await using here = await workplace();
    const run = await here.run(['auth', 'status', '--api-key', key, '--json']);
    expect(run.json()).toMatchObject({ authenticated: true, source: { name: 'flag' } });
    expect(run.stderr).toContain('process lists');
  });

  it.runIf(process.platform === 'linux')('is gone from the process list', async () => {
    await using here = await workplace(echoProject({ delayMs: 60_000 }));
    const running = here.start(['test', '--api-key', key]);
    await here.folder.untilExists('.fluxloop/results');
    const line = readFileSync(`/proc/${running.child.pid}/cmdline`, 'utf8');
    running.child.kill('SIGINT');
    await running.finished;
    expect(line).toContain('fluxloop');
    expect(line).not.toContain(key);
  });
});

describe('a secret in the environment', () => {
  it('is in no output and in no file, whatever goes wrong', async () => {
    const key = madeUpKey();
    const platform = await startFakePlatform(madeUpKey());
    try {
      await using here = await workplace(echoProject({ texts: [`my key is ${key}`] }));
      const env = { FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: platform.url, DEBUG: '*' };
      for (const argv of [
        ['test', '--sanitize', '--upload', '--verbose'],
        ['test', '--sanitize', '--upload', '--json', '--verbose'],
        ['auth', 'status', '--check', '--verbose'],
        ['doctor', '--json'],
      ]) {
        const { exitCode, stdout, stderr } = await here.run(argv, { env });
        expect({ argv, exitCode }).toEqual({ argv, exitCode: 3 });
        expect(stdout + stderr).not.toContain(key);
      }
      expect(platform.requests.map(({ body }) => body).join()).not.toContain(key);
      expect(filesHolding(join(here.folder.path, '.fluxloop'), key)).toEqual([]);
      // The scenario holds it: the search is known to work.
      expect(filesHolding(join(here.folder.path, 'scenarios'), key)).toHaveLength(1);
    } finally {
      await platform.close();
    }
  });
});

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, 'utf8').includes(text));
}
