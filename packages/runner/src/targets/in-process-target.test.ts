import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

const AGENT = `
const slow = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let patience = 0;
export async function run({ text, session, turn, messages, context, signal }) {
  switch (text.split(' ')[0]) {
    case 'loop': for (;;);
    case 'late-loop': await slow(5); for (;;);
    case 'exit': process.exit(3);
    case 'uncaught': setTimeout(() => { throw new Error('out of reach of ' + ['jane', 'example.com'].join('@')); }); return new Promise(() => {});
    case 'slow': await slow(100); return 'slow answer';
    case 'busy': if (patience++ < 2) throw Object.assign(new Error('quota'), { status: 429, headers: new Headers({ 'retry-after': '0.05' }) }); return 'asked ' + patience + ' times';
    case 'env': return Object.keys(process.env).sort().join(' ');
    case 'print': console.log('printed'); return 'ok';
    case 'report': return { text: 'done', toolCalls: [{ name: 'find', arguments: { q: 1 }, result: [2] }], usage: { inputTokens: 3, outputTokens: 4, costUsd: 0.5 }, metadata: { turn }, state: { open: true } };
    case 'cycle': { const metadata = {}; metadata.self = metadata; return { text: 'x', metadata }; }
    case 'bad-call': return { text: 'x', toolCalls: [{ arguments: {} }] };
  }
  return 'You said: ' + text;
}
export async function copies(input) {
  const { messages, signal, ...rest } = { ...input };
  return [rest.turn, messages.map(({ text }) => text).join('+'), signal.aborted, Object.keys(input)].join(' ');
}
export async function* pieces({ text }) {
  yield 'one ';
  yield text;
  return { toolCalls: [{ name: 'split', arguments: {} }] };
}
export async function* endless() {
  for (;;) { yield 'more '; await slow(1); }
}
`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function withAgent(inputs: unknown[], test: object = {}, target = './agent.mjs:run') {
  project = await makeProject(
    { runner: { target }, test: { retries: 0, turn_timeout: '300ms', ...test }, inputs },
    { 'agent.mjs': AGENT },
  );
  return project;
}

/** Name, error and answer of each case. */
async function outcomes(...args: Parameters<typeof withAgent>) {
  const { rows } = await (await withAgent(...args)).run({ parallel: 4, random: () => 0 });
  return Object.fromEntries(
    rows.map(({ name, error, messages }) => [name, error?.message ?? messages[1]?.text]),
  );
}

