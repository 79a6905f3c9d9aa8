import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, type Workplace, workplace } from '../built-cli.test-support.js';
import { packed, startRegistry } from './registry.test-support.js';

/** Leaves a file behind when it runs. */
const LEAVE_A_TRACE = `node -e "require('fs').writeFileSync(process.env.HOME + '/script-ran', '')"`;

/** A plugin with a command, a criterion and a target, and nothing that it depends on. */
function tone(version = '1.0.0', name = '@acme/fluxloop-plugin-tone'): Record<string, string> {
  return {
    'tone/package.json': JSON.stringify({
      name,
      version,
      type: 'module',
      exports: { '.': './target.js', './polite.js': './polite.js' },
      scripts: { postinstall: LEAVE_A_TRACE, prepare: LEAVE_A_TRACE },
      oclif: {
        commands: './commands',
        hooks: { 'fluxloop:criteria': './criteria.js' },
        topics: { tone: { description: 'How it sounds.' } },
      },
    }),
    'tone/commands/tone/say.js': `
      export default class Say {
        static summary = 'Say it politely.';
        static strict = false;
        static async run(argv) {
          if (argv.includes('nothing')) {
            console.error('Nothing is not polite.');
            throw Object.assign(new Error('EEXIT: 5'), { code: 'EEXIT', oclif: { exit: 5 } });
          }
          console.log('Please, ' + argv.join(' '));
        }
      }
    `,
    'tone/criteria.js': `
      const calm = { name: 'calm', create: () => ({ text }) => !text.includes('!') };
      export default async () => ({ criteria: [calm] });
    `,
    'tone/polite.js': `export default ({ text }, { word }) => text.includes(word);`,
    'tone/target.js': `
      export const createTarget = ({ options }) => ({
        open: () => ({ send: ({ text }) => options.greeting + text }),
      });
    `,
  };
}

const PROJECT = {
  'bot/fluxloop.yaml': `
project: bot
runner: { target: { module: "@acme/fluxloop-plugin-tone", options: { greeting: "Please, " } } }
`,
  'bot/scenarios/tone.yaml': `
criteria: [calm, { module: "@acme/fluxloop-plugin-tone/polite.js", word: Please }]
inputs:
  - wait
  - wait!
`,
};

beforeAll(ensureBuilt);

const json = async (here: Workplace, argv: string[], env: Record<string, string> = {}) =>
  (await here.run([...argv, '--json'], { env })).json();

