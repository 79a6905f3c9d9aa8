import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { MARKERS, makeProject, processRunner, type TestProject } from '../project.test-support.js';

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function withAgent(
  agent: string,
  inputs: unknown[],
  settings: object = {},
  test: object = {},
) {
  project = await makeProject({ runner: processRunner(agent, settings), inputs, test });
  return project;
}

/** The rows of a run of the hostile agent, one for each behaviour. */
async function behave(inputs: unknown[], test: object = {}, settings: object = {}) {
  // Deadlines begin once the agent is ready, so that a slow machine does not turn into a slow agent.
  const process = { ready_pattern: '"ready"', ...settings };
  const { run } = await withAgent('hostile.mjs', inputs, process, { retries: 0, ...test });
  return (await run({ idleTimeoutMs: 1000, parallel: 1 })).rows;
}

/** Whether a process runs; one that has ended and was not yet buried by its parent does not. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(
    () => ({ stdout: '' }),
  );
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

const sayings = Array.from({ length: 12 }, (_, index) => `saying ${index}`);

describe('an agent in a process', () => {
  it('serves parallel conversations in one process without mixing them up', async () => {
    const inputs = sayings.map((text) => ({
      turns: [
        { text, criteria: [{ equals: `You said: ${text}` }] },
        { text: `again ${text}`, criteria: [{ equals: `You said: again ${text}` }] },
      ],
    }));
    const { run } = await withAgent('echo.mjs', inputs);
    const { rows, summary } = await run({ parallel: 6 });
    expect(summary.totals.verdicts).toMatchObject({ pass: 12 });
    const said = rows
      .flatMap((row) => row.messages.map(({ metadata }) => metadata))
      .filter(Boolean);
    expect(new Set(said.map((metadata) => metadata?.pid)).size).toBe(1);
    expect(new Set(said.map((metadata) => metadata?.session)).size).toBe(12);
  });

  it('shares the sessions between as many processes as asked', async () => {
    const { run } = await withAgent('echo.mjs', sayings, { instances: 3 });
    const { rows } = await run({ parallel: 6 });
    expect(new Set(rows.map((row) => row.messages[1]?.metadata?.pid)).size).toBe(3);
  });

  it('starts a fresh process for each session when told so', async () => {
    const { run } = await withAgent('echo.mjs', sayings.slice(0, 4), { reuse: false });
    const { rows } = await run();
    expect(new Set(rows.map((row) => row.messages[1]?.metadata?.pid)).size).toBe(4);
  });

  it('gets a small environment and the variables that are named, and no credentials', async () => {
    const { run } = await withAgent('echo.mjs', ['hi'], { env: ['SHOP_URL'] });
    const env = {
      ...process.env,
      SHOP_URL: 'http://shop.test',
      OTHER: 'x',
      FLUXLOOP_API_KEY: 'x',
      FLUXLOOP_TOKEN: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    const [row] = (await run({ env })).rows;
    const names = row?.messages[1]?.metadata?.env;
    expect(names).toContain('PATH');
    expect(names).toContain('SHOP_URL');
    expect(names).not.toContain('OTHER');
    expect(names).not.toContain('FLUXLOOP_API_KEY');
    expect(names).not.toContain('FLUXLOOP_TOKEN');
    expect(names).not.toContain('AWS_SECRET_ACCESS_KEY');
  });

  it('waits for ready_pattern and takes what is printed before for chatter', async () => {
    const { run } = await withAgent('slow-start.mjs', ['hi'], {
      ready_pattern: 'Ready at (last)+',
    });
    const [row] = (await run()).rows;
    expect(row?.messages[1]?.text).toBe('hi');
  });

  it('joins the parts of an answer where the final message has no text', async () => {
    const [row] = await behave(['deltas']);
    expect(row?.messages[1]?.text).toBe('one two');
  });

  it('reports tool calls, usage and state', async () => {
    const [row] = await behave(['report']);
    expect(row?.messages[1]).toMatchObject({
      tool_calls: [{ name: 'find', arguments: { q: 'tent' } }],
      usage: { input_tokens: 3, cost_usd: 0.01 },
    });
    expect(JSON.stringify(row)).not.toContain('"state"');
  });

  it('may ask to be left alone for a while, and gets the same input again', async () => {
    const [row] = await behave(['busy']);
    expect(row).toMatchObject({ attempts: 1 });
    expect(row?.messages[1]?.text).toBe('asked 3 times');
  });

  it('refuses a program that does not exist, and leaves no run behind', async () => {
    project = await makeProject({
      runner: { process: { command: ['no-such-agent-program'] } },
      inputs: ['hi'],
    });
    await expect(project.run()).rejects.toMatchObject({ code: 'target_not_found', exitCode: 2 });
    await expect(project.run({ resume: 'latest' })).rejects.toMatchObject({
      code: 'run_not_found',
    });
  });

  it('refuses a folder that does not exist, and says which', async () => {
    const { run } = await withAgent('echo.mjs', ['hi'], { cwd: 'nowhere' });
    await expect(run()).rejects.toThrow(/nowhere/);
  });
});

describe('an agent that misbehaves', () => {
  it.each([
    ['crash', 'target_crashed', /exit code 7/],
    ['signal', 'target_crashed', /SIGSEGV/],
    ['hang', 'target_timeout', /silent for 1 s/],
    ['block', 'target_timeout', /silent for 1 s/],
    ['trickle', 'target_timeout', /silent for 1 s/],
    ['misspelt', 'target_timeout', /unknown type "finale"/],
    ['rubbish', 'target_protocol', /is not JSON: Listening for/],
    ['no-session', 'target_protocol', /a line that is of type "final" and has no "session"/],
    ['wrong-type', 'target_protocol', /"text" that is not a text/],
    ['flood', 'output_too_large', /test\.max_output/],
    ['drip', 'output_too_large', /test\.max_output/],
    ['refuse', 'target_error', /no quota left \(quota\)/],
    ['close-output', 'target_crashed', /closed its standard output/],
    ['bad-report', 'target_protocol', /a tool call without a "name"/],
  ])('that does "%s" is the error %s, and the next case is served', async (name, code, message) => {
    const rows = await behave([name, 'echo'], { turn_timeout: '20s', max_output: 100_000 });
    const row = rows.find((one) => one.name === name);
    expect(row).toMatchObject({ verdict: 'error', error: { code } });
    expect(row?.error?.message).toMatch(message);
    expect(rows.find((one) => one.name === 'echo')?.messages[1]?.text).toBe('echo');
  });

  it('bounds a turn even while the agent gives signs of life', async () => {
    const [row] = await behave(['drip'], { turn_timeout: '1s', max_output: 1e9 });
    expect(row?.error?.message).toMatch(/did not answer within 1 s/);
  });

  it('is quoted without what is sensitive, even where rows are stored raw', async () => {
    const { run } = await withAgent('hostile.mjs', ['crash', 'rubbish'], {}, { retries: 0 });
    const { rows } = await run({ sanitizeStored: false, parallel: 1 });
    expect(rows.map(({ error }) => error?.message)).toEqual([
      expect.stringContaining('last words of [EMAIL_1]'),
      expect.stringContaining('Listening for [EMAIL_1]'),
    ]);
    expect(JSON.stringify(rows)).not.toContain(['jane', 'example.com'].join('@'));
  });

  it('takes no more input, and is not waited for', async () => {
    const [row] = await behave([{ turns: ['close-input', 'x'.repeat(1_000_000)] }], {
      turn_timeout: '20s',
    });
    expect(row?.error).toMatchObject({
      code: 'target_crashed',
      message: expect.stringMatching(/closed its standard input/),
    });
  });

  it('takes an innocent conversation down only once: that is tried again in a process of its own', async () => {
    const inputs = ['crash', 'crash', ...Array.from({ length: 6 }, () => 'slow')];
    const { run } = await withAgent('hostile.mjs', inputs, {}, { retries: 1 });
    const { rows } = await run({ parallel: 8, random: () => 0 });
    expect(rows.filter(({ name }) => name === 'slow').map(({ error }) => error)).toEqual(
      Array(6).fill(undefined),
    );
    expect(rows.filter(({ name }) => name === 'crash').every((row) => row.error)).toBe(true);
  });

  it('answers out of turn, and the conversation ends there', async () => {
    const [row] = await behave([{ turns: ['twice', 'echo'] }]);
    expect(row?.error).toMatchObject({ code: 'target_protocol' });
  });

  it('is started again after a crash, and the case is tried again', async () => {
    const { run, root } = await withAgent('hostile.mjs', [], {}, { retries: 1 });
    const counter = join(root, 'tries');
    await writeFile(counter, '0');
    const { write } = project as TestProject;
    await write('scenarios/once.yaml', `inputs: ["crash-once ${counter}"]`);
    await write('fluxloop.yaml', JSON.stringify({ runner: processRunner('hostile.mjs') }));
    const [row] = (await run()).rows;
    expect(row).toMatchObject({ verdict: 'unjudged', attempts: 2 });
    expect(row?.messages[1]?.text).toBe('try 2');
  });

  it('is given up after five crashes in a row, and every case still has its row', async () => {
    const rows = await behave(Array.from({ length: 9 }, () => 'crash'));
    const messages = rows.map(({ error }) => error?.message ?? '');
    expect(rows.map(({ error }) => error?.code)).toEqual(Array(9).fill('target_crashed'));
    expect(messages.filter((one) => one.includes('is not started again'))).toHaveLength(4);
  });

  it('takes an innocent conversation down with it only until that is tried again', async () => {
    const { run } = await withAgent('hostile.mjs', ['rubbish', 'echo'], {}, { retries: 3 });
    // Four for the run's name; then one comes back at once and the other a quarter of a second later.
    const waits = [0, 0, 0, 0, 0, 0.9];
    const { rows } = await run({ parallel: 2, random: () => waits.shift() ?? 0 });
    expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['echo', 'unjudged'],
      ['rubbish', 'error'],
    ]);
  });

  it.each(['grandchild', 'stubborn'])('leaves no process behind: %s', async (name) => {
    const [row] = await behave([name], {}, { stop_timeout: '200ms' });
    const pid = Number(row?.messages[1]?.text);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('sees placeholders of nothing: it gets the raw text', async () => {
    const { run } = await withAgent('echo.mjs', [
      { text: MARKERS.email, criteria: [{ contains: MARKERS.email }] },
    ]);
    const [row] = (await run()).rows;
    expect(row?.verdict).toBe('pass');
    expect(row?.messages[1]?.text).toBe('You said: [EMAIL_1]');
  });
});
