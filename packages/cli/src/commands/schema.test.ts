import { runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import Schema from './schema.js';
import Test from './test.js';

describe('schema', () => {
  it.each([
    ['scenario', 'A scenario', 'inputs'],
    ['configuration', 'fluxloop.yaml', 'runner'],
    ['persona', 'A persona', 'traits'],
  ])('prints the schema of a %s, the same with --json', async (name, title, key) => {
    const run = await runCommand(Schema, [name]);
    expect(JSON.parse(run.stdout)).toMatchObject({ title, properties: { [key]: {} } });
    const json = await runCommand(Schema, [name, '--json']);
    expect(json.json()).toEqual(JSON.parse(run.stdout));
  });

  it('writes them into the project, once', async () => {
    await using folder = await temporaryFolder({ 'fluxloop.yaml': 'project: bot\n' });
    const first = await runCommand(Schema, ['--write'], { cwd: folder.path });
    expect(first.stdout).toContain('.fluxloop/schemas/scenario.schema.json');
    const again = await runCommand(Schema, ['--write', '--json'], { cwd: folder.path });
    expect(again.json()).toEqual({ written: [] });
  });

  it('is written by a test too, for whoever cloned the project', async () => {
    await using folder = await temporaryFolder({
      'fluxloop.yaml': 'runner: { target: "./agent.mjs:run" }\n',
      'agent.mjs': 'export const run = () => "hello";\n',
      'scenarios/a.yaml': 'inputs: [{ text: hi, criteria: [{ contains: hello }] }]\n',
    });
    const run = await runCommand(Test, [], { cwd: folder.path });
    expect(run.exitCode, run.stderr).toBe(0);
    const again = await runCommand(Schema, ['--write', '--json'], { cwd: folder.path });
    expect(again.json()).toEqual({ written: [] });
  });

  it('knows what there are schemas for', async () => {
    const run = await runCommand(Schema, ['scenaro']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('scenario');
  });
});