describe('a plugin that is linked', () => {
  it('brings criteria and a target to tests, to checks and to the schemas for editors', async () => {
    await using here = await workplace({ ...tone(), ...PROJECT });
    const cwd = `${here.folder.path}/bot`;
    const without = await here.run(['test', '--json'], { cwd });
    expect(without.exitCode).toBe(2);

    expect((await here.run(['plugins', 'link', 'tone'])).exitCode).toBe(0);
    const run = await here.run(['test', '--report', 'github=report.md', '--json'], { cwd });
    expect(run.exitCode).toBe(10);
    expect(run.json()).toMatchObject({ summary: { totals: { verdicts: { pass: 1, fail: 1 } } } });
    const schema = await readFile(`${cwd}/.fluxloop/schemas/scenario.schema.json`, 'utf8');
    expect(schema).toContain('"not-calm"');

    const checked = await here.run(['inputs', 'validate'], { cwd });
    expect(checked.exitCode).toBe(0);
    const printed = await here.run(['schema', 'scenario'], { cwd });
    expect(printed.stdout).toContain('"not-calm"');
  });

  it('brings commands, which end with the code that they give and say what they say once', async () => {
    await using here = await workplace(tone());
    await here.run(['plugins', 'link', 'tone']);
    expect((await here.run(['help'])).stdout).toMatch(/^ {2}tone +How it sounds\.$/m);
    expect(await here.run(['tone', 'say', 'wait'])).toMatchObject({
      stderr: '',
      stdout: 'Please, wait\n',
    });
    const failing = await here.run(['tone', 'say', 'nothing']);
    expect(failing).toMatchObject({ exitCode: 5, stderr: 'Nothing is not polite.\n' });
  });

  it('does not take the place of FluxLoop’s own commands', async () => {
    await using here = await workplace({
      ...tone(),
      'tone/commands/schema.js': `
        export default class Other {
          static aliases = ['doctor'];
          static async run() { console.log('other'); }
        }
      `,
    });
    const linked = await here.run(['plugins', 'link', 'tone']);
    expect(linked.stderr).toContain('"schema" is not used');
    expect((await here.run(['schema', 'scenario'])).json()).toBeTruthy();
    expect((await here.run(['doctor'])).stdout).not.toContain('other');
  });

  it('does not end the command line when it breaks; it is named, and can be removed', async () => {
    await using here = await workplace(tone());
    await here.run(['plugins', 'link', 'tone']);
    await here.folder.write('tone/commands/tone/shout.js', `import 'nowhere';`);
    const other = await here.run(['schema', 'scenario', '--json']);
    expect(other.exitCode).toBe(0);
    expect(other.json()).toBeTruthy();
    expect(other.stderr).toMatch(
      /^\[WARN\] The plugin @acme\/fluxloop-plugin-tone does not work: /,
    );
    expect(other.stderr).toContain('fluxloop plugins uninstall @acme/fluxloop-plugin-tone');
    expect(await json(here, ['plugins'])).toMatchObject({
      plugins: [{ version: null, problem: expect.stringContaining('nowhere') }],
    });

    await here.folder.write('tone/commands/tone/shout.js', 'process.exit(7);');
    const removed = await here.run(['plugins', 'uninstall', '@acme/fluxloop-plugin-tone']);
    expect(removed.exitCode).toBe(0);
    expect(await here.run(['schema', 'scenario'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('may be gone, and a broken list of plugins too', async () => {
    await using here = await workplace(tone());
    await here.run(['plugins', 'link', 'tone']);
    await rm(`${here.folder.path}/tone`, { recursive: true });
    const gone = await here.run(['schema', 'scenario']);
    expect(gone).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('there is no') });
    await here.folder.write('home/plugins/plugins.json', '{');
    const unreadable = await here.run(['schema', 'scenario']);
    expect(unreadable.exitCode).toBe(0);
    expect(unreadable.stderr).toMatch(/^\[WARN\] The list of plugins cannot be used/);
  });
});

describe('a plugin that is installed', () => {
  it('comes from an archive, runs no script of its own, and goes without a trace', async () => {
    await using here = await workplace(tone());
    const archive = await packed(`${here.folder.path}/tone`, here.folder.path);
    const env = { npm_config_ignore_scripts: 'false', npm_config_offline: 'true' };
    const installed = await here.run(['plugins', 'install', archive, '--yes', '--json'], { env });
    expect(installed.stderr).toBe('');
    expect(installed.json()).toMatchObject({
      name: '@acme/fluxloop-plugin-tone',
      type: 'installed',
      version: '1.0.0',
      source: archive,
      commands: ['tone say'],
      hooks: ['fluxloop:criteria'],
    });
    expect(existsSync(`${here.folder.path}/home/script-ran`)).toBe(false);
    expect(await here.run(['tone', 'say', 'wait'])).toMatchObject({
      stderr: '',
      stdout: 'Please, wait\n',
    });
    // It came without a manifest; with one a start imports nothing of a plugin that it does not run.
    const { root } = installed.json() as { root: string };
    await writeFile(join(root, 'commands/tone/say.js'), 'process.exit(7);');
    expect(await here.run(['schema', 'scenario'])).toMatchObject({ exitCode: 0, stderr: '' });

    await here.run(['plugins', 'uninstall', '@acme/fluxloop-plugin-tone']);
    expect(await readdir(`${here.folder.path}/home/plugins`)).toEqual(['plugins.json']);
    expect((await here.run(['tone', 'say'])).exitCode).toBe(2);
  });

  it('comes from a registry, is brought up to date, and stays as it is when that fails', async () => {
    await using here = await workplace(tone());
    await using registry = await startRegistry(here.folder);
    const env = { npm_config_registry: registry.url, npm_config_fetch_retries: '0' };
    await registry.publish(`${here.folder.path}/tone`);
    await here.run(['plugins', 'install', '@acme/fluxloop-plugin-tone', '--yes'], { env });

    for (const [file, content] of Object.entries(tone('1.1.0'))) {
      await here.folder.write(file, content);
    }
    await registry.publish(`${here.folder.path}/tone`);
    const fresh = { ...env, npm_config_prefer_online: 'true' };
    expect(await json(here, ['plugins', 'update'], fresh)).toEqual({
      plugins: [
        { name: '@acme/fluxloop-plugin-tone', outcome: 'updated', from: '1.0.0', to: '1.1.0' },
      ],
    });
    expect(await readdir(`${here.folder.path}/home/plugins`)).toHaveLength(2);

    const lost = { ...fresh, npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: 'none' };
    const failed = await here.run(['plugins', 'update', '--json'], { env: lost });
    expect(failed.exitCode).toBe(4);
    expect(failed.json()).toMatchObject({
      plugins: [{ outcome: 'failed', error: { code: 'registry_unreachable' } }],
    });
    expect(await json(here, ['plugins'])).toMatchObject({ plugins: [{ version: '1.1.0' }] });

    const unknown = await here.run(['plugins', 'install', 'tonne', '--yes'], { env });
    expect(unknown.exitCode).toBe(5);
    expect(unknown.stderr).toContain('The registry has no package tonne.');
    expect(await readdir(`${here.folder.path}/home/plugins`)).toHaveLength(2);
  });

  it('comes from a git repository, and runs no script of its own', async () => {
    await using here = await workplace(tone());
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], {
        cwd: `${here.folder.path}/tone`,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const url = `git+file://${here.folder.path}/tone`;
    const installed = await here.run(['plugins', 'install', url, '--yes']);
    expect(installed.exitCode).toBe(0);
    expect(await here.run(['tone', 'say', 'wait'])).toMatchObject({
      stderr: '',
      stdout: 'Please, wait\n',
    });
    expect(existsSync(`${here.folder.path}/home/script-ran`)).toBe(false);
  });

  it('leaves nothing behind when Ctrl-C is pressed before it is there', async () => {
    await using here = await workplace();
    // A registry that does not answer.
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const env = { npm_config_registry: `http://127.0.0.1:${port}` };
    const install = here.start(['plugins', 'install', 'tone', '--yes', '--json'], { env });
    await once(silent, 'request');
    install.child.kill('SIGINT');
    const { exitCode, json } = await install.finished;
    silent.closeAllConnections();
    silent.close();
    expect(exitCode).toBe(130);
    expect(json()).toMatchObject({ error: { code: 'interrupted' } });
    expect(await readdir(`${here.folder.path}/home/plugins`)).toEqual([]);
  });

  it('is no package that is no plugin', async () => {
    await using here = await workplace({
      'other/package.json': JSON.stringify({ name: 'other', version: '1.0.0' }),
    });
    const archive = await packed(`${here.folder.path}/other`, here.folder.path);
    const run = await here.run(['plugins', 'install', archive, '--yes', '--json']);
    expect(run.json()).toMatchObject({ error: { code: 'plugin_failed', exit_code: 2 } });
    expect(await readdir(`${here.folder.path}/home/plugins`)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is fetched by an npm that sees no key', async () => {
    await using here = await workplace(tone());
    const archive = await packed(`${here.folder.path}/tone`, here.folder.path);
    const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
    const watching = `#!/bin/sh\nenv > "$HOME/npm-saw"\nexec '${npm}' "$@"\n`;
    await chmod(await here.folder.write('bin/npm', watching), 0o755);
    const env = {
      PATH: `${here.folder.path}/bin${delimiter}${process.env.PATH}`,
      FLUXLOOP_API_KEY: 'made-up-1',
      OPENAI_API_KEY: 'made-up-2',
    };
    await here.run(['plugins', 'install', archive, '--yes'], { env });
    const saw = await readFile(`${here.folder.path}/home/npm-saw`, 'utf8');
    expect(saw).toMatch(/^PATH=/m);
    expect(saw).not.toMatch(/made-up|FLUXLOOP_/);
  });
});

describe('a command that only a plugin brings', () => {
  it('says which', async () => {
    await using here = await workplace();
    const run = await here.run(['platform', 'start']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('fluxloop plugins install @fluxloop/platform');
  });
});
