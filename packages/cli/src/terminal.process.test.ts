import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { echoProject, ensureBuilt, workplace } from './built-cli.test-support.js';

beforeAll(ensureBuilt);

const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('--version', () => {
  it.each([['--version'], ['-v']])('%s prints the version of the package', async (flag) => {
    await using here = await workplace();
    const run = await here.run([flag]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toBe(
      `fluxloop ${packageJson.version} (${process.platform}-${process.arch}, node ${process.version})\n`,
    );
  });

  it('prints JSON with --json', async () => {
    await using here = await workplace();
    expect((await here.run(['--version', '--json'])).json()).toMatchObject({
      version: packageJson.version,
    });
  });
});

describe('help', () => {
  it('fits into 80 columns, for every command', async () => {
    await using here = await workplace();
    const manifest = JSON.parse(
      readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'),
    );
    expect(manifest.version).toBe(packageJson.version);
    const commands = Object.keys(manifest.commands).map((id) => id.split(':'));
    expect(commands.length).toBeGreaterThan(10);
    for (const command of [[], ['auth'], ['config'], ...commands]) {
      const { exitCode, stdout, stderr } = await here.run([...command, '--help']);
      expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 0, stderr: '' });
      expect(stdout).toContain('USAGE');
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('is there for those who type it as a command', async () => {
    await using here = await workplace();
    for (const words of [[], ['test'], ['auth', 'login']]) {
      const command = await here.run(['help', ...words]);
      const flag = await here.run([...words, '--help']);
      expect(command.stdout).toBe(flag.stdout);
      expect(command).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('USAGE') });
    }
  });

  it('says in every command’s help that there is --json', async () => {
    await using here = await workplace();
    expect((await here.run(['sync', 'upload', '--help'])).stdout).toContain('--json');
  });
});

describe('output', () => {
  const ESCAPE = '\u001B[';

  it('is plain in a pipe, and progress is lines', async () => {
    await using here = await workplace(echoProject());
    const { stdout, stderr } = await here.run(['test']);
    expect(stdout + stderr).not.toContain('\u001B');
    expect(stdout + stderr).not.toContain('\r');
    expect(stderr).toContain('Testing: 2/2\n');
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('/'))).toEqual(
      [],
    );
  });

  it('obeys FORCE_COLOR and NO_COLOR, and the flag above both', async () => {
    await using here = await workplace(echoProject());
    const colored = async (env: Record<string, string>, ...flags: string[]) =>
      (await here.run(['test', ...flags], { env })).stdout.includes(ESCAPE);
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true);
    expect(await colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
    expect(await colored({}, '--color')).toBe(true);
  });

  it('is one JSON document with --json, and nothing on standard error', async () => {
    await using here = await workplace(echoProject());
    const run = await here.run(['test', '--json'], { env: { FORCE_COLOR: '1' } });
    expect(run.stderr).toBe('');
    expect(run.json()).toMatchObject({ interrupted: false, upload: null });
  });

  it('is JSON even where an agent in process prints to standard output', async () => {
    await using here = await workplace({
      ...echoProject({ texts: ['hello'] }),
      'fluxloop.yaml': 'runner:\n  target: "./agent.mjs:run"\n',
      'agent.mjs': `export function run() {
        console.log('from console.log');
        process.stdout.write('from write\\n');
        return 'You said: hello';
      }`,
    });
    const run = await here.run(['test', '--json']);
    expect(run.json()).toMatchObject({ summary: { totals: { verdicts: { pass: 1 } } } });
    expect(run.stderr).toBe('from console.log\nfrom write\n');
  });

  it.runIf(process.platform === 'linux')('on a full disk is an error without a stack', () => {
    const bin = fileURLToPath(new URL('../bin/fluxloop.js', import.meta.url));
    const words = `"${process.execPath}" "${bin}" config path --json > /dev/full`;
    const { status, stderr } = spawnSync('/bin/sh', ['-c', words], { encoding: 'utf8' });
    expect(stderr).toMatch(/^\[ERROR\] ENOSPC.*\n→ The disk is full\..*\n$/);
    expect(status).toBe(1);
  });

  it('ends quietly when whoever reads a report has seen enough', async () => {
    const texts = Array.from({ length: 400 }, (_, index) => `${index} ${'word '.repeat(100)}`);
    await using here = await workplace({
      ...echoProject({ texts }),
      'fluxloop.yaml': 'runner:\n  target: "./agent.mjs:run"\n',
      'agent.mjs': "export const run = ({ text }) => 'You said: ' + text;\n",
    });
    await here.run(['test']);
    const exporting = here.start(['results', 'export', '--report', 'jsonl']);
    exporting.child.stdout?.once('data', () => exporting.child.stdout?.destroy());
    const { exitCode, stdout, stderr } = await exporting.finished;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^\{"crc32":/);
  });

  it('does not let an agent write to the terminal', async () => {
    await using here = await workplace(echoProject({ texts: ['\u001B]0;owned\u0007\u001B[2Jhi'] }));
    await here.run(['test']);
    const list = await here.run(['results', 'show', '--json']);
    const [{ case_id: id }] = (list.json() as { cases: [{ case_id: string }] }).cases;
    const { stdout } = await here.run(['results', 'show', '--case', id]);
    expect(stdout).toContain('You said:');
    expect(stdout).not.toContain('\u001B');
    expect(stdout).not.toContain('\u0007');
  });
});

describe('Ctrl-C', () => {
  it('keeps what is done, says how to go on, and ends with 130', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `number ${index}`);
    await using here = await workplace(echoProject({ texts, delayMs: 400 }));
    const running = here.start(['test', '--parallel', '1']);
    await running.waitForOutput(/Testing: 1\/8/);
    running.child.kill('SIGINT');
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(130);
    const resume = /fluxloop (test --resume run_\S+)/.exec(stdout)?.[1];
    expect(resume).toBeDefined();

    const resumed = await here.run([...(resume ?? '').split(' '), '--json']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.json()).toMatchObject({ summary: { complete: true, totals: { cases: 8 } } });
    const shown = await here.run(['results', 'show', '--json']);
    const names = (shown.json() as { cases: { name: string }[] }).cases.map(({ name }) => name);
    expect(names.sort()).toEqual(texts);
  });

  it('ends with 130 with --json too, and standard output is JSON', async () => {
    await using here = await workplace(echoProject({ texts: ['a', 'b', 'c'], delayMs: 60_000 }));
    const running = here.start(['test', '--json']);
    const { child } = running;
    // The agent is up once its process is a child; with --json nothing is printed before the end.
    await here.folder.untilExists('.fluxloop/results');
    child.kill('SIGINT');
    const run = await running.finished;
    expect(run.exitCode).toBe(130);
    expect(run.json()).toMatchObject({ interrupted: true });
  });

  it('ends with 130 while a command waits for standard input', async () => {
    await using here = await workplace();
    const running = here.start(['auth', 'login', '--with-token'], {
      keepStdinOpen: true,
      env: { DEBUG: '*' },
    });
    // oclif says when it has loaded the command.
    await running.waitForOutput(/init version/);
    running.child.kill('SIGINT');
    expect(await running.finished).toMatchObject({ exitCode: 130, stdout: '' });
  });

  it('goes on with the latest run when --resume names none', async () => {
    await using here = await workplace(echoProject());
    await here.run(['test']);
    const again = await here.run(['test', '--resume', '--json']);
    expect(again.exitCode).toBe(0);
    expect(again.json()).toMatchObject({ summary: { totals: { cases: 2 } } });
  });
});
