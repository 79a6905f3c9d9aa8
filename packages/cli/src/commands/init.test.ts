import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { loadScenarios } from '@fluxloop/runner';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import Init from './init.js';

const read = (...path: string[]) => readFile(join(...path), 'utf8');

describe('init', () => {
  it('writes a configuration that sanitizes what is stored, a scenario, an agent and .gitignore', async () => {
    await using folder = await temporaryFolder();
    const run = await runCommand(Init, ['--project', 'support-bot'], { cwd: folder.path });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('fluxloop test');
    expect(await read(folder.path, 'fluxloop.yaml')).toMatch(/^project: support-bot$/m);
    expect(await read(folder.path, 'fluxloop.yaml')).toMatch(/^ {2}sanitize: true$/m);
    expect(await read(folder.path, 'scenarios', 'first-steps.yaml')).toContain('inputs:');
    expect(await read(folder.path, '.gitignore')).toBe('.fluxloop/\n.env\napi_key.txt\n');
  });

  it('writes schemas for editors, and names them at the top of each YAML file', async () => {
    await using folder = await temporaryFolder();
    await runCommand(Init, [], { cwd: folder.path });
    for (const file of ['fluxloop.yaml', 'scenarios/first-steps.yaml']) {
      const yaml = await read(folder.path, file);
      const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(yaml)?.[1] ?? '';
      const schema = JSON.parse(await read(folder.path, dirname(file), named));
      const validate = new Ajv({ strict: false }).compile(schema);
      expect(validate(parse(yaml)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('leaves all places to scenarios where they are looked for, and says where to go', async () => {
    await using folder = await temporaryFolder({
      'my bot/scenarios/billing/config.yaml': 'inputs: [Hi]\n',
    });
    const run = await runCommand(Init, ['my bot'], { cwd: folder.path });
    expect(run.stdout).toContain("Now try it: cd 'my bot' && fluxloop test\n");
    const root = join(folder.path, 'my bot');
    const { configuration } = await loadProjectConfiguration({ cwd: root });
    const { scenarios } = await loadScenarios({ root, configuration });
    expect(scenarios.map(({ name }) => name).sort()).toEqual(['billing', 'first-steps']);
  });

  it('makes a slug of the folder when no project is named', async () => {
    await using folder = await temporaryFolder();
    const run = await runCommand(Init, ['Mein Bot (2)!', '--json'], { cwd: folder.path });
    expect(run.json()).toMatchObject({ project: 'mein-bot-2' });
  });

  it('writes an agent that speaks the protocol', async () => {
    await using folder = await temporaryFolder();
    await runCommand(Init, [], { cwd: folder.path });
    const agent = promisify(execFile)(process.execPath, [join(folder.path, 'agent.mjs')]);
    agent.child.stdin?.end(
      `${JSON.stringify({ type: 'input', session: 's1', turn: 0, text: 'When are you open?' })}\n${JSON.stringify({ type: 'end', session: 's1' })}\n`,
    );
    const { stdout } = await agent;
    const [ready = '', answer = ''] = stdout.split('\n');
    expect(JSON.parse(ready)).toEqual({ type: 'ready' });
    expect(JSON.parse(answer)).toEqual({
      type: 'final',
      session: 's1',
      text: 'We are open from 9:00 to 17:00, Monday to Friday.',
    });
  });

  it('writes nothing at all where one of the files is there', async () => {
    await using folder = await temporaryFolder({ 'agent.mjs': 'mine' });
    const run = await runCommand(Init, [], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'file_exists' } });
    expect(run.stderr).toContain('agent.mjs');
    expect(await read(folder.path, 'agent.mjs')).toBe('mine');
    await expect(read(folder.path, 'fluxloop.yaml')).rejects.toThrow('ENOENT');
  });

  it('writes over files with --force', async () => {
    await using folder = await temporaryFolder({ 'agent.mjs': 'mine' });
    expect((await runCommand(Init, ['--force'], { cwd: folder.path })).exitCode).toBe(0);
    expect(await read(folder.path, 'agent.mjs')).not.toBe('mine');
  });

  it('adds to .gitignore only what it lacks', async () => {
    await using folder = await temporaryFolder({ '.gitignore': 'dist\n/.fluxloop\n.env' });
    const run = await runCommand(Init, ['--json'], { cwd: folder.path });
    expect(run.json()).toMatchObject({ ignored: ['api_key.txt'] });
    expect(await read(folder.path, '.gitignore')).toBe('dist\n/.fluxloop\n.env\napi_key.txt\n');
  });
});
