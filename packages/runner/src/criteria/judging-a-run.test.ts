import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer, verdict } from '../judge/chat-server.test-support.js';
import { rebuildSummary } from '../ledger/read-run.js';
import { contentsOf, MARKERS, makeProject, type TestProject } from '../project.test-support.js';

const AGENT = `
export function run({ text }) {
  return { text: 'You said: ' + text, usage: { costUsd: 0.01 } };
}
`;

let server: ChatServer;
let project: TestProject;

beforeEach(async () => {
  server = await startChatServer();
});
afterEach(async () => {
  await project.remove();
  await server.close();
});

async function open(scenario: object, configuration: object = {}, files: object = {}) {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, ...configuration },
    { 'agent.mjs': AGENT, 'scenarios/talk.yaml': scenario, ...files },
  );
}

const judge = () => ({ judge: { base_url: server.baseUrl, model: 'judge-1' } });

describe('expected_behavior', () => {
  const scenario = {
    expected_behavior: 'The agent is friendly.',
    inputs: [
      { text: 'Hello', expected_behavior: ['It says hello.', 'It is brief.'] },
      { turns: [{ text: 'A' }, { text: 'B', expected_behavior: 'It says B.' }] },
    ],
  };

  it('is judged by the judge: of a scenario, a case and a turn', async () => {
    await open(scenario, judge());
    server.answer(({ body }) =>
      verdict(body.messages[0]?.content.includes('It is brief.') ? 0.1 : 0.9),
    );
    const { rows, judge: usage } = await project.run();
    const told = rows.map(({ verdict: one, criteria }) => [
      one,
      criteria.map(({ type, expected, scope, turn }) => [type, expected, scope, turn]),
    ]);
    expect(told).toEqual([
      [
        'pass',
        [
          ['llm_judge', 'It says B.', 'turn', 1],
          ['llm_judge', 'The agent is friendly.', 'case', undefined],
        ],
      ],
      [
        'fail',
        [
          ['llm_judge', 'The agent is friendly.', 'case', undefined],
          ['llm_judge', 'It says hello.', 'case', undefined],
          ['llm_judge', 'It is brief.', 'case', undefined],
        ],
      ],
    ]);
    expect(usage).toMatchObject({ calls: 5, cached: 0, input_tokens: 500, output_tokens: 50 });
  });

  it('without a judge is unjudged, does not pass, and somebody says so', async () => {
    await open(scenario);
    const { rows, summary, events, judge: usage } = await project.run();
    expect(rows.map((row) => row.verdict)).toEqual(['unjudged', 'unjudged']);
    expect(summary.totals).toMatchObject({ verdicts: { pass: 0, unjudged: 2 }, score: null });
    expect(usage).toBeNull();
    const warnings = events.filter(({ type }) => type === 'warning');
    expect(warnings).toEqual([
      { type: 'warning', message: expect.stringContaining('stay unjudged') },
    ]);
    expect(server.requests).toEqual([]);
  });

  it('with a judge whose key is missing ends before the first case', async () => {
    const settings = { judge: { ...judge().judge, api_key_env: 'NO_SUCH_KEY' } };
    await open(scenario, settings);
    await expect(project.run({ env: {} })).rejects.toMatchObject({
      code: 'judge_key_missing',
      exitCode: 2,
    });
    await open({ inputs: [{ text: 'Hi', criteria: [{ contains: 'Hi' }] }] }, settings);
    expect((await project.run({ env: {} })).rows[0]?.verdict).toBe('pass');
  });
});

