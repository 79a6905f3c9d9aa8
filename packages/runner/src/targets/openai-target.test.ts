import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';
import {
  type Answerer,
  events,
  json,
  type LocalServer,
  serveLocally,
} from './local-server.test-support.js';

let project: TestProject | undefined;
let server: LocalServer | undefined;
afterEach(async () => {
  await project?.remove();
  await server?.close();
  project = undefined;
  server = undefined;
});

const KEY = ['k', 'of', 'the', 'model'].join('-');

async function runModel(
  answer: Answerer,
  inputs: unknown[],
  settings: object = {},
  env: Record<string, string> = { MODEL_KEY: KEY },
) {
  server = await serveLocally(answer);
  project = await makeProject({
    runner: {
      openai: {
        base_url: `${server.origin}/v1/`,
        model: 'small',
        api_key_env: 'MODEL_KEY',
        ...settings,
      },
    },
    test: { retries: 0 },
    inputs,
  });
  const run = await project.run({ env, random: () => 0 });
  return { ...run, requests: server.seen.map(({ body }) => JSON.parse(body)), server };
}

const chunk = (delta: object, more: object = {}) =>
  `data: ${JSON.stringify({ model: 'small-1', choices: [{ index: 0, delta, ...more }] })}\n\n`;

describe('a model behind an OpenAI-compatible API', () => {
  it('gets the conversation and streams its answer', async () => {
    const { rows, requests, server } = await runModel(
      (_, response, nth) =>
        events(response, [
          chunk({ role: 'assistant', content: '' }),
          chunk({ content: 'Answer ' }),
          chunk({ content: `${nth}` }, { finish_reason: 'stop' }),
          `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 4 } })}\n\n`,
          'data: [DONE]\n\n',
        ]),
      [{ turns: ['one', 'two'], context: { tone: 'brief' } }],
      {
        system: 'Be {{context.tone}}.',
        parameters: { temperature: 0 },
        price: { input: 1, output: 5 },
      },
    );
    expect(rows[0]?.messages[1]).toMatchObject({
      text: 'Answer 0',
      usage: { input_tokens: 10, output_tokens: 4, cost_usd: 0.00003 },
      metadata: { model: 'small-1', finish_reason: 'stop' },
    });
    expect(server.seen[0]).toMatchObject({
      url: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(requests[1]).toEqual({
      model: 'small',
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'Answer 0' },
        { role: 'user', content: 'two' },
      ],
    });
  });

  it('reports tool calls that come in pieces, and may go on talking after them', async () => {
    const { rows, requests } = await runModel(
      (_, response, nth) =>
        nth > 0
          ? json(response, { choices: [{ message: { content: 'fine' } }] })
          : events(response, [
              chunk({
                tool_calls: [{ index: 0, id: 'a', function: { name: 'find', arguments: '' } }],
              }),
              chunk({ tool_calls: [{ index: 0, function: { arguments: '{"q":' } }] }),
              chunk({
                tool_calls: [{ index: 1, id: 'b', function: { name: 'log', arguments: '{}' } }],
              }),
              chunk({ tool_calls: [{ index: 0, function: { arguments: '"tent"}' } }] }),
              'data: [DONE]\n\n',
            ]),
      [{ turns: ['one', 'two'] }],
    );
    expect(rows[0]?.messages[1]).toMatchObject({
      text: '',
      tool_calls: [
        { name: 'find', arguments: { q: 'tent' } },
        { name: 'log', arguments: {} },
      ],
    });
    expect(requests[1].messages).toEqual([
      { role: 'user', content: 'one' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'find', arguments: '{"q":"tent"}' } },
          { id: 'b', type: 'function', function: { name: 'log', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: '' },
      { role: 'tool', tool_call_id: 'b', content: '' },
      { role: 'user', content: 'two' },
    ]);
  });

  it('goes on with the results of its tools that the project gives', async () => {
    const { rows, requests } = await runModel(
      ({ body }, response) => {
        const last = JSON.parse(body).messages.at(-1);
        const message =
          last.role === 'tool'
            ? { content: `It has ${JSON.parse(last.content).left} left.` }
            : { tool_calls: [{ id: 'x', function: { name: 'stock', arguments: '{"id":1}' } }] };
        json(response, {
          choices: [{ message }],
          usage: { prompt_tokens: 5, completion_tokens: 1 },
        });
      },
      ['how many?'],
      { stream: false, tool_results: { stock: { left: 31 } }, tools: [{ type: 'function' }] },
    );
    expect(rows[0]?.messages[1]).toMatchObject({
      text: 'It has 31 left.',
      tool_calls: [{ name: 'stock', arguments: { id: 1 }, result: { left: 31 } }],
      usage: { input_tokens: 10, output_tokens: 2 },
    });
    expect(requests[0]).toMatchObject({ tools: [{ type: 'function' }] });
    expect(requests[0]).not.toHaveProperty('stream');
  });

  it('that only ever calls tools is stopped', async () => {
    const { rows } = await runModel(
      (_, response) =>
        json(response, {
          choices: [{ message: { tool_calls: [{ id: 'x', function: { name: 'again' } }] } }],
        }),
      ['hi'],
      { tool_results: { again: 'more' } },
    );
    expect(rows[0]?.error?.message).toMatch(/10 times in a row/);
  });

  it('keeps arguments as they are when the model has spoiled them', async () => {
    const { rows } = await runModel(
      (_, response) =>
        json(response, {
          choices: [{ message: { tool_calls: [{ function: { name: 'f', arguments: '{"a":' } }] } }],
        }),
      ['hi'],
    );
    expect(rows[0]?.messages[1]?.tool_calls).toEqual([{ name: 'f', arguments: '{"a":' }]);
  });

  it('is given time when it is busy, also in the middle of a stream', async () => {
    const { rows, requests } = await runModel(
      (_, response, nth) => {
        if (nth === 0) return json(response, {}, 429, { 'retry-after': '0.1' });
        if (nth === 1)
          return events(response, [
            chunk({ content: 'half' }),
            'data: {"error":{"message":"slow down","code":"rate_limit_exceeded"}}\n\n',
          ]);
        return json(response, { choices: [{ message: { content: 'whole' } }] });
      },
      ['hi'],
    );
    expect(rows[0]).toMatchObject({ attempts: 1 });
    expect(rows[0]?.messages[1]?.text).toBe('whole');
    expect(requests).toHaveLength(3);
  });

  it.each<[string, Answerer, string, RegExp]>([
    [
      'a wrong key',
      (_, r) => json(r, { error: { message: `bad key ${KEY}` } }, 401),
      'target_refused',
      /bad key \*\*\*/,
    ],
    ['an overload', (_, r) => json(r, {}, 529), 'target_unreachable', /529/],
    ['no choices', (_, r) => json(r, {}), 'target_protocol', /"choices" is missing/],
    [
      'an error in a 200',
      (_, r) => json(r, { error: { message: 'no' } }),
      'target_error',
      /error: no/,
    ],
    ['HTML', (_, r) => void r.writeHead(200).end('<p>'), 'target_protocol', /<p>/],
  ])('with %s is an error', async (_, answer, code, message) => {
    const { rows } = await runModel(answer, ['hi']);
    expect(rows[0]).toMatchObject({ verdict: 'error', error: { code } });
    expect(rows[0]?.error?.message).toMatch(message);
  });

  it('needs the variable of its key, and says so before anything is sent', async () => {
    await expect(runModel(() => undefined, ['hi'], {}, {})).rejects.toMatchObject({
      code: 'variable_missing',
      hint: 'Set it: export MODEL_KEY=…',
    });
  });

  it('gets no key of another provider by itself', async () => {
    const { server } = await runModel(
      (_, response) => json(response, { choices: [{ message: { content: 'ok' } }] }),
      ['hi'],
      { api_key_env: undefined },
      { OPENAI_API_KEY: KEY },
    );
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
  });
});
