import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FakeSurroundings,
  type RunnableCommand,
  runCommand,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Test from '../test.js';
import ResultsCompare from './compare.js';
import ResultsMerge from './merge.js';

const inputs = Array.from({ length: 24 }, (_, index) => ({
  text: `number ${index}`,
  criteria: [{ contains: 'yes' }],
}));

const project = (gate = '') => ({
  'fluxloop.yaml': `project: support-bot\nrunner:\n  target: "./agent.mjs:run"\n${gate}`,
  'agent.mjs': agent(0),
  'scenarios/shop.yaml': JSON.stringify({ name: 'shop', inputs }),
});

/** An agent that fails on so many numbers. */
function agent(bad: number): string {
  return `export const run = ({ text }) => Number(text.split(' ')[1]) < ${bad} ? 'no' : 'yes';\n`;
}

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder(project());
});
afterEach(() => folder.remove());

const run = (command: RunnableCommand, argv: readonly string[], fake: FakeSurroundings = {}) => {
  const { env, ...others } = fake;
  const home = join(folder.path, 'home');
  return runCommand(command, argv, {
    cwd: folder.path,
    env: { HOME: home, FLUXLOOP_HOME: home, ...env },
    ...others,
  });
};
const write = (file: string, text: string) => writeFile(join(folder.path, file), text);

describe('results compare', () => {
  it('tells a regression with its figures and the cases that became worse', async () => {
    await run(Test, []);
    await write('agent.mjs', agent(9));
    const tested = await run(Test, []);
    expect(tested.exitCode).toBe(10);
    const shown = await run(ResultsCompare, []);
    expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
    expect(shown.stdout).toContain('✘ regression');
    expect(shown.stdout).toContain('100.0 % → 62.5 %');
    expect(shown.stdout).toMatch(/number 8 .*pass .*fail/);
    const json = await run(ResultsCompare, ['previous', 'latest', '--json', '--exit-code']);
    expect(json.exitCode).toBe(10);
    expect(json.json()).toMatchObject({
      change: { verdict: 'regression', inputs: 24, method: 'mcnemar-exact' },
      worse: { count: 9 },
    });
    const back = await run(ResultsCompare, ['latest', 'previous', '--exit-code']);
    expect(back.exitCode).toBe(0);
    expect(back.stdout).toContain('✔ improvement');
  });

  it('says how many inputs are lacking', async () => {
    await run(Test, []);
    await run(Test, []);
    expect((await run(ResultsCompare, [])).stdout).toMatch(
      /! insufficient data[\s\S]*with \d+\s+inputs\s+more/,
    );
    const coarse = await run(ResultsCompare, ['--smallest-change', '0.4']);
    expect(coarse.stdout).toContain('no evidence of a change');
    expect((await run(ResultsCompare, ['--smallest-change', '2'])).exitCode).toBe(2);
  });

  it('ends with 5 where there is no such run', async () => {
    await run(Test, []);
    expect((await run(ResultsCompare, [])).exitCode).toBe(5);
  });
});

describe('test --baseline', () => {
  it('ends with 10 when it is worse, and with 0 when the same cases fail as before', async () => {
    await write('agent.mjs', agent(4));
    expect((await run(Test, [])).exitCode).toBe(10);
    const same = await run(Test, ['--baseline', 'latest']);
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain('Gate: passed');
    expect(same.stdout).toContain('Insufficient data.');
    await write('agent.mjs', agent(12));
    const worse = await run(Test, ['--baseline', 'latest', '--json']);
    expect(worse.exitCode).toBe(10);
    expect(worse.json()).toMatchObject({
      gate: { passed: false },
      comparison: { worse: { count: 8 } },
    });
  });

  it('is looked for before the agent runs', async () => {
    const missing = await run(Test, ['--baseline', 'nowhere.jsonl']);
    expect(missing.exitCode).toBe(5);
    expect(() => readdirSync(join(folder.path, '.fluxloop', 'results'))).toThrow('ENOENT');
  });
});

