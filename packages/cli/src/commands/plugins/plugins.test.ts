import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import Plugins from './index.js';
import PluginsInstall from './install.js';
import PluginsLink from './link.js';
import PluginsUninstall from './uninstall.js';
import PluginsUpdate from './update.js';

const TONE = {
  'tone/package.json': JSON.stringify({ name: 'fluxloop-tone', version: '1.0.0', oclif: {} }),
};

async function here(files: Record<string, string> = {}) {
  const folder = await temporaryFolder(files);
  const fake = { cwd: folder.path, env: { FLUXLOOP_HOME: join(folder.path, 'home') } };
  return { folder, fake, [Symbol.asyncDispose]: () => folder.remove() };
}

describe('plugins install', () => {
  it('says what a plugin may do, and installs nothing without a yes', async () => {
    await using place = await here();
    const terminal = { terminal: { columns: 80 }, typed: 'n\n' };
    const run = await runCommand(PluginsInstall, ['tone'], { ...place.fake, ...terminal });
    expect(run.exitCode).toBe(2);
    expect(run.error?.code).toBe('not_confirmed');
    expect(run.stderr).toMatch(
      /with your\s+rights[\s\S]*keys[\s\S]*Install tone from the npm registry\?/,
    );
    const [told = ''] = run.stderr.split('Install tone');
    expect(told.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(await readdir(place.folder.path)).toEqual([]);
  });

  it('needs --yes where nobody can be asked, and says what a plugin may do', async () => {
    await using place = await here();
    const run = await runCommand(PluginsInstall, ['tone', '--json'], place.fake);
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({
      error: { code: 'confirmation_needed', message: expect.stringContaining('with your rights') },
    });
  });

  it('says what to do where there is no npm', async () => {
    await using place = await here();
    const env = { ...place.fake.env, PATH: join(place.folder.path, 'empty') };
    const run = await runCommand(PluginsInstall, ['tone', '--yes'], { ...place.fake, env });
    expect(run.error).toMatchObject({ code: 'npm_missing', exit_code: 2 });
    expect(await readdir(join(place.folder.path, 'home/plugins'))).toEqual([]);
  });
});

describe('plugins link', () => {
  it('lists a folder, once, and leaves it when it is uninstalled by name or by folder', async () => {
    await using place = await here(TONE);
    for (const name of ['fluxloop-tone', 'tone']) {
      for (let time = 0; time < 2; time++) await runCommand(PluginsLink, ['tone'], place.fake);
      const listed = await runCommand(Plugins, ['--json'], place.fake);
      expect(listed.json()).toEqual({
        plugins: [
          expect.objectContaining({ name: 'fluxloop-tone', type: 'linked', problem: null }),
        ],
      });
      const removed = await runCommand(PluginsUninstall, [name], place.fake);
      expect(removed.stdout).toContain('its folder stays');
      expect(await readdir(join(place.folder.path, 'tone'))).toEqual(['package.json']);
    }
    const empty = await runCommand(Plugins, [], place.fake);
    expect(empty.stdout).toContain('fluxloop plugins install PACKAGE');
  });

  it.each([
    ['{}', 'not_a_plugin'],
    ['{', 'not_a_plugin'],
    [`{"name":"../../evil"}`, 'not_a_plugin'],
    [`{"name":"tone"}`, 'plugin_failed'],
    [
      `{"name":"tone","oclif":{"commands":{"strategy":"explicit","target":"./gone.js"}}}`,
      'plugin_failed',
    ],
  ])('takes no folder whose package.json is %s', async (manifest, code) => {
    await using place = await here({ 'package.json': manifest });
    const run = await runCommand(PluginsLink, [], place.fake);
    expect(run.error?.code).toBe(code);
    const listed = await runCommand(Plugins, ['--json'], place.fake);
    expect(listed.json()).toEqual({ plugins: [] });
  });
});

describe('a plugin that is not there', () => {
  it.each([PluginsUninstall, PluginsUpdate])(
    'is not found, and a close name is told',
    async (command) => {
      await using place = await here(TONE);
      await runCommand(PluginsLink, ['tone'], place.fake);
      const run = await runCommand(command, ['fluxlop-tone'], place.fake);
      expect(run.exitCode).toBe(5);
      expect(run.error).toMatchObject({
        code: 'plugin_not_found',
        hint: 'Did you mean fluxloop-tone? See which there are: fluxloop plugins',
      });
    },
  );
});

describe('a list of plugins that somebody has edited', () => {
  it.each([
    '{',
    '[]',
    '{"plugins":[{"name":"tone","type":"installed","folder":"../..","source":"tone"}]}',
    '{"plugins":[{"name":"..","type":"linked","root":"/"}]}',
  ])('is refused by its file: %s', async (list) => {
    await using place = await here({ 'home/plugins/plugins.json': list });
    for (const run of [
      await runCommand(Plugins, [], place.fake),
      await runCommand(PluginsUninstall, ['tone'], place.fake),
    ]) {
      expect(run.error).toMatchObject({
        code: 'plugin_list_unreadable',
        exit_code: 2,
        location: { file: join(place.folder.path, 'home/plugins/plugins.json') },
      });
    }
  });
});
