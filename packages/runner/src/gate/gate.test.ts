import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';
import { openGate } from './check-run.js';

// Fails on the numbers below the one in the environment; "broken" throws.
const AGENT = `
export function run({ text, context }) {
  const [word, number] = text.split(' ');
  if (word === 'broken') throw new Error('broken');
  return Number(number) < context.bad ? 'no' : 'yes';
}
`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

/** A project with as many cases as are wanted; of them `bad` fail and `broken` end with an error. */
async function gated(
  gate: object | undefined,
  counts: { cases: number; bad?: number; broken?: number; unjudged?: number },
) {
  const { cases, bad = 0, broken = 0, unjudged = 0 } = counts;
  const configuration = {
    runner: { target: './agent.mjs:run' },
    test: { retries: 0, parallel: 16 },
    ...(gate === undefined ? {} : { gate }),
  };
  project = await makeProject(configuration, { 'agent.mjs': AGENT });
  const { root, run, write } = project;
  const fill = async (failing: number) =>
    write(
      'scenarios/first.yaml',
      JSON.stringify({
        name: 'first',
        inputs: [
          ...Array.from({ length: cases }, (_, index) => ({
            text: `number ${index}`,
            // The id of a case must not depend on what the agent does with it.
            criteria: [{ contains: 'yes' }],
          })),
          ...Array.from({ length: broken }, (_, index) => `broken ${index}`),
          ...Array.from({ length: unjudged }, (_, index) => `nobody ${index}`),
        ],
      }),
    ).then(() => write('agent.mjs', AGENT.replace('context.bad', String(failing))));
  await fill(bad);
  const check = async (baseline?: string) => {
    const { configuration: loaded } = await loadProjectConfiguration({ cwd: root });
    const opened = await openGate({ root, cwd: root, gate: loaded.gate, baseline });
    return opened.check(await run({ configuration: loaded }));
  };
  return { check, fill, run };
}

const outcomes = ({ result }: Awaited<ReturnType<Awaited<ReturnType<typeof gated>>['check']>>) =>
  Object.fromEntries(result.checks.map(({ name, outcome }) => [name, outcome]));

describe('without a gate', () => {
  it('every case must pass, and none may end with an error', async () => {
    const { check, fill } = await gated(undefined, { cases: 3 });
    expect(await check()).toMatchObject({ result: { passed: true }, comparison: null });
    await fill(1);
    const failed = await check();
    expect(failed.result.passed).toBe(false);
    expect(outcomes(failed)).toEqual({ every_case_passes: 'missed', no_errors: 'met' });
  });
});

describe('a limit', () => {
  it('is met or missed where the whole interval is on one side of it', async () => {
    const { check, fill } = await gated(
      { min_pass_rate: 0.8, min_score: 0.8 },
      { cases: 60, bad: 3 },
    );
    expect(outcomes(await check())).toMatchObject({ min_pass_rate: 'met', min_score: 'met' });
    await fill(20);
    const missed = await check();
    expect(outcomes(missed)).toMatchObject({ min_pass_rate: 'missed', min_score: 'missed' });
    expect(missed.result.passed).toBe(false);
  });

  it.each([
    ['pass', true],
    ['fail', false],
  ] as const)(
    'within the interval is decided by insufficient_data: %s',
    async (decision, passed) => {
      const gate = { min_pass_rate: 0.9, insufficient_data: decision };
      const { check } = await gated(gate, { cases: 10 });
      const checked = await check();
      expect(outcomes(checked)).toMatchObject({ min_pass_rate: 'insufficient_data' });
      expect(checked.result.passed).toBe(passed);
      expect(checked.result.checks[0]?.message).toMatch(
        /pass rate is 100\.0 % \(72\.2 % to 100\.0 %\); at least 90\.0 % is wanted\. About \d+ rows more would tell\./,
      );
    },
  );

  it.each([
    [0, { cases: 3, unjudged: 1 }, 'missed', '1 of 4 cases went unjudged; none may go so.'],
    [0, { cases: 3 }, 'met', '0 of 3 cases went unjudged; none may go so.'],
    [
      0.25,
      { cases: 3, unjudged: 1 },
      'met',
      '1 of 4 cases went unjudged; at most 25.0 % may go so.',
    ],
    [
      0.5,
      { cases: 0, unjudged: 2 },
      'missed',
      '2 of 2 cases went unjudged; at most 50.0 % may go so.',
    ],
  ])('with max_unjudged %d over %j is %s', async (limit, counts, outcome, message) => {
    const { check } = await gated({ max_unjudged: limit }, counts);
    const { result } = await check();
    expect(result.passed).toBe(outcome === 'met');
    expect(result.checks.at(-1)).toEqual({ name: 'max_unjudged', outcome, message });
  });

  it('for errors counts them apart from failures', async () => {
    const { check } = await gated({ max_error_rate: 0.5 }, { cases: 20, broken: 2 });
    expect(outcomes(await check())).toEqual({ every_case_passes: 'met', max_error_rate: 'met' });
    await project?.remove();
    const strict = await gated({ min_pass_rate: 0.1 }, { cases: 20, broken: 2 });
    const checked = await strict.check();
    expect(outcomes(checked)).toMatchObject({ min_pass_rate: 'met', no_errors: 'missed' });
    expect(checked.result.passed).toBe(false);
  });

  it('for the latency needs enough answers to know its 95th percentile', async () => {
    const { check } = await gated({ max_p95: '30s' }, { cases: 20 });
    expect(outcomes(await check())).toMatchObject({ max_p95: 'insufficient_data' });
    await project?.remove();
    const many = await gated({ max_p95: '30s' }, { cases: 120 });
    expect(outcomes(await many.check())).toMatchObject({ max_p95: 'met' });
  });
});

describe('the baseline', () => {
  it('is the latest complete run before this one, and a regression fails the gate', async () => {
    const { check, fill } = await gated({ no_regression: true }, { cases: 30, bad: 5 });
    const first = await check();
    expect(first).toMatchObject({ comparison: null, result: { passed: true } });
    expect(first.result.checks.at(-1)).toMatchObject({
      outcome: 'insufficient_data',
      message: 'There is no earlier complete run to compare with.',
    });
    // The same five fail again: that is nothing new.
    const same = await check();
    expect(same).toMatchObject({
      result: { passed: true },
      comparison: { change: { difference: 0 } },
    });
    await fill(13);
    const worse = await check();
    expect(outcomes(worse)).toEqual({ no_errors: 'met', no_regression: 'missed' });
    expect(worse.comparison?.worse.count).toBe(8);
  });

  it('is what was typed, above all', async () => {
    const { check, fill, run } = await gated(undefined, { cases: 30 });
    const good = await run();
    await fill(10);
    await run();
    expect(outcomes(await check('latest'))).toMatchObject({ no_regression: 'met' });
    expect(outcomes(await check(good.runId))).toMatchObject({ no_regression: 'missed' });
    expect(outcomes(await check(`${good.folder}/results.jsonl`))).toMatchObject({
      no_regression: 'missed',
    });
    await expect(check('run_of_nobody')).rejects.toMatchObject({ code: 'run_not_found' });
  });

  it('is no shard, and no run that was not finished', async () => {
    const { check, run } = await gated({ no_regression: true }, { cases: 10 });
    await run({ shard: { index: 1, total: 2 } });
    const stop = new AbortController();
    await run({
      signal: stop.signal,
      parallel: 1,
      onEvent: ({ type }) => type === 'case-finished' && stop.abort(),
    });
    expect(await check()).toMatchObject({ comparison: null });
  });
});
