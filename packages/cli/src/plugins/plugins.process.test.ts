import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, type Workplace, workplace } from '../built-cli.test-support.js';

const PLUGIN = {
  'tone/package.json': JSON.stringify({
    name: '@acme/fluxloop-plugin-tone',
    version: '1.0.0',
    type: 'module',
    exports: { '.': './target.js', './polite.js': './polite.js' },
    oclif: { hooks: { 'fluxloop:criteria': './criteria.js' } },
  }),
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

/** As `plugins link` of oclif notes a folder: https://github.com/oclif/plugin-plugins */
async function linkPlugin({ folder }: Workplace): Promise<void> {
  const plugins = [
    { name: '@acme/fluxloop-plugin-tone', type: 'link', root: `${folder.path}/tone` },
  ];
  const note = JSON.stringify({ private: true, oclif: { schema: 1, plugins }, dependencies: {} });
  await folder.write('data/fluxloop/package.json', note);
}

describe('a plugin that is installed', () => {
  it('brings criteria and a target to tests, to checks and to the schemas for editors', async () => {
    await using here = await workplace({ ...PLUGIN, ...PROJECT });
    const env = { XDG_DATA_HOME: `${here.folder.path}/data` };
    const cwd = `${here.folder.path}/bot`;
    const without = await here.run(['test', '--json'], { env, cwd });
    expect(without.exitCode).toBe(2);

    await linkPlugin(here);
    const run = await here.run(['test', '--report', 'github=report.md', '--json'], { env, cwd });
    expect(run.exitCode).toBe(10);
    expect(run.json()).toMatchObject({ summary: { totals: { verdicts: { pass: 1, fail: 1 } } } });
    const schema = await readFile(`${cwd}/.fluxloop/schemas/scenario.schema.json`, 'utf8');
    expect(schema).toContain('"not-calm"');

    const checked = await here.run(['inputs', 'validate'], { env, cwd });
    expect(checked.exitCode).toBe(0);
    const printed = await here.run(['schema', 'scenario'], { env, cwd });
    expect(printed.stdout).toContain('"not-calm"');
  });
});
