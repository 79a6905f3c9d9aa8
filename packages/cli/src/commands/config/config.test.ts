import { join } from 'node:path';
import { type RunnableCommand, runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import ConfigGet from './get.js';
import ConfigList from './list.js';
import ConfigPath from './path.js';
import ConfigSet from './set.js';
import ConfigUnset from './unset.js';

async function inHome() {
  const folder = await temporaryFolder();
  const run = (command: RunnableCommand, ...argv: string[]) =>
    runCommand(command, argv, { cwd: folder.path, env: { FLUXLOOP_HOME: folder.path } });
  return { folder, run, [Symbol.asyncDispose]: folder.remove };
}

describe('config', () => {
  it('keeps a setting until it is unset', async () => {
    await using home = await inHome();
    expect((await home.run(ConfigSet, 'project', 'support-bot')).stdout).toBe(
      'project = support-bot\n',
    );
    expect((await home.run(ConfigGet, 'project')).stdout).toBe('support-bot\n');
    expect((await home.run(ConfigList)).stdout).toBe('project = support-bot\n');
    await home.run(ConfigUnset, 'project');
    expect((await home.run(ConfigList)).stdout).toBe('Nothing is set.\n');
  });

  it('gives the same as JSON', async () => {
    await using home = await inHome();
    const set = await home.run(ConfigSet, 'project', 'support-bot', '--json');
    expect(set.json()).toEqual({ key: 'project', value: 'support-bot' });
    expect((await home.run(ConfigList, '--json')).json()).toEqual({
      settings: { project: 'support-bot' },
    });
  });

  it('ends with 5 for a setting that is not set', async () => {
    await using home = await inHome();
    const run = await home.run(ConfigGet, 'project', '--json');
    expect(run.exitCode).toBe(5);
    expect(run.json()).toMatchObject({ error: { code: 'not_set', exit_code: 5 } });
  });

  it('ends with 2 for a setting that does not exist, and suggests the nearest', async () => {
    await using home = await inHome();
    const run = await home.run(ConfigSet, 'projct', 'support-bot');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('"project"');
  });

  it('sets the default profile only to one that exists', async () => {
    await using home = await inHome();
    expect((await home.run(ConfigSet, 'profile', 'staging')).exitCode).toBe(2);
    await home.folder.write('credentials', JSON.stringify({ profiles: { staging: {} } }));
    expect((await home.run(ConfigSet, 'profile', 'staging')).exitCode).toBe(0);
    expect((await home.run(ConfigGet, 'profile')).stdout).toBe('staging\n');
  });

  it('says where it is stored', async () => {
    await using home = await inHome();
    const run = await home.run(ConfigPath, '--json');
    expect(run.json()).toEqual({
      path: join(home.folder.path, 'config.json'),
      credentials: join(home.folder.path, 'credentials'),
    });
  });
});