describe('a run with a judge', () => {
  const sensitive = {
    inputs: [
      { text: `I am ${MARKERS.email}`, criteria: [{ llm_judge: `It says ${MARKERS.email}` }] },
    ],
  };

  it('that is sanitized sends and keeps nothing raw, whatever the judge says', async () => {
    await open(sensitive, { judge: { ...judge().judge, send: 'raw' } });
    server.answer(() => verdict(1, `It gave away ${MARKERS.email} and ${MARKERS.key}.`));
    const { rows } = await project.run({ sanitizeStored: true });
    expect(rows[0]?.verdict).toBe('pass');
    expect(JSON.stringify(server.requests)).not.toContain(MARKERS.email);
    for (const [path, content] of await contentsOf(join(project.root, '.fluxloop'))) {
      expect(content, path).not.toContain(MARKERS.email);
      expect(content, path).not.toContain(MARKERS.key);
    }
  });

  it('that is not sanitized still sends nothing raw, unless it is told to', async () => {
    await open(sensitive, judge());
    await project.run({ sanitizeStored: false });
    expect(JSON.stringify(server.requests)).not.toContain(MARKERS.email);
  });

  it('keeps in its events what judging took, and no words', async () => {
    await open(sensitive, judge());
    const { folder } = await project.run();
    const lines = (await readFile(join(folder, 'events.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'judge')).toEqual([
      {
        case_id: expect.any(String),
        iteration: 0,
        type: 'judge',
        at: expect.any(String),
        calls: 1,
        cached: 0,
        input_tokens: 100,
        output_tokens: 10,
      },
    ]);
  });

  it('that is interrupted keeps no verdict of what was being judged, and goes on', async () => {
    await open(
      { inputs: ['A', 'B'], criteria: [{ llm_judge: 'It is good.' }] },
      { ...judge(), test: { parallel: 1 } },
    );
    server.answer((_, index) => (index === 0 ? verdict(1) : 'hang'));
    const stop = new AbortController();
    const running = project.run({ signal: stop.signal });
    await expect.poll(() => server.requests.length).toBe(2);
    stop.abort(new Error('Ctrl-C'));
    const first = await running;
    expect(first.interrupted).toBe(true);
    expect(first.rows.map((row) => row.verdict)).toEqual(['pass']);
    server.answer(() => verdict(1));
    const second = await project.run({ resume: first.runId });
    expect(second.rows.map((row) => row.verdict)).toEqual(['pass', 'pass']);
  });
});

describe('criteria of a whole scenario', () => {
  const scenario = {
    criteria: [
      { metric: 'pass_rate', min: 0.5 },
      { metric: 'mean_score', scope: 'run', min: 0.9 },
      { 'not-metric': 'error_rate', min: 0.01 },
      { metric: 'max_latency', max: '1m' },
      { metric: 'cost', scope: 'run', max: 0.03, weight: 0 },
      { contains: 'yes' },
    ],
    inputs: ['yes', 'yes again', 'no', 'yes or no'],
  };

  it('are judged once, over its rows, and are no part of them', async () => {
    await open(scenario);
    const { rows, summary, folder } = await project.run();
    expect(rows.map(({ criteria }) => criteria.length)).toEqual([1, 1, 1, 1]);
    expect(
      summary.criteria?.map(({ type, expected, verdict: one, reason }) => [
        type,
        expected,
        one,
        reason,
      ]),
    ).toEqual([
      ['metric', 'pass_rate at least 0.5', 'pass', 'pass_rate is 0.75.'],
      ['metric', 'mean_score at least 0.9', 'fail', 'mean_score is 0.75.'],
      ['not-metric', 'error_rate at least 0.01', 'pass', 'error_rate is 0.'],
      ['metric', 'max_latency at most 60000', 'pass', expect.stringMatching(/^max_latency is /)],
      ['metric', 'cost at most 0.03', 'fail', 'cost is 0.04.'],
    ]);
    expect((await rebuildSummary(folder)).criteria).toEqual(summary.criteria);
  });

  it('are not judged of a part of the rows', async () => {
    await open(scenario);
    const { summary } = await project.run({ shard: { index: 1, total: 2 } });
    expect(new Set(summary.criteria?.map(({ verdict: one }) => one))).toEqual(
      new Set(['unjudged']),
    );
  });

  it('belong to a scenario only', async () => {
    await open({ inputs: [{ text: 'Hi', criteria: [{ metric: 'pass_rate', min: 1 }] }] });
    await expect(project.run()).rejects.toMatchObject({
      code: 'criterion_invalid',
      message: expect.stringContaining('judges a whole run'),
    });
    await open({ criteria: [{ contains: 'x', scope: 'run' }], inputs: ['Hi'] });
    await expect(project.run()).rejects.toMatchObject({
      message: expect.stringContaining('cannot judge a run'),
      location: { file: 'scenarios/talk.yaml', line: 3 },
    });
  });
});

describe("criteria of the user's own", () => {
  const POLITE = `export default ({ text }: { text: string }, { word }: { word: string }) => text.includes(word);`;

  it('judge cases of YAML and of data files, whose lines may each ask for another', async () => {
    await open(
      { criteria: [{ module: './criteria/polite.ts', word: 'said' }], inputs: 'data.jsonl' },
      {},
      {
        'criteria/polite.ts': POLITE,
        'scenarios/data.jsonl': ['a', 'b', 'c']
          .map((word) =>
            JSON.stringify({ text: 'ab', criteria: [{ module: './criteria/polite.ts', word }] }),
          )
          .join('\n'),
      },
    );
    const { rows } = await project.run();
    expect(rows.map((row) => row.verdict).toSorted()).toEqual(['fail', 'pass', 'pass']);
  });

  it('that cannot be used end the run before its first case, with the line', async () => {
    await open({ inputs: ['Hi'], criteria: [{ module: './criteria/gone.ts' }] });
    await expect(project.run()).rejects.toMatchObject({
      code: 'criterion_invalid',
      message: expect.stringContaining('./criteria/gone.ts'),
      location: { file: 'scenarios/talk.yaml', line: 4 },
    });
  });

  it('that never end are errors of their cases, and the run goes on', async () => {
    await open(
      {
        inputs: ['loop', 'fine'],
        criteria: [
          { module: './criteria/loop.ts', timeout: '100ms' },
          { javascript: 'if (output.includes("loop")) for (;;); return true', timeout: '100ms' },
        ],
      },
      {},
      {
        'criteria/loop.ts': `export default ({ text }) => { while (text.includes('loop')); return true; };`,
      },
    );
    const { rows } = await project.run();
    expect(rows.map(({ name, verdict: one, error }) => [name, one, error?.code])).toEqual([
      ['fine', 'pass', undefined],
      ['loop', 'error', 'criterion_timeout'],
    ]);
  });

  it('of a plugin are known by their names', async () => {
    await open({ inputs: ['Hi'], criteria: ['calm', { 'not-calm': null }] });
    const calm = {
      name: 'calm',
      create:
        () =>
        ({ text }: { text: string }) =>
          !text.includes('!'),
    };
    const { rows } = await project.run({ plugins: { criteria: [calm], packages: new Map() } });
    expect(rows[0]?.criteria.map(({ verdict: one }) => one)).toEqual(['pass', 'fail']);
  });
});
