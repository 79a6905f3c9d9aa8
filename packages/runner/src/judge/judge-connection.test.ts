import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { verdict } from './chat-server.test-support.js';
import { holdCourt, RUBRIC } from './court.test-support.js';

const KEY = ['sk', 'judge', 'Q7f2kL9xWm3T'.repeat(2)].join('-');
const court = holdCourt();
const { judge, openTools } = court;

describe('a judge that is in trouble', () => {
  it('is asked again when it says "too many requests", and not before it said', async () => {
    const times: number[] = [];
    court.server.answer((_, index) => {
      times.push(performance.now());
      return index === 0 ? { status: 429, headers: { 'retry-after': '0.2' } } : verdict(1);
    });
    expect((await judge(RUBRIC)).verdict).toBe('pass');
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(195);
  });

  it('is asked again after the time that it named, also when the clock is set back by hours', async () => {
    court.server.answer((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '0.2' } } : verdict(1),
    );
    let looks = 0;
    const tools = openTools({ now: () => Date.now() - looks++ * 3_600_000 });
    expect((await judge(RUBRIC, undefined, tools)).verdict).toBe('pass');
  });

  it('that asks to wait for an hour is an error at once', async () => {
    court.server.answer(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    expect((await judge(RUBRIC)).error).toMatchObject({ code: 'judge_rate_limited' });
    expect(court.server.requests).toHaveLength(1);
  });

  it.each([[{ status: 503 }], ['cut' as const]])('by %j is asked again', async (reply) => {
    court.server.answer((_, index) => (index === 0 ? reply : verdict(1)));
    expect((await judge(RUBRIC)).verdict).toBe('pass');
  });

  it.each([
    [{ status: 500, error: 'broken' }, 'judge_failed', 3],
    ['cut' as const, 'judge_unreachable', 3],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'judge_refused', 1],
    [{ status: 400, error: 'context length exceeded' }, 'judge_refused', 1],
  ])('by %j for good is an error, never a fail', async (reply, code, requests) => {
    court.server.answer(() => reply);
    expect(await judge(RUBRIC)).toMatchObject({ verdict: 'error', error: { code } });
    expect(court.server.requests).toHaveLength(requests);
  });

  it('is an error when it does not answer in time', async () => {
    court.server.answer(() => 'hang');
    const tools = openTools({ settings: { timeout: '50ms' } });
    expect((await judge(RUBRIC, undefined, tools)).error).toMatchObject({ code: 'judge_timeout' });
  });

  it('that says more than anybody reads is an error', async () => {
    court.server.answer(() => ({ raw: JSON.stringify({ choices: ['x'.repeat(5_000_000)] }) }));
    expect((await judge(RUBRIC)).error).toMatchObject({
      code: 'judge_failed',
      message: expect.stringContaining('more than 4194304 bytes'),
    });
    expect(court.server.requests).toHaveLength(1);
  });

  it('that has moved within its origin is found there, and nowhere else', async () => {
    court.server.answer(({ path }) =>
      path === '/new' ? verdict(1) : { status: 307, headers: { location: '/new' } },
    );
    expect((await judge(RUBRIC)).verdict).toBe('pass');
    court.server.answer(() => ({ status: 307, headers: { location: 'http://127.0.0.2:1/' } }));
    const tools = openTools();
    const expected = {
      code: 'judge_refused',
      message: expect.stringContaining('on to http://127.0.0.2:1; nothing was sent there'),
    };
    expect((await judge({ llm_judge: 'Away.' }, undefined, tools)).error).toMatchObject(expected);
    expect((await judge({ llm_judge: 'Again.' }, undefined, tools)).error).toMatchObject(expected);
    // The key and the conversation would go the same way every time.
    expect(court.server.requests.map(({ path }) => path)).toEqual([
      '/v1/chat/completions',
      '/new',
      '/v1/chat/completions',
    ]);
  });

  it('that is far away is asked through the proxy, by a tunnel', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const { port } = proxy.address() as AddressInfo;
    const settings = { base_url: 'https://judge.example.com/v1' };
    // As curl takes it, without http:// in front.
    const tools = openTools({ settings, env: { HTTPS_PROXY: `127.0.0.1:${port}` } });
    const { error } = await judge(RUBRIC, undefined, tools);
    proxy.close();
    expect(error?.code).toBe('judge_unreachable');
    expect(new Set(asked)).toEqual(new Set(['judge.example.com:443']));
  });

  it('that refuses the key is asked once, and its words do not give the key away', async () => {
    court.server.answer(() => ({ status: 401, error: `Incorrect API key provided: ${KEY}` }));
    const tools = openTools({ settings: { api_key_env: 'JUDGE_KEY' }, env: { JUDGE_KEY: KEY } });
    const first = await judge(RUBRIC, undefined, tools);
    const second = await judge({ llm_judge: 'Another rubric.' }, undefined, tools);
    expect(first.error).toMatchObject({
      code: 'judge_refused',
      message: expect.stringContaining('401: Incorrect API key'),
    });
    expect(second.error?.code).toBe('judge_refused');
    expect(JSON.stringify([first, second])).not.toContain(KEY);
    expect(court.server.requests).toHaveLength(1);
  });

  it('that knows no schemas and no temperature is asked without them, and remembered', async () => {
    court.server.answer(({ body }) => {
      if (body.response_format?.type === 'json_schema') {
        return { status: 400, error: "response_format 'json_schema' is not supported" };
      }
      if (body.temperature !== undefined) {
        return { status: 400, error: "Unsupported value: 'temperature' does not support 0" };
      }
      return verdict(1);
    });
    const tools = openTools();
    expect((await judge(RUBRIC, undefined, tools)).verdict).toBe('pass');
    expect((await judge({ llm_judge: 'Another.' }, undefined, tools)).verdict).toBe('pass');
    expect(court.server.requests).toHaveLength(4);
    expect(court.server.requests[3]?.body).toMatchObject({
      response_format: { type: 'json_object' },
    });
  });

  it('without the key that it needs is an error', async () => {
    const tools = openTools({ settings: { api_key_env: 'JUDGE_KEY' } });
    expect((await judge(RUBRIC, undefined, tools)).error).toMatchObject({
      code: 'judge_key_missing',
      message: expect.stringContaining('JUDGE_KEY'),
    });
  });

  it('lets go of what is asked when the run is stopped', async () => {
    court.server.answer(() => 'hang');
    const tools = openTools();
    const asking = judge(RUBRIC, undefined, tools);
    await expect.poll(() => court.server.requests.length).toBe(1);
    const reason = new Error('stopped');
    const ended = expect(asking).rejects.toBe(reason);
    await tools.close(reason);
    await ended;
  });
});

describe('what judging takes', () => {
  it('is counted in requests, tokens and money', async () => {
    court.server.answer(() => ({ content: '{"reason":"good","score":1}', tokens: [1000, 50] }));
    const settings = { votes: 2, price: { input: 2, output: 10 } };
    const tools = openTools({ settings });
    const expected = {
      calls: 2,
      cached: 0,
      input_tokens: 2000,
      output_tokens: 100,
      cost_usd: 0.005,
    };
    expect((await judge(RUBRIC, undefined, tools)).usage).toEqual(expected);
    expect(tools.judge?.usage).toEqual(expected);
  });

  it('is bounded in requests at the same time', async () => {
    court.server.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return verdict(1);
    });
    const tools = openTools({ settings: { parallel: 2 } });
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        judge({ llm_judge: `Rubric ${index}.` }, undefined, tools),
      ),
    );
    expect(court.server.requests).toHaveLength(8);
    expect(court.server.busiest).toBe(2);
  });
});