describe('gate: of fluxloop.yaml', () => {
  it('decides whether failures are too many, and says when data are insufficient', async () => {
    await write('agent.mjs', agent(3));
    await write('fluxloop.yaml', project('gate: { min_pass_rate: 0.6 }\n')['fluxloop.yaml']);
    expect(await run(Test, [])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('The pass rate is 87.5 %'),
    });
    await write(
      'fluxloop.yaml',
      project('gate: { min_pass_rate: 0.9, insufficient_data: fail }\n')['fluxloop.yaml'],
    );
    expect(await run(Test, [])).toMatchObject({
      exitCode: 10,
      stdout: expect.stringMatching(/Insufficient data[\s\S]*Gate: failed/),
    });
  });

  it('is refused where it makes no sense', async () => {
    await write('fluxloop.yaml', project('gate: { min_pass_rate: 90 }\n')['fluxloop.yaml']);
    expect(await run(Test, [])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('share from 0 to 1'),
    });
  });
});

describe('test --shard and results merge', () => {
  const runIdOf = (one: { json(): unknown }) => (one.json() as { run_id: string }).run_id;

  it('run parts, and put them together', async () => {
    const parts: string[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const part = await run(Test, ['--shard', shard, '--json']);
      expect(part.exitCode).toBe(0);
      parts.push(runIdOf(part));
    }
    const short = await run(ResultsMerge, parts.slice(0, 2));
    expect(short.exitCode).toBe(2);
    expect(short.stderr).toContain('shard 3/3');
    const merged = await run(ResultsMerge, [...parts, '--json']);
    expect(merged.exitCode).toBe(0);
    expect(merged.json()).toMatchObject({
      summary: { complete: true, totals: { cases: 24 } },
      gate: { passed: true },
      missing: [],
    });
    const text = await run(ResultsMerge, ['.fluxloop/results', '--out', 'merged']);
    expect(text.exitCode).toBe(2);
    expect(text.stderr).toContain('The number of shards was');
    await rm(join(folder.path, '.fluxloop', 'results', runIdOf(merged)), { recursive: true });
    const gathered = await run(ResultsMerge, ['.fluxloop/results', '--out', 'merged']);
    expect(gathered.stdout).toContain('3 runs, 24 rows');
    expect(
      readFileSync(join(folder.path, 'merged', 'results.jsonl'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(24);
  });

  it('hold the whole against the gate, and no part of it', async () => {
    await write('agent.mjs', agent(12));
    await write('fluxloop.yaml', project('gate: { min_pass_rate: 0.9 }\n')['fluxloop.yaml']);
    const parts: string[] = [];
    for (const shard of ['1/2', '2/2']) {
      const part = await run(Test, ['--shard', shard, '--json']);
      expect(part).toMatchObject({ exitCode: 0 });
      expect(part.json()).toMatchObject({ gate: null });
      parts.push(runIdOf(part));
    }
    const merged = await run(ResultsMerge, parts);
    expect(merged.exitCode).toBe(10);
    expect(merged.stdout).toContain('Gate: failed');
    expect(merged.stdout).toMatch(/✘ \d+ of \d+ did not pass\.\n/);
  });

  it('take the part from the CI system, and say so', async () => {
    const env = { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' };
    const part = await run(Test, [], { env });
    expect(part.stderr).toMatch(/Only shard 2\/3 of the cases runs here, by CI_NODE_INDEX=2/);
    expect(part.stdout).toContain('This was shard 2 of 3.');
    const all = await run(Test, ['--shard', '1/1', '--json'], { env });
    expect(all.json()).toMatchObject({ shard: null, summary: { totals: { cases: 24 } } });
    expect((await run(Test, ['--shard', '4/3'])).exitCode).toBe(2);
  });

  it('continue a part with its own shard, and refuse another', async () => {
    const part = await run(Test, ['--shard', '1/2', '--json']);
    const again = await run(Test, ['--resume', runIdOf(part), '--json'], {
      env: { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '2' },
    });
    expect(again.json()).toMatchObject({ shard: { index: 1, total: 2 } });
    const other = await run(Test, ['--resume', runIdOf(part), '--shard', '2/2']);
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('The shard was 1/2 and is 2/2.');
  });
});
