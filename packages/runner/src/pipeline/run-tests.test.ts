import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

const AGENT = `
export async function run({ text, turn, messages, context, session, signal }) {
  if (text.startsWith('sleep')) {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Number(text.split(' ')[1]));
      signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });
    });
    return 'slept';
  }
  if (text === 'throw') throw new Error('broken on purpose');
  if (text === 'number') return 42;
  if (text === 'long') return 'x'.repeat(5000);
  if (text === 'name?') return context.name ?? 'nobody';
  if (text === 'count') return { text: String(messages.length), metadata: { turn, session } };
  return 'You said: ' + text;
}
export const refund = () => 'refund';
`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function withInputs(inputs: unknown[], test: object = {}, scenario: object = {}) {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test },
    { 'agent.mjs': AGENT, 'scenarios/first.yaml': { ...scenario, inputs } },
  );
  return project;
}

describe('runTests with an agent in process', () => {
  it('gives every case a verdict and folds the rows into totals', async () => {
    const { run } = await withInputs([
      { text: 'order', criteria: [{ contains: 'order' }] },
      { text: 'nothing', criteria: [{ contains: 'order' }] },
      { text: 'free' },
      { text: 'throw', criteria: [{ contains: 'order' }] },
      { text: 'later', skip: 'not yet' },
    ]);
    const { rows, summary, events } = await run();
    expect(Object.fromEntries(rows.map(({ name, verdict }) => [name, verdict]))).toEqual({
      order: 'pass',
      nothing: 'fail',
      free: 'unjudged',
      throw: 'error',
      later: 'skipped',
    });
    expect(summary.totals).toMatchObject({
      cases: 5,
      verdicts: { pass: 1, fail: 1, error: 1, unjudged: 1, skipped: 1 },
      score: 0.5,
    });
    expect(summary).toMatchObject({ complete: true, scenarios: [{ name: 'first' }] });
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      ...Array.from({ length: 5 }, () => 'case-finished'),
      'run-finished',
    ]);
    expect(events[0]).toMatchObject({ total: 5, resumed: 0 });
  });

  it('says where a key stands that it does not know', async () => {
    const { run } = await withInputs([{ text: 'hi', critera: [] }]);
    const { events } = await run();
    expect(events).toContainEqual({
      type: 'warning',
      message: expect.stringMatching(/"critera".*\(scenarios\/first\.yaml:\d+:\d+\)$/),
    });
  });

  it('has conversations in which turns see what was said, and each has its own criteria', async () => {
    const { run } = await withInputs([
      {
        name: 'counting',
        turns: [
          { text: 'hello', criteria: [{ contains: 'hello' }] },
          { text: 'count', criteria: [{ equals: '2' }] },
        ],
        criteria: [{ 'not-contains': 'goodbye' }],
      },
    ]);
    const [row] = (await run()).rows;
    expect(row).toMatchObject({
      name: 'counting',
      verdict: 'pass',
      messages: [
        { role: 'user', text: 'hello' },
        { role: 'agent', text: 'You said: hello' },
        { role: 'user', text: 'count' },
        { role: 'agent', text: '2', metadata: { turn: 1 } },
      ],
      criteria: [
        { type: 'contains', turn: 0, verdict: 'pass' },
        { type: 'equals', turn: 1, verdict: 'pass' },
        { type: 'not-contains', verdict: 'pass' },
      ],
    });
    expect(row?.criteria[2]).not.toHaveProperty('turn');
  });

  it('hands the context of an input to the agent', async () => {
    const { run } = await withInputs([
      { text: 'name?', context: { name: 'Ada' }, criteria: [{ equals: 'Ada' }] },
    ]);
    expect((await run()).summary.totals.verdicts.pass).toBe(1);
  });

  it('judges each input by the criteria of its scenario as well', async () => {
    const { run } = await withInputs(
      [{ text: 'one' }, { text: 'two', criteria: [{ contains: 'three' }] }],
      {},
      { name: 'shared', criteria: [{ icontains: 'YOU SAID' }] },
    );
    const { rows } = await run();
    expect(rows.map(({ scenario, verdict }) => [scenario, verdict])).toEqual([
      ['shared', 'pass'],
      ['shared', 'fail'],
    ]);
  });

  it('runs each case as often as asked, under the same id', async () => {
    const { run } = await withInputs(['one', 'two'], { iterations: 3 });
    const { rows } = await run();
    expect(rows.map(({ name, iteration }) => `${name}${iteration}`)).toEqual([
      'one0',
      'one1',
      'one2',
      'two0',
      'two1',
      'two2',
    ]);
    expect(new Set(rows.map((row) => row.case_id)).size).toBe(2);
  });

  it('tells equal cases apart, the same way in every run', async () => {
    const { run } = await withInputs(['same', 'same', 'same']);
    const ids = async () => (await run()).rows.map((row) => row.case_id).sort();
    const first = await ids();
    expect(new Set(first).size).toBe(3);
    expect(await ids()).toEqual(first);
  });

  it('has no more cases in progress than asked', async () => {
    const { run, write } = await withInputs(Array.from({ length: 20 }, (_, n) => `case ${n}`));
    await write(
      'agent.mjs',
      `let now = 0, most = 0;
       export async function run() {
         most = Math.max(most, ++now);
         await new Promise((resolve) => setTimeout(resolve, 5));
         now -= 1;
         return String(most);
       }`,
    );
    const { rows } = await run({ parallel: 3 });
    expect(Math.max(...rows.map((row) => Number(row.messages.at(-1)?.text)))).toBe(3);
  });

  it.each([
    ['throw', 'target_error', /broken on purpose/],
    ['number', 'target_protocol', /text/],
    ['long', 'output_too_large', /test\.max_output/],
    ['sleep 60000', 'target_timeout', /within 50 ms/],
  ])('turns an agent that does "%s" into the error %s', async (text, code, message) => {
    const { run } = await withInputs([text], {
      turn_timeout: '50ms',
      max_output: 1000,
      retries: 0,
    });
    const [row] = (await run()).rows;
    expect(row).toMatchObject({ verdict: 'error', score: 0, error: { code } });
    expect(row?.error?.message).toMatch(message);
  });

  it('bounds a case as a whole', async () => {
    const turns = Array.from({ length: 50 }, () => ({ text: 'sleep 20' }));
    const { run } = await withInputs([{ turns }], { timeout: '100ms' });
    const [row] = (await run()).rows;
    expect(row?.error).toMatchObject({ code: 'target_timeout' });
    expect(row?.messages.length).toBeLessThan(100);
  });

  it('tries again after a fault of the agent, and never after a verdict', async () => {
    const { run, write } = await withInputs(
      [
        { text: 'flaky', criteria: [{ contains: 'fine' }] },
        { text: 'wrong', criteria: [{ contains: 'fine' }] },
      ],
      { retries: 2 },
    );
    await write(
      'agent.mjs',
      `const calls = {};
       export function run({ text }) {
         calls[text] = (calls[text] ?? 0) + 1;
         if (text === 'flaky' && calls[text] < 3) throw new Error('not yet');
         return text === 'flaky' ? 'fine' : 'call ' + calls[text];
       }`,
    );
    const { rows } = await run({ random: () => 0 });
    expect(rows.map(({ name, verdict, attempts }) => [name, verdict, attempts])).toEqual([
      ['flaky', 'pass', 3],
      ['wrong', 'fail', 1],
    ]);
    expect(rows[1]?.messages.at(-1)?.text).toBe('call 1');
  });

  it('stops at an abort, keeps what is done, and continues with what is missing', async () => {
    const inputs = Array.from({ length: 30 }, (_, index) => `case ${index}`);
    const { run } = await withInputs(inputs);
    const controller = new AbortController();
    let finished = 0;
    const first = await run({
      parallel: 2,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'case-finished') finished += 1;
        if (finished === 10) controller.abort();
      },
    });
    expect(first.interrupted).toBe(true);
    expect(first.summary.complete).toBe(false);
    expect(first.rows.length).toBeGreaterThanOrEqual(10);
    expect(first.rows.length).toBeLessThan(30);

    const second = await run({ resume: 'latest' });
    expect(second).toMatchObject({ runId: first.runId, interrupted: false });
    expect(second.events[0]).toMatchObject({ total: 30, resumed: first.rows.length });
    expect(second.rows.map(({ name }) => name).sort()).toEqual([...inputs].sort());
    expect(second.summary.complete).toBe(true);
  });

  it('ends a session that hangs when the run is aborted', async () => {
    const { run } = await withInputs(['sleep 60000']);
    const controller = new AbortController();
    const outcome = await run({
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'run-started') setTimeout(() => controller.abort(), 20);
      },
    });
    expect(outcome).toMatchObject({ interrupted: true, rows: [] });
  });

  it('bounds what the agent says in all turns of a case together', async () => {
    const turns = Array.from({ length: 4 }, () => 'long');
    const { run } = await withInputs([{ turns }], { max_output: 12_000 });
    const [row] = (await run()).rows;
    expect(row?.error).toMatchObject({ code: 'output_too_large' });
    expect(row?.messages.filter(({ role }) => role === 'agent')).toHaveLength(2);
  });

  it.each([{ parallel: 0 }, { parallel: 1.5 }, { iterations: 0 }, { iterations: 1e6 }])(
    'refuses %j',
    async (options) => {
      const { run } = await withInputs(['one']);
      await expect(run(options)).rejects.toMatchObject({ exitCode: 2 });
    },
  );

  it('loads an agent in TypeScript without a build', async () => {
    project = await makeProject(
      { runner: { target: './agent.ts:answer' }, inputs: ['hi'] },
      {
        'agent.ts':
          'export const answer = (input: { text: string }): string => input.text.toUpperCase();',
      },
    );
    expect((await project.run()).rows[0]?.messages[1]?.text).toBe('HI');
  });

  it.each([
    ['./missing.mjs:run', 'target_not_found', /missing\.mjs/],
    ['./agent.mjs:refnd', 'target_not_found', /does not export a function "refnd"/],
    ['./broken.ts:run', 'target_not_loadable', /broken\.ts/],
  ])('refuses the target %s before anything is written', async (target, code, message) => {
    project = await makeProject(
      { runner: { target }, inputs: ['hi'] },
      { 'agent.mjs': AGENT, 'broken.ts': 'export const run = (((' },
    );
    await expect(project.run()).rejects.toMatchObject({ code, exitCode: 2 });
    await expect(project.run()).rejects.toThrow(message);
    await expect(project.run({ resume: 'latest' })).rejects.toMatchObject({
      code: 'run_not_found',
    });
  });

  it('suggests the function that was probably meant', async () => {
    project = await makeProject(
      { runner: { target: './agent.mjs:refnd' }, inputs: ['hi'] },
      { 'agent.mjs': AGENT },
    );
    await expect(project.run()).rejects.toMatchObject({
      hint: 'Did you mean "./agent.mjs:refund"?',
    });
  });
});