describe('an agent in process', () => {
  it.each(['loop', 'late-loop'])('in an endless "%s" does not beat the deadline', async (text) => {
    expect(await outcomes([text])).toEqual({ [text]: 'The agent did not answer within 300 ms.' });
  });

  it('in an endless loop holds nobody up for good: the others are tried again by themselves', async () => {
    const others = Array.from({ length: 5 }, (_, n) => `slow ${n}`);
    const said = await outcomes(['loop', ...others], { retries: 1, turn_timeout: '1s' });
    expect(said.loop).toMatch(/did not answer/);
    expect(others.map((name) => said[name])).toEqual(others.map(() => 'slow answer'));
  });

  it('in an endless loop does not hold an abort up', async () => {
    const { run } = await withAgent(['loop'], { turn_timeout: '60s' });
    const controller = new AbortController();
    const outcome = await run({
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'run-started') setTimeout(() => controller.abort(), 100);
      },
    });
    expect(outcome).toMatchObject({ interrupted: true, rows: [] });
  });

  it('in an endless loop when it is loaded can be aborted as well', async () => {
    const { run, write } = await withAgent(['hi']);
    await write('agent.mjs', 'for (;;);');
    const signal = AbortSignal.timeout(300);
    await expect(run({ signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    ['exit', /called process\.exit\(3\)/],
    ['uncaught', /threw where nobody could catch it: Error: out of reach of \[EMAIL_1\]/],
  ])('that does "%s" ends its thread and not the run', async (text, message) => {
    const said = await outcomes([text, 'hi'], { retries: 1, turn_timeout: '5s' });
    expect(said).toEqual({ [text]: expect.stringMatching(message), hi: 'You said: hi' });
  });

  it('reports tool calls, usage, metadata and state', async () => {
    const { run } = await withAgent([
      { text: 'report', criteria: [{ 'state-equals': { open: true } }] },
    ]);
    const [row] = (await run()).rows;
    expect(row?.verdict).toBe('pass');
    expect(row?.messages[1]).toEqual({
      role: 'agent',
      text: 'done',
      latency_ms: expect.any(Number),
      metadata: { turn: 0 },
      tool_calls: [{ name: 'find', arguments: { q: 1 }, result: [2] }],
      usage: { input_tokens: 3, output_tokens: 4, cost_usd: 0.5 },
    });
  });

  it('may answer in pieces, and report what stands beside them', async () => {
    const { run } = await withAgent(['two'], {}, './agent.mjs:pieces');
    const [row] = (await run()).rows;
    expect(row?.messages[1]).toMatchObject({ text: 'one two', tool_calls: [{ name: 'split' }] });
  });

  it('that never ends its answer is bounded', async () => {
    const said = await outcomes(
      ['hi'],
      { turn_timeout: '20s', max_output: 500 },
      './agent.mjs:endless',
    );
    expect(said.hi).toMatch(/more than 500 bytes/);
  });

  it('is asked again later when its model is busy', async () => {
    expect(await outcomes(['busy'])).toEqual({ busy: 'asked 3 times' });
  });

  it('that answers with what is no JSON is told so', async () => {
    const said = await outcomes(['cycle', 'bad-call']);
    expect(said.cycle).toMatch(/of plain JSON/);
    expect(said['bad-call']).toMatch(/a tool call without a "name"/);
  });

  it('may copy what it is called with, and sees what was said before', async () => {
    const { run } = await withAgent([{ turns: ['one', 'two'] }], {}, './agent.mjs:copies');
    const said = (await run()).rows[0]?.messages.map(({ text }) => text);
    const keys = 'text,session,turn,messages,context,signal';
    const first = `0  false ${keys}`;
    expect(said).toEqual(['one', first, 'two', `1 one+${first} false ${keys}`]);
  });

  it('sees the environment that the run is given', async () => {
    const { run } = await withAgent(['env']);
    const { rows } = await run({ env: { ONE: '1', TWO: undefined } });
    expect(rows[0]?.messages[1]?.text).toBe('ONE');
  });
});

const TARGET = `
export async function createTarget({ options, root }) {
  if (options.broken) throw new Error('no line to the agent');
  const open = new Set();
  return {
    async open({ session }) {
      open.add(session);
      let count = 0;
      return {
        async send({ text, signal }) {
          count += 1;
          if (text === 'open?') return [...open].join(',');
          return { text: options.greeting + ' ' + text + ' ' + count, metadata: { root } };
        },
        close() { open.delete(session); },
      };
    },
    async close() { await (await import('node:fs/promises')).writeFile(root + '/closed', String(open.size)); },
  };
}
`;

describe("a target of the project's own", () => {
  const withTarget = async (module: string, inputs: unknown[], options: object = {}) => {
    project = await makeProject(
      { runner: { target: { module, options: { greeting: 'Hello', ...options } } }, inputs },
      {
        'target.mjs': TARGET,
        'target.ts': TARGET.replace(
          '{ options, root }',
          '{ options, root }: { options: Record<string, unknown>, root: string }',
        ),
        'node_modules/a-target/package.json':
          '{"name":"a-target","type":"module","exports":{"import":"./i.js"}}',
        'node_modules/a-target/i.js': TARGET,
        'function.mjs': 'export const run = () => 1;',
      },
    );
    return project;
  };

  it.each(['./target.mjs', './target.ts', 'a-target'])('is made by %s', async (module) => {
    const { run, root } = await withTarget(module, [{ turns: ['a', 'b'] }, 'c']);
    const { rows } = await run();
    expect(rows.map(({ messages }) => messages.at(-1)?.text)).toEqual(['Hello b 2', 'Hello c 1']);
    expect(rows[0]?.messages[1]?.metadata).toEqual({ root });
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(`${root}/closed`, 'utf8')).toBe('0');
  });

  it('is told when a conversation is over', async () => {
    const { run } = await withTarget('./target.mjs', ['a', 'b', 'open?']);
    const { rows } = await run({ parallel: 1 });
    expect(rows.find(({ name }) => name === 'open?')?.messages[1]?.text).toMatch(/^s\d+$/);
  });

  it.each([
    ['./target.mjs', { broken: true }, 'target_not_loadable', /no line to the agent/],
    ['./function.mjs', {}, 'target_not_found', /does not export a function "createTarget"/],
    ['./nowhere.mjs', {}, 'target_not_found', /nowhere\.mjs does not exist/],
    ['no-such-package', {}, 'target_not_loadable', /package no-such-package cannot be loaded/],
  ])('that cannot be made is refused: %s %j', async (module, options, code, message) => {
    const { run } = await withTarget(module, ['a'], options);
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exitCode: 2, hint: expect.any(String) });
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });
});
